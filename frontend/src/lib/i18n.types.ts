import type accounts from '@/locales/zh-CN/accounts.json';
import type actions from '@/locales/zh-CN/actions.json';
import type agreements from '@/locales/zh-CN/agreements.json';
import type audit from '@/locales/zh-CN/audit.json';
import type calls from '@/locales/zh-CN/calls.json';
import type common from '@/locales/zh-CN/common.json';
import type conflicts from '@/locales/zh-CN/conflicts.json';
import type defences from '@/locales/zh-CN/defences.json';
import type diagnostics from '@/locales/zh-CN/diagnostics.json';
import type donations from '@/locales/zh-CN/donations.json';
import type draws from '@/locales/zh-CN/draws.json';
import type duplicates from '@/locales/zh-CN/duplicates.json';
import type enums from '@/locales/zh-CN/enum.json';
import type experts from '@/locales/zh-CN/experts.json';
import type files from '@/locales/zh-CN/files.json';
import type forms from '@/locales/zh-CN/forms.json';
import type funds from '@/locales/zh-CN/funds.json';
import type invoices from '@/locales/zh-CN/invoices.json';
import type juries from '@/locales/zh-CN/juries.json';
import type members from '@/locales/zh-CN/members.json';
import type needs from '@/locales/zh-CN/needs.json';
import type notices from '@/locales/zh-CN/notices.json';
import type orders from '@/locales/zh-CN/orders.json';
import type organisations from '@/locales/zh-CN/organisations.json';
import type payments from '@/locales/zh-CN/payments.json';
import type portal from '@/locales/zh-CN/portal.json';
import type problems from '@/locales/zh-CN/problems.json';
import type projects from '@/locales/zh-CN/projects.json';
import type proposals from '@/locales/zh-CN/proposals.json';
import type publicTexts from '@/locales/zh-CN/public.json';
import type record from '@/locales/zh-CN/record.json';
import type reports from '@/locales/zh-CN/reports.json';
import type reviews from '@/locales/zh-CN/reviews.json';
import type rules from '@/locales/zh-CN/rules.json';
import type schemes from '@/locales/zh-CN/schemes.json';
import type second from '@/locales/zh-CN/second.json';
import type sponsorships from '@/locales/zh-CN/sponsorships.json';
import type statements from '@/locales/zh-CN/statements.json';
import type years from '@/locales/zh-CN/years.json';

/** Every text of the application; the Chinese files are the type, a test keeps the English ones equal. */
interface Texts {
  accounts: typeof accounts;
  actions: typeof actions;
  agreements: typeof agreements;
  audit: typeof audit;
  calls: typeof calls;
  common: typeof common;
  conflicts: typeof conflicts;
  defences: typeof defences;
  duplicates: typeof duplicates;
  diagnostics: typeof diagnostics;
  donations: typeof donations;
  draws: typeof draws;
  enum: typeof enums;
  experts: typeof experts;
  files: typeof files;
  forms: typeof forms;
  funds: typeof funds;
  needs: typeof needs;
  invoices: typeof invoices;
  juries: typeof juries;
  members: typeof members;
  notices: typeof notices;
  orders: typeof orders;
  organisations: typeof organisations;
  payments: typeof payments;
  portal: typeof portal;
  problems: typeof problems;
  projects: typeof projects;
  proposals: typeof proposals;
  public: typeof publicTexts;
  record: typeof record;
  reports: typeof reports;
  reviews: typeof reviews;
  rules: typeof rules;
  schemes: typeof schemes;
  second: typeof second;
  sponsorships: typeof sponsorships;
  statements: typeof statements;
  years: typeof years;
}

export type Namespace = keyof Texts;

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

type Foreign = { [N in Namespace]: `${N}:${Leaves<Texts[N]>}` }[Namespace];

/** A key of one namespace, or of any other with its name before a colon. */
export type Key<N extends Namespace> = Leaves<Texts[N]> | Foreign;

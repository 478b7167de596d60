import type { Fault } from '@/api/client';
import type { ProposalChangeInput, ProposalView } from '@/api/gen/types.gen';
import { fenToWire, parseFen } from '@/lib/money';
import { formatBp } from '@/lib/scheme';
import { type BudgetLine, type BudgetTable, isBlank, newKey } from './budget';
import type { Place, Section, WrittenSection } from './filter';

/** The texts of a proposal, in the order of the form. */
export const TEXTS = ['summary', 'need', 'goals', 'activities', 'team', 'risks'] as const;
export type TextField = (typeof TEXTS)[number];

/** How much the server takes. */
export const TEXT_LIMIT: Record<TextField, number> = {
  summary: 2_000,
  need: 10_000,
  goals: 10_000,
  activities: 20_000,
  team: 10_000,
  risks: 10_000,
};

export interface IndicatorRow {
  key: string;
  name: string;
  unit: string;
  baseline: string;
  target: string;
}

export interface BeneficiaryRow {
  key: string;
  kind: string;
  /** As typed; whole people. */
  head_count: string;
}

export interface PlanRow {
  key: string;
  /** `YYYY-MM`, or empty. */
  month: string;
  activity: string;
  place: string;
  target: string;
  /** Percent of the whole budget, as typed. */
  share: string;
}

export interface TeamRow {
  key: string;
  staff_id: string | null;
  name: string;
  role: string;
  qualification: string;
  duty: string;
}

export const RISK_LEVELS = ['low', 'medium', 'high'] as const;

export interface RiskRow {
  key: string;
  risk: string;
  level: string;
  response: string;
}

/** What the editor holds: everything as typed, so that nothing half written is lost. */
export interface Draft {
  title: string;
  category: string;
  track: string;
  content: Record<TextField, string>;
  indicators: IndicatorRow[];
  beneficiaries: BeneficiaryRow[];
  budget: Record<BudgetTable, BudgetLine[]>;
  plan: PlanRow[];
  team: TeamRow[];
  risks: RiskRow[];
}

/** A percentage as typed in basis points; nothing when it is none. */
export function shareOfText(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?[%％]?$/.exec(text.trim());
  if (!match) return null;
  const bp = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return bp <= 10_000 ? bp : null;
}

/** An amount of zero is an empty cell: nobody budgets nothing. */
function figure(value: string): string {
  return parseFen(value) === 0n ? '' : value;
}

export function draftOf(proposal: ProposalView): Draft {
  const lines = (table: BudgetTable): BudgetLine[] =>
    (proposal.budget?.[table] ?? []).map((line, index) => ({
      key: `${table}${index}`,
      subject: line.subject,
      content: line.content,
      unit_price: figure(line.unit_price),
      quantity: figure(line.quantity),
      source: line.proof?.source ?? '',
      proof: line.proof?.number ?? '',
      file_id: line.proof?.file_id ?? null,
    }));
  return {
    title: proposal.title,
    category: proposal.category ?? '',
    track: proposal.track ?? '',
    content: Object.fromEntries(TEXTS.map((field) => [field, proposal.content?.[field] ?? ''])) as Draft['content'],
    indicators: proposal.indicators.map((row, index) => ({ key: `indicator${index}`, ...row })),
    beneficiaries: proposal.beneficiaries.map((row, index) => ({
      key: `beneficiary${index}`,
      kind: row.kind,
      head_count: row.head_count === 0 ? '' : String(row.head_count),
    })),
    budget: { grant: lines('grant'), matching: lines('matching') },
    plan: proposal.plan.map((row, index) => ({
      key: `plan${index}`,
      month: row.month,
      activity: row.activity,
      place: row.place,
      target: row.target,
      share: row.share_bp === 0 ? '' : formatBp(row.share_bp).replace('%', ''),
    })),
    team: proposal.team.map((row, index) => ({
      key: `team${index}`,
      staff_id: row.staff_id ?? null,
      name: row.name,
      role: row.role,
      qualification: row.qualification,
      duty: row.duty,
    })),
    risks: proposal.risks.map((row, index) => ({ key: `risk${index}`, ...row })),
  };
}

const QUANTITY_MAX = 100_000_000_000n;
const PRICE_MAX = 100_000_000_000_000n;

/** What the wire takes of a figure as typed; one that is none yet goes out as zero and stays on the screen. */
function wireFigure(value: string, max: bigint): string {
  const fen = parseFen(value);
  return fen === null || fen < 0n || fen >= max ? '0' : fenToWire(fen);
}

function wireQuantity(value: string): string {
  return wireFigure(value, QUANTITY_MAX)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

export function wireCount(value: string): number {
  const text = value.trim();
  return /^\d{1,8}$/.test(text) && Number(text) <= 10_000_000 ? Number(text) : 0;
}

function blankIndicator(row: IndicatorRow): boolean {
  return [row.name, row.unit, row.baseline, row.target].every((text) => text.trim() === '');
}

function blankPart(row: PlanRow | TeamRow | RiskRow): boolean {
  const { key: _, ...texts } = row;
  return Object.values(texts).every((text) => text === null || text.trim() === '');
}

/** A month the server takes; one that is half typed goes out empty and stays on the screen. */
function wireMonth(text: string): string {
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : '';
}

function blankBeneficiary(row: BeneficiaryRow): boolean {
  return row.kind.trim() === '' && row.head_count.trim() === '';
}

/** The request that writes the whole draft; rows that are entirely empty are not sent. */
export function wireOf(draft: Draft): ProposalChangeInput {
  const lines = (table: BudgetTable) =>
    draft.budget[table]
      .filter((line) => !isBlank(line))
      .map((line) => ({
        subject: line.subject,
        content: line.content,
        unit_price: wireFigure(line.unit_price, PRICE_MAX),
        quantity: wireQuantity(line.quantity),
        ...(line.source.trim() || line.proof.trim() || line.file_id
          ? {
              proof: {
                source: line.source,
                number: line.proof,
                ...(line.file_id ? { file_id: line.file_id } : {}),
              },
            }
          : {}),
      }));
  return {
    title: draft.title,
    category: draft.category,
    track: draft.track,
    content: draft.content,
    indicators: draft.indicators
      .filter((row) => !blankIndicator(row))
      .map(({ name, unit, baseline, target }) => ({ name, unit, baseline, target })),
    beneficiaries: draft.beneficiaries
      .filter((row) => !blankBeneficiary(row))
      .map((row) => ({ kind: row.kind, head_count: wireCount(row.head_count) })),
    budget: { grant: lines('grant'), matching: lines('matching') },
    plan: draft.plan
      .filter((row) => !blankPart(row))
      .map(({ month, activity, place, target, share }) => ({
        month: wireMonth(month),
        activity,
        place,
        target,
        share_bp: shareOfText(share) ?? 0,
      })),
    team: draft.team
      .filter((row) => !blankPart(row))
      .map(({ staff_id, name, role, qualification, duty }) => ({
        ...(staff_id ? { staff_id } : {}),
        name,
        role,
        qualification,
        duty,
      })),
    risks: draft.risks.filter((row) => !blankPart(row)).map(({ risk, level, response }) => ({ risk, level, response })),
  };
}

const PLACES: [prefix: string, section: Section][] = [
  ['/content/need', 'need'],
  ['/content/goals', 'need'],
  ['/content/activities', 'plan'],
  ['/content/team', 'plan'],
  ['/content/risks', 'plan'],
  ['/content/summary', 'basic'],
  ['/title', 'basic'],
  ['/category', 'basic'],
  ['/track', 'basic'],
  ['/plan', 'plan'],
  ['/team', 'plan'],
  ['/risks', 'plan'],
  ['/indicators', 'indicators'],
  ['/beneficiaries', 'beneficiaries'],
  ['/budget', 'budget'],
  ['/requested', 'budget'],
  ['/grant', 'budget'],
  ['/matching', 'budget'],
  ['/attachments', 'attachments'],
];

/** Where a fault can be put right; nothing for those outside the form (eligibility, the deadline). */
export function sectionOf(pointer: string): Place | undefined {
  const answers = /^\/answers\/([a-z0-9_]+)/.exec(pointer);
  if (answers) return `form-${answers[1]}`;
  return PLACES.find(([prefix]) => pointer === prefix || pointer.startsWith(`${prefix}/`))?.[1];
}

export type SectionState = 'todo' | 'started' | 'fix' | 'done' | 'optional' | 'waiting';

const UNFINISHED = new Set(['missing', 'empty', 'not_positive', 'unknown_subject', 'below_floor', 'matching_too_low']);

function filled(draft: Draft, section: WrittenSection, withForm: boolean): boolean {
  const some = (...texts: string[]) => texts.some((text) => text.trim() !== '');
  switch (section) {
    case 'basic':
      return some(draft.title, draft.category, withForm ? '' : draft.content.summary);
    case 'need':
      return some(draft.content.need, draft.content.goals);
    case 'plan':
      return (
        some(draft.content.activities, draft.content.team, draft.content.risks) ||
        [...draft.plan, ...draft.team, ...draft.risks].some((row) => !blankPart(row))
      );
    case 'indicators':
      return draft.indicators.some((row) => !blankIndicator(row));
    case 'beneficiaries':
      return draft.beneficiaries.some((row) => !blankBeneficiary(row));
    case 'budget':
      return [...draft.budget.grant, ...draft.budget.matching].some((line) => !isBlank(line));
  }
}

/** Not begun, begun, to be corrected, or done, from the server's check; the plan alone may stay empty. */
export function sectionState(draft: Draft, section: WrittenSection, faults: Fault[], withForm = false): SectionState {
  const own = faults.filter((fault) => sectionOf(fault.pointer) === section);
  if (!filled(draft, section, withForm)) return section === 'plan' && own.length === 0 ? 'optional' : 'todo';
  if (own.length === 0) return 'done';
  return own.every((fault) => UNFINISHED.has(fault.code)) ? 'started' : 'fix';
}

export function newIndicator(): IndicatorRow {
  return { key: newKey(), name: '', unit: '', baseline: '', target: '' };
}

export function newBeneficiary(): BeneficiaryRow {
  return { key: newKey(), kind: '', head_count: '' };
}

export function newPlanStep(): PlanRow {
  return { key: newKey(), month: '', activity: '', place: '', target: '', share: '' };
}

export function newTeamMember(): TeamRow {
  return { key: newKey(), staff_id: null, name: '', role: '', qualification: '', duty: '' };
}

export function newRisk(): RiskRow {
  return { key: newKey(), risk: '', level: '', response: '' };
}

/** Faults by the row they belong to, valid as long as the row says what the server has checked. */
export type RowFaults = Map<string, { snapshot: string; faults: { field: string; fault: Fault }[] }>;

/** Puts the faults of list entries (`/budget/grant/0/unit_price`, `/indicators/1/name`) on the rows that were sent. */
export function rowFaults(draft: Draft, faults: Fault[]): RowFaults {
  const rows: Record<string, { key: string }[]> = {
    '/budget/grant': draft.budget.grant.filter((line) => !isBlank(line)),
    '/budget/matching': draft.budget.matching.filter((line) => !isBlank(line)),
    '/indicators': draft.indicators.filter((row) => !blankIndicator(row)),
    '/beneficiaries': draft.beneficiaries.filter((row) => !blankBeneficiary(row)),
    '/plan': draft.plan.filter((row) => !blankPart(row)),
    '/team': draft.team.filter((row) => !blankPart(row)),
    '/risks': draft.risks.filter((row) => !blankPart(row)),
  };
  const found: RowFaults = new Map();
  for (const fault of faults) {
    const match = /^(.*)\/(\d+)(?:\/(?:proof\/)?(\w+))?$/.exec(
      fault.pointer.replace(/^\/(grant|matching)\//, '/budget/$1/'),
    );
    const row = match ? rows[match[1] ?? '']?.[Number(match[2])] : undefined;
    if (!match || !row) continue;
    const entry = found.get(row.key) ?? { snapshot: JSON.stringify(row), faults: [] };
    entry.faults.push({ field: match[3] ?? '', fault });
    found.set(row.key, entry);
  }
  return found;
}

/** The faults of one row, unless it was changed since the check. */
export function faultsOfRow(found: RowFaults, row: { key: string }): { field: string; fault: Fault }[] {
  const entry = found.get(row.key);
  return entry && entry.snapshot === JSON.stringify(row) ? entry.faults : [];
}

import type { IconName } from '@/components/base/Icon';

export type Role =
  | 'resident'
  | 'applicant_owner'
  | 'applicant_editor'
  | 'applicant_finance'
  | 'community_officer'
  | 'street_officer'
  | 'programme_officer'
  | 'programme_director'
  | 'reviewer'
  | 'evaluator'
  | 'finance_maker'
  | 'finance_checker'
  | 'finance_approver'
  | 'auditor'
  | 'system_admin'
  | 'security_admin';

type Section = 'org' | 'review' | 'staff' | 'finance' | 'admin';

/** Keys of `common:nav`. */
type NavKey =
  | 'overview'
  | 'organisation'
  | 'members'
  | 'sponsorships'
  | 'proposals'
  | 'projects'
  | 'tranches'
  | 'calls'
  | 'needs'
  | 'organisations'
  | 'verifications'
  | 'forms'
  | 'screening'
  | 'conflicts'
  | 'experts'
  | 'expertRecord'
  | 'decisions'
  | 'notices'
  | 'objections'
  | 'assignments'
  | 'financeTranches'
  | 'payments'
  | 'batches'
  | 'funds'
  | 'ledger'
  | 'reports'
  | 'statements'
  | 'exceptions'
  | 'periods'
  | 'yearEnds'
  | 'orders'
  | 'donations'
  | 'tiers'
  | 'invoices'
  | 'users'
  | 'areas'
  | 'audit';

interface NavItem {
  to: string;
  label: NavKey;
  icon: IconName;
}

const ORG: Role[] = ['applicant_owner', 'applicant_editor', 'applicant_finance'];
const STAFF: Role[] = ['programme_officer', 'programme_director', 'street_officer', 'community_officer'];
const FINANCE: Role[] = ['finance_maker', 'finance_checker', 'finance_approver'];

/**
 * Where each role works. This decides only what the side navigation offers; what may be done is answered by the
 * server (`available_actions`, 403). A page whose route file does not exist is not offered.
 */
const places: { section: Section; roles: Role[]; items: (NavItem & { roles?: Role[] })[] }[] = [
  {
    section: 'org',
    roles: ORG,
    items: [
      { to: '/app/org', label: 'overview', icon: 'home' },
      { to: '/app/org/organisation', label: 'organisation', icon: 'building' },
      { to: '/app/org/members', label: 'members', icon: 'users' },
      { to: '/app/org/sponsorships', label: 'sponsorships', icon: 'flag' },
      { to: '/app/org/proposals', label: 'proposals', icon: 'document' },
      { to: '/app/org/objections', label: 'objections', icon: 'scale' },
      { to: '/app/org/projects', label: 'projects', icon: 'flag' },
      { to: '/app/org/tranches', label: 'tranches', icon: 'coins' },
      { to: '/app/org/invoices', label: 'invoices', icon: 'document' },
    ],
  },
  {
    section: 'review',
    roles: ['reviewer'],
    items: [
      { to: '/app/review', label: 'assignments', icon: 'scale' },
      { to: '/app/review/expert', label: 'expertRecord', icon: 'users' },
    ],
  },
  {
    section: 'staff',
    roles: [...STAFF, 'auditor'],
    items: [
      { to: '/app/staff', label: 'overview', icon: 'home', roles: STAFF },
      { to: '/app/staff/needs', label: 'needs', icon: 'users' },
      { to: '/app/staff/calls', label: 'calls', icon: 'megaphone' },
      {
        to: '/app/staff/forms',
        label: 'forms',
        icon: 'list',
        roles: ['programme_officer', 'programme_director', 'auditor'],
      },
      { to: '/app/staff/organisations', label: 'organisations', icon: 'building' },
      {
        to: '/app/staff/verifications',
        label: 'verifications',
        icon: 'shield',
        roles: ['programme_officer', 'programme_director', 'auditor'],
      },
      { to: '/app/staff/proposals', label: 'screening', icon: 'clipboard' },
      {
        to: '/app/staff/conflicts',
        label: 'conflicts',
        icon: 'ban',
        roles: ['programme_officer', 'programme_director', 'auditor'],
      },
      {
        to: '/app/staff/experts',
        label: 'experts',
        icon: 'users',
        roles: ['programme_officer', 'programme_director', 'auditor'],
      },
      { to: '/app/staff/notices', label: 'notices', icon: 'document' },
      { to: '/app/staff/projects', label: 'projects', icon: 'flag' },
      { to: '/app/finance/payments', label: 'payments', icon: 'coins', roles: ['programme_director'] },
      { to: '/app/finance/orders', label: 'orders', icon: 'back', roles: ['programme_director'] },
      { to: '/app/finance/reports', label: 'reports', icon: 'document', roles: ['programme_director'] },
    ],
  },
  {
    section: 'finance',
    roles: [...FINANCE, 'auditor'],
    items: [
      { to: '/app/finance', label: 'overview', icon: 'home', roles: FINANCE },
      { to: '/app/finance/tranches', label: 'financeTranches', icon: 'clock' },
      { to: '/app/finance/payments', label: 'payments', icon: 'coins' },
      { to: '/app/finance/batches', label: 'batches', icon: 'list' },
      { to: '/app/finance/invoices', label: 'invoices', icon: 'document' },
      { to: '/app/finance/funds', label: 'funds', icon: 'bank' },
      { to: '/app/finance/orders', label: 'orders', icon: 'back' },
      { to: '/app/finance/donations', label: 'donations', icon: 'flag' },
      { to: '/app/finance/statements', label: 'statements', icon: 'clipboard' },
      { to: '/app/finance/exceptions', label: 'exceptions', icon: 'warning' },
      { to: '/app/finance/periods', label: 'periods', icon: 'calendar' },
      { to: '/app/finance/year-ends', label: 'yearEnds', icon: 'lock' },
      { to: '/app/finance/ledger', label: 'ledger', icon: 'scale' },
      { to: '/app/finance/reports', label: 'reports', icon: 'document' },
      { to: '/app/finance/tiers', label: 'tiers', icon: 'shield', roles: [...FINANCE, 'auditor'] },
    ],
  },
  {
    section: 'admin',
    roles: ['auditor', 'system_admin', 'security_admin'],
    items: [
      { to: '/app/admin/users', label: 'users', icon: 'users', roles: ['auditor', 'security_admin'] },
      { to: '/app/admin/areas', label: 'areas', icon: 'globe', roles: ['system_admin'] },
      { to: '/app/finance/tiers', label: 'tiers', icon: 'shield', roles: ['system_admin', 'security_admin'] },
      { to: '/app/admin/audit', label: 'audit', icon: 'shield', roles: ['auditor'] },
    ],
  },
];

export interface NavGroup {
  section: Section;
  items: NavItem[];
}

/** The side navigation of a role, limited to pages that exist. */
export function navigationOf(role: string | undefined, exists: (to: string) => boolean): NavGroup[] {
  return places
    .filter((place) => place.roles.includes(role as Role))
    .map((place) => ({
      section: place.section,
      items: place.items.filter((item) => (!item.roles || item.roles.includes(role as Role)) && exists(item.to)),
    }))
    .filter((group) => group.items.length > 0);
}

/** True when one of the grants carries one of the roles. */
export function hasRole(grants: { role: string }[] | undefined, ...roles: Role[]): boolean {
  return grants?.some((grant) => roles.includes(grant.role as Role)) ?? false;
}

import type { Role } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export const ROLES = [
  'programme_officer',
  'programme_director',
  'street_officer',
  'community_officer',
  'reviewer',
  'evaluator',
  'finance_maker',
  'finance_checker',
  'finance_approver',
  'auditor',
  'security_admin',
  'system_admin',
  'applicant_owner',
  'applicant_editor',
  'applicant_finance',
  'resident',
] as const satisfies readonly Role[];

export interface UserFilter {
  q?: string | undefined;
  role?: Role | undefined;
}

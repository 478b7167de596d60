import type { FundOrderKind, FundOrderState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export interface FundOrderFilter {
  state?: FundOrderState | undefined;
  kind?: FundOrderKind | undefined;
}

export const FUND_ORDER_STATES = [
  'proposed',
  'checked',
  'executed',
  'rejected',
  'withdrawn',
] as const satisfies readonly FundOrderState[];

export const FUND_ORDER_KINDS = [
  'adjustment',
  'clawback',
  'clawback_receipt',
  'unspent_return',
  'reuse',
  'surrender',
  'reduction',
  'write_off',
] as const satisfies readonly FundOrderKind[];

/** What an order of a kind is about. */
export const ABOUT: Record<FundOrderKind, 'allotments' | 'project' | 'clawback'> = {
  adjustment: 'allotments',
  clawback: 'project',
  clawback_receipt: 'clawback',
  unspent_return: 'project',
  reuse: 'project',
  surrender: 'project',
  reduction: 'project',
  write_off: 'clawback',
};

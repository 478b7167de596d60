import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getReconciliationOptions,
  listBankLinesInfiniteOptions,
  listBankStatementsInfiniteOptions,
  listFundsInfiniteOptions,
  listPeriodsInfiniteOptions,
  suggestBankMatchesOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';

export {
  closePeriod,
  confirmBankLine,
  explainBankLine,
  exportBankLines,
  exportBankStatements,
  exportPeriods,
  importBankStatement,
  matchBankLine,
  matchBankLines,
  previewBankStatement,
  proposePeriod,
  rejectBankLine,
  releaseBankLine,
  returnPeriod,
} from '@/api/gen/sdk.gen';
export type {
  BankLineView,
  BankMatchesView,
  BankMatchView,
  PeriodView,
  ReconciliationView,
  StatementPreview,
} from '@/api/gen/types.gen';

export function statementsOptions(fund_id: string) {
  return infiniteQueryOptions({ ...listBankStatementsInfiniteOptions({ query: { fund_id } }), ...keyset });
}

export function matchesOptions(id: string) {
  return queryOptions(suggestBankMatchesOptions({ path: { id }, query: {} }));
}

export function settledLinesOptions(fund_id: string) {
  return infiniteQueryOptions({
    ...listBankLinesInfiniteOptions({ query: { fund_id, state: 'matched', limit: 50 } }),
    ...keyset,
  });
}

export function reconciliationOptions(id: string, month: string | undefined) {
  return queryOptions(getReconciliationOptions({ path: { id }, query: month ? { month } : {} }));
}

export function periodsOptions(fund_id: string) {
  return infiniteQueryOptions({ ...listPeriodsInfiniteOptions({ query: { fund_id, limit: 50 } }), ...keyset });
}

/** The bank accounts: each fund has one. */
export function accountsOptions() {
  return infiniteQueryOptions({ ...listFundsInfiniteOptions({ query: { limit: 100 } }), ...keyset });
}

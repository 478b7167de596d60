import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getAssignmentOptions,
  getCallOptions,
  getDiagnosticsOptions,
  getPanelOptions,
  getResultsOptions,
  listAssignmentRunsInfiniteOptions,
  listAssignmentsOptions,
  listReviewCorrectionsOptions,
  listReviewersInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { getResultBundle } from '@/api/gen/sdk.gen';
import { saveText } from '@/lib/download';
import { keyset } from '@/lib/keyset';

export {
  applyAssignmentRun,
  appointPanel,
  approveReviewCorrection,
  approveReviewReopening,
  exportAssignmentRuns,
  exportAssignments,
  exportReviewers,
  getScoreSheetPdf,
  previewAssignmentRun,
  rejectReviewCorrection,
  rejectReviewReopening,
  requestReviewCorrection,
  requestReviewReopening,
  sealReviews,
  setReviewLastDay,
  undoAssignmentRun,
  verifyResults,
} from '@/api/gen/sdk.gen';
export type {
  AssignmentPreviewView,
  AssignmentRunView,
  AssignmentSettingsInput,
  DiagnosticsView,
  PanelView,
  ProgressView,
  ResultRowView,
  ResultsView,
  ReviewCorrectionInput,
  ReviewCorrectionView,
} from '@/api/gen/types.gen';

export function panelOptions(callId: string) {
  return queryOptions(getPanelOptions({ path: { id: callId } }));
}

/** The assignments that were carried out; 404 for whoever has a conflict about a proposal of the call. */
export function assignmentRunsOptions(callId: string) {
  return infiniteQueryOptions({ ...listAssignmentRunsInfiniteOptions({ path: { id: callId } }), ...keyset });
}

/** The results; 404 as long as nothing is computed. */
export function resultsOptions(callId: string) {
  return queryOptions(getResultsOptions({ path: { id: callId } }));
}

/** The corrections after the seal. */
export function correctionsOptions(callId: string) {
  return queryOptions(listReviewCorrectionsOptions({ path: { id: callId } }));
}

/** The reviews of a proposal, to choose the one that is corrected. */
export function sealedReviewsOptions(proposalId: string) {
  return queryOptions(listAssignmentsOptions({ query: { proposal_id: proposalId, limit: 100 } }));
}

/** One sealed review with its scores and its rubric. */
export function sealedReviewOptions(id: string) {
  return queryOptions(getAssignmentOptions({ path: { id } }));
}

/** What explains the results; 404 as long as nothing is computed. */
export function diagnosticsOptions(callId: string) {
  return queryOptions(getDiagnosticsOptions({ path: { id: callId } }));
}

/** The call, for its state and its budget. */
export function reviewedCallOptions(callId: string) {
  return queryOptions(getCallOptions({ path: { id: callId } }));
}

export function reviewersOptions(q: string | undefined) {
  return infiniteQueryOptions({ ...listReviewersInfiniteOptions({ query: { q, limit: 100 } }), ...keyset });
}

/** Saves the document from which anybody can compute the results again. */
export async function saveBundle(runId: string, fileName: string): Promise<void> {
  const { data } = await getResultBundle({ path: { id: runId } });
  saveText(JSON.stringify(data, null, 2), fileName, 'application/json');
}

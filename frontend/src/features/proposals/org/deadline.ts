import { endOfDay } from '@/lib/dates';
import type { ProposalView } from './api';

/** The last instant at which the proposal can be handed in: of the call, or of the correction that was asked for. */
export function deadlineOf(proposal: ProposalView): string {
  const due = proposal.state === 'correction_requested' ? proposal.screening.correction_due_on : null;
  return due ? endOfDay(due) : proposal.call.closes_at;
}

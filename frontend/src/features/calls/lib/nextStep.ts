import type { CallCounts, CallPhase, CallState } from '@/api/gen/types.gen';

export type NextStep =
  | 'approve'
  | 'publish'
  | 'upcoming'
  | 'open'
  | 'startScreening'
  | 'screen'
  | 'panel'
  | 'review'
  | 'decide'
  | 'notice'
  | 'agreements'
  | 'none';

/** What a call waits for, and the page on which that is done. */
export function nextStep(call: { state: CallState; phase: CallPhase; counts: CallCounts }): {
  key: NextStep;
  to: string;
  count?: number;
} {
  const page = (part = '') => `/app/staff/calls/$id${part}`;
  switch (call.state) {
    case 'draft':
      return { key: 'approve', to: page() };
    case 'approved':
      return { key: 'publish', to: page() };
    case 'published':
      if (call.phase === 'upcoming') return { key: 'upcoming', to: page() };
      if (call.phase === 'open') return { key: 'open', to: page('/proposals'), count: call.counts.proposals };
      return { key: 'startScreening', to: page() };
    case 'screening':
      return call.counts.submitted > 0
        ? { key: 'screen', to: page('/proposals'), count: call.counts.submitted }
        : { key: 'panel', to: page('/panel') };
    case 'reviewing':
      return { key: 'review', to: page('/panel'), count: call.counts.under_review };
    case 'deciding':
      return { key: 'decide', to: page('/decision') };
    case 'on_notice':
      return { key: 'notice', to: page('/notice') };
    case 'awarded':
      return { key: 'agreements', to: page(), count: call.counts.awarded };
    default:
      return { key: 'none', to: page() };
  }
}

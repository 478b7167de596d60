import { queryOptions } from '@tanstack/react-query';
import { getJuryOptions } from '@/api/gen/@tanstack/react-query.gen';

export { confirmJuryProtocol, enterJuryProtocol, rejectJuryProtocol } from '@/api/gen/sdk.gen';

import type { CountedStage } from '@/api/gen/types.gen';

export type { CountedStage, JuryProtocolView, JuryView, ReviewedProposal } from '@/api/gen/types.gen';

export function juryOptions(callId: string, stage: CountedStage) {
  return queryOptions(getJuryOptions({ path: { id: callId }, query: { stage } }));
}

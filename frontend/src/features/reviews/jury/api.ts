import { queryOptions } from '@tanstack/react-query';
import { getJuryOptions } from '@/api/gen/@tanstack/react-query.gen';

export { confirmJuryProtocol, enterJuryProtocol, rejectJuryProtocol } from '@/api/gen/sdk.gen';
export type { JuryProtocolView, JuryView, ReviewedProposal } from '@/api/gen/types.gen';

export function juryOptions(callId: string) {
  return queryOptions(getJuryOptions({ path: { id: callId } }));
}

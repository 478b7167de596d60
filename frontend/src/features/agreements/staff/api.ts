import { queryOptions } from '@tanstack/react-query';
import { getAgreementOptions } from '@/api/gen/@tanstack/react-query.gen';

export { draftAgreement, getAgreementPdf, offerAgreement, signAgreement } from '@/api/gen/sdk.gen';
export type { ActionView, AgreementView } from '@/api/gen/types.gen';

export function agreementOptions(id: string) {
  return queryOptions(getAgreementOptions({ path: { id } }));
}

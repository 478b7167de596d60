import type { actionHeaders } from '@/api/client';
import { getAgreementOptions } from '@/api/gen/@tanstack/react-query.gen';
import { signAgreement as sign } from '@/api/gen/sdk.gen';
import type { AgreementView, SignatureInput } from '@/api/gen/types.gen';

export { getAgreementPdf } from '@/api/gen/sdk.gen';
export type { AgreementView };

export const agreementOptions = (id: string) => getAgreementOptions({ path: { id } });

export async function signAgreement(
  id: string,
  body: SignatureInput,
  headers: ReturnType<typeof actionHeaders>,
): Promise<AgreementView> {
  return (await sign({ path: { id }, body, headers })).data;
}

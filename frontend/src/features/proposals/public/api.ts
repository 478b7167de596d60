import { queryOptions } from '@tanstack/react-query';
import { verifyReceipt } from '@/api/portal/sdk.gen';

/** Whether a receipt is genuine; an answer of nothing when there is no such receipt. */
export function receiptOptions(number: string, sha256: string) {
  return queryOptions({
    queryKey: [{ _id: 'verifyReceipt', path: { number, sha256 } }],
    queryFn: async ({ signal }) => {
      try {
        return (await verifyReceipt({ path: { number, sha256 }, signal })).data;
      } catch (cause) {
        if ((cause as { status?: number }).status === 404) return null;
        throw cause;
      }
    },
  });
}

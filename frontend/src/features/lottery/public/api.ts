import { queryOptions } from '@tanstack/react-query';
import { getLotteryDisclosure, listLotteryDisclosures } from '@/api/portal/sdk.gen';
import type { LotteryDisclosureView } from '@/api/portal/types.gen';

export type { LotteryDisclosureView };

export function lotteryYearsOptions() {
  return queryOptions({
    queryKey: [{ _id: 'listLotteryDisclosures' }],
    queryFn: async ({ signal }) => (await listLotteryDisclosures({ signal })).data,
  });
}

export function lotteryDisclosureOptions(year: number) {
  return queryOptions({
    queryKey: [{ _id: 'getLotteryDisclosure', path: { year } }],
    queryFn: async ({ signal }) => (await getLotteryDisclosure({ path: { year }, signal })).data,
  });
}

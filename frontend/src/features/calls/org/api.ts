import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  getPublicCallOptions,
  listOrganisationsInfiniteOptions,
  listPublicQuestionsInfiniteOptions,
  listQuestionsInfiniteOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';

export { askQuestion } from '@/api/gen/sdk.gen';
export type { PublicCallView } from '@/api/gen/types.gen';

export function callOptions(id: string) {
  return queryOptions(getPublicCallOptions({ path: { id } }));
}

export function answeredOptions(id: string) {
  return infiniteQueryOptions({ ...listPublicQuestionsInfiniteOptions({ path: { id } }), ...keyset });
}

export function ownQuestionsOptions(id: string) {
  return infiniteQueryOptions({ ...listQuestionsInfiniteOptions({ query: { call_id: id } }), ...keyset });
}

export function ownOrganisationsOptions() {
  return infiniteQueryOptions({ ...listOrganisationsInfiniteOptions({}), ...keyset });
}

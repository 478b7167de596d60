import { infiniteQueryOptions } from '@tanstack/react-query';
import { getOrganisationOptions, listSponsorshipsInfiniteOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { SponsorshipView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export {
  agreeSponsorship,
  askSponsor,
  endSponsorship,
  exportSponsorships,
  refuseSponsorship,
  withdrawSponsorship,
} from '@/api/gen/sdk.gen';
export type { SponsorshipView };

export const organisationOptions = (id: string) => getOrganisationOptions({ path: { id } });
export const sponsorshipsOptions = (id: string) =>
  infiniteQueryOptions({ ...listSponsorshipsInfiniteOptions({ path: { id } }), ...keyset });

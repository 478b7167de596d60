import { queryOptions } from '@tanstack/react-query';
import { type actionHeaders, etagOf } from '@/api/client';
import { getOrganisationOptions } from '@/api/gen/@tanstack/react-query.gen';
import {
  createOrganisation as create,
  listOrganisations,
  setBankAccount as setAccount,
  submitOrganisation as submit,
  updateOrganisation as update,
} from '@/api/gen/sdk.gen';
import type {
  BankAccountInput,
  OrganisationChangeInput,
  OrganisationInput,
  OrganisationView,
} from '@/api/gen/types.gen';

export type { OrganisationView };

/** The organisations the caller knows of; pages keep those the caller acts for. */
export const organisationsOptions = queryOptions({
  queryKey: [{ _id: 'listOrganisations', query: { limit: 100 } }],
  queryFn: async ({ signal }) => (await listOrganisations({ query: { limit: 100 }, signal })).data.items,
});

export const organisationOptions = (id: string) => getOrganisationOptions({ path: { id } });

export async function createOrganisation(body: OrganisationInput, key: string): Promise<OrganisationView> {
  return (await create({ body, headers: { 'Idempotency-Key': key } })).data;
}

export async function updateOrganisation(
  organisation: OrganisationView,
  body: OrganisationChangeInput,
): Promise<OrganisationView> {
  return (await update({ path: { id: organisation.id }, body, headers: { 'If-Match': etagOf(organisation) } })).data;
}

export async function setBankAccount(
  organisation: OrganisationView,
  body: BankAccountInput,
): Promise<OrganisationView> {
  return (await setAccount({ path: { id: organisation.id }, body, headers: { 'If-Match': etagOf(organisation) } }))
    .data;
}

export async function submitOrganisation(
  id: string,
  headers: ReturnType<typeof actionHeaders>,
): Promise<OrganisationView> {
  return (await submit({ path: { id }, headers })).data;
}

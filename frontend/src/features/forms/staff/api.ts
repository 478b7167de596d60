import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { etagOf } from '@/api/client';
import {
  getCallFormOptions,
  getCallOptions,
  getFormOptions,
  listFormsInfiniteOptions,
  listFormsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { setCallForm as choose, updateForm as update } from '@/api/gen/sdk.gen';
import type { CallFormView, FormView } from '@/api/gen/types.gen';
import type { FormDocument } from '@/lib/forms';
import { keyset } from '@/lib/keyset';
import type { FormFilter } from './filter';

export { copyForm, createForm, discardForm, exportForms, publishForm } from '@/api/gen/sdk.gen';
export type { CallFormView, FormView };

export function formsOptions(filter: FormFilter) {
  return infiniteQueryOptions({ ...listFormsInfiniteOptions({ query: { ...filter } }), ...keyset });
}

export const formOptions = (id: string) => queryOptions(getFormOptions({ path: { id } }));
export const callFormOptions = (id: string) => queryOptions(getCallFormOptions({ path: { id } }));
export const callOptions = (id: string) => queryOptions(getCallOptions({ path: { id } }));

/** The published forms that a call can use. */
export const usableFormsOptions = queryOptions(
  listFormsOptions({ query: { state: 'published', purpose: 'proposal', limit: 100 } }),
);

export interface FormEdit {
  title: string;
  document: FormDocument;
}

export async function saveForm(id: string, edit: FormEdit, version: number): Promise<FormView> {
  const body = { title: edit.title, document: edit.document as unknown as Record<string, unknown> };
  return (await update({ path: { id }, body, headers: { 'If-Match': etagOf({ version }) } })).data;
}

export async function chooseForm(call: { id: string; version: number }, form: string | null): Promise<CallFormView> {
  return (await choose({ path: { id: call.id }, body: { form_id: form }, headers: { 'If-Match': etagOf(call) } })).data;
}

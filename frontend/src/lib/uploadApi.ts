import type { FilePurpose } from '@/api/gen';
import { completeFile, createFile, getFile, listFilePurposes, putFileContent, removeFile } from '@/api/gen';
import type { UploadApi } from './uploads';

/** Address of a file's bytes for a link. */
export function fileHref(id: string): string {
  return `/api/v1/files/${id}/content`;
}

/** The steps of an upload for people with an account. */
export const accountUploads: UploadApi = {
  rule: async (purpose) => (await listFilePurposes()).data.items.find((rule) => rule.purpose === purpose),
  create: async (purpose, file, key) => {
    const body = { ...file, purpose: purpose as FilePurpose };
    return { file: (await createFile({ body, headers: { 'Idempotency-Key': key } })).data };
  },
  get: async (id) => (await getFile({ path: { id } })).data,
  put: async (id, offset, bytes, signal) =>
    (await putFileContent({ path: { id }, headers: { 'Upload-Offset': offset }, body: bytes, signal })).data,
  complete: async (id, sha256, key) =>
    (await completeFile({ path: { id }, headers: { 'Idempotency-Key': key }, body: sha256 ? { sha256 } : {} })).data,
  remove: (id) => removeFile({ path: { id }, headers: { 'Idempotency-Key': `${id}-remove` } }),
};

import type { FilePurpose } from '@/api/portal';
import {
  completePublicFile,
  createPublicFile,
  getPublicFile,
  listFilePurposes,
  putPublicFileContent,
  removePublicFile,
} from '@/api/portal';
import type { UploadApi } from './uploads';

/** The steps of an upload for people without an account. */
export const publicUploads: UploadApi = {
  rule: async (purpose) => (await listFilePurposes()).data.items.find((rule) => rule.purpose === purpose),
  create: async (purpose, file, key) => {
    const body = { ...file, purpose: purpose as FilePurpose };
    const { data } = await createPublicFile({ body, headers: { 'Idempotency-Key': key } });
    return { file: data.file, token: data.upload_token };
  },
  get: async (id, token = '') => (await getPublicFile({ path: { id }, headers: { 'Upload-Token': token } })).data,
  put: async (id, offset, bytes, signal, token = '') => {
    const headers = { 'Upload-Offset': offset, 'Upload-Token': token };
    return (await putPublicFileContent({ path: { id }, headers, body: bytes, signal })).data;
  },
  complete: async (id, sha256, key, token = '') => {
    const headers = { 'Idempotency-Key': key, 'Upload-Token': token };
    return (await completePublicFile({ path: { id }, headers, body: sha256 ? { sha256 } : {} })).data;
  },
  remove: (id, token = '') =>
    removePublicFile({ path: { id }, headers: { 'Idempotency-Key': `${id}-remove`, 'Upload-Token': token } }),
};

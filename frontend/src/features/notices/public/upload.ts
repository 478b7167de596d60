import { newIdempotencyKey } from '@/api/client';
import { completePublicFile, createPublicFile, putPublicFileContent } from '@/api/portal/sdk.gen';

const CHUNK = 1024 * 1024;

/** Uploads a proof without an account; what comes back goes into the objection, once. */
export async function uploadEvidence(file: File): Promise<{ id: string; upload_token: string }> {
  const { data } = await createPublicFile({
    body: { purpose: 'objection_evidence', name: file.name, size: file.size, media_type: file.type },
    headers: { 'Idempotency-Key': newIdempotencyKey() },
  });
  const path = { id: data.file.id };
  const token = { 'Upload-Token': data.upload_token };
  for (let offset = 0; offset < file.size; offset += CHUNK) {
    await putPublicFileContent({
      path,
      headers: { ...token, 'Upload-Offset': offset },
      body: file.slice(offset, offset + CHUNK, 'application/octet-stream'),
    });
  }
  await completePublicFile({ path, headers: { ...token, 'Idempotency-Key': newIdempotencyKey() }, body: {} });
  return { id: data.file.id, upload_token: data.upload_token };
}

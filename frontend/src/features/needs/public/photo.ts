import { newIdempotencyKey } from '@/api/client';
import { completePublicFile, createPublicFile, putPublicFileContent } from '@/api/portal/sdk.gen';

/** Longest side of a photograph that is sent: enough to see what is meant, little for a slow network. */
const SIDE = 1600;
const CHUNK = 1024 * 1024;

/** The photograph as a smaller JPEG; as it is, where the browser cannot draw it. */
export async function shrunk(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82));
    return smaller && smaller.size > 0 ? smaller : file;
  } catch {
    return file;
  }
}

/** Uploads a photograph without an account; what comes back goes into the report, once. */
export async function uploadPhoto(photo: Blob): Promise<{ id: string; upload_token: string }> {
  const ending = photo.type === 'image/png' ? 'png' : photo.type === 'image/webp' ? 'webp' : 'jpg';
  const { data } = await createPublicFile({
    body: {
      purpose: 'need_photo',
      name: `photo.${ending}`,
      size: photo.size,
      media_type: photo.type || 'image/jpeg',
    },
    headers: { 'Idempotency-Key': newIdempotencyKey() },
  });
  const path = { id: data.file.id };
  const token = { 'Upload-Token': data.upload_token };
  for (let offset = 0; offset < photo.size; offset += CHUNK) {
    await putPublicFileContent({
      path,
      headers: { ...token, 'Upload-Offset': offset },
      body: photo.slice(offset, offset + CHUNK, 'application/octet-stream'),
    });
  }
  await completePublicFile({ path, headers: { ...token, 'Idempotency-Key': newIdempotencyKey() }, body: {} });
  return { id: data.file.id, upload_token: data.upload_token };
}

import { completeFile, createFile, putFileContent } from '@/api/gen/sdk.gen';

/** Uploads a sheet chunk by chunk; says how far it is (from 0 to 1) and gives the id of the file. */
export async function uploadSheet(file: File, type: string, onProgress: (share: number) => void): Promise<string> {
  const { data } = await createFile({
    body: {
      purpose: type === XML ? 'bank_statement' : 'import_sheet',
      name: file.name,
      size: file.size,
      media_type: type,
    },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
  for (let offset = 0; offset < file.size; offset += data.chunk_size) {
    await putFileContent({
      path: { id: data.id },
      headers: { 'Upload-Offset': offset },
      body: file.slice(offset, offset + data.chunk_size),
    });
    onProgress(Math.min(1, (offset + data.chunk_size) / file.size));
  }
  await completeFile({ path: { id: data.id }, body: {}, headers: { 'Idempotency-Key': crypto.randomUUID() } });
  return data.id;
}

const XML = 'text/xml';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The media type by the ending of the name: what browsers say differs from machine to machine. */
export function sheetType(name: string): string | undefined {
  const ending = name.toLowerCase().split('.').pop();
  return ending === 'xlsx' ? XLSX : ending === 'csv' ? 'text/csv' : undefined;
}

/** The same for a statement of a bank, which may also come as a message. */
export function statementType(name: string): string | undefined {
  return name.toLowerCase().endsWith('.xml') ? XML : sheetType(name);
}

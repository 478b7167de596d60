import { dropDraft, readDraft, writeDraft } from '@/lib/drafts';

/** A report as it stands on this device, until the server has acknowledged it. */
export interface PendingReport {
  what: string;
  area_code: string;
  place: string;
  contact: string;
  /** A photograph, made smaller already. */
  photo: Blob | null;
  /** The idempotency key of the sending: the same report sent twice is taken once. */
  key: string;
  /** It was sent, and no answer came: it is sent again when there is a network. */
  sending: boolean;
}

const KEY = 'need-report';

export async function readPending(): Promise<PendingReport | undefined> {
  return (await readDraft<PendingReport>(KEY))?.value;
}

export function keepPending(value: PendingReport): Promise<void> {
  return writeDraft(KEY, { value, version: 0, at: '' });
}

export function dropPending(): Promise<void> {
  return dropDraft(KEY);
}

/** SHA-256 of a text in hexadecimal digits; nothing where the browser cannot compute it (plain http). */
async function sha256(text: string): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the fingerprint belongs to the text, as computed on this device. */
export async function fingerprintFits(text: string, expected: string): Promise<boolean | undefined> {
  const found = await sha256(text);
  return found === undefined ? undefined : found === expected;
}

/** The parts of an agreement's document that are shown; it is signed as a whole, including what is not. */
export interface AgreementText {
  call?: { number: string; title: string };
  project?: { number: string; title: string };
  funder?: { name: string };
  grantee?: { name: string; uscc: string; legal_representative: string };
  starts_on?: string;
  ends_on?: string;
  amount?: string;
  amount_upper?: string;
  tranches?: {
    seq: number;
    share_bp: number;
    amount: string;
    amount_upper: string;
    gate: string;
    due_working_days: number;
  }[];
}

export function readAgreement(document: string): AgreementText {
  try {
    const parsed: unknown = JSON.parse(document);
    return typeof parsed === 'object' && parsed !== null ? (parsed as AgreementText) : {};
  } catch {
    return {};
  }
}

/** The unified social credit code (GB 32100-2015), checked while it is typed. */

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const KINDS: Record<string, string> = { '51': 'association', '52': 'service', '53': 'foundation' };

export type UsccCheck =
  | { state: 'typing'; typed: number }
  | { state: 'character'; position: number; found: string }
  | { state: 'check_digit'; expected: string; found: string }
  | { state: 'long' }
  | { state: 'good'; kind: string | undefined };

/** As it is written in certificates: capitals, without spaces. */
export function normaliseUscc(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

export function checkUscc(text: string): UsccCheck {
  const code = normaliseUscc(text);
  let sum = 0;
  for (const [index, found] of [...code].entries()) {
    const value = ALPHABET.indexOf(found);
    if (value < 0) return { state: 'character', position: index + 1, found };
    sum += value * (WEIGHTS[index] ?? 0);
  }
  if (code.length > 18) return { state: 'long' };
  if (code.length < 18) return { state: 'typing', typed: code.length };
  const expected = ALPHABET[(31 - (sum % 31)) % 31] ?? '0';
  const found = code.slice(-1);
  return found === expected
    ? { state: 'good', kind: KINDS[code.slice(0, 2)] }
    : { state: 'check_digit', expected, found };
}

import type { Fault } from '@/api/client';

/** The checks a form makes before it asks the server: what is missing, and whether the address can be one. */
export function missingFaults(values: Record<string, string>): Fault[] {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value.trim() === '') faults.push({ pointer: `/${name}`, code: 'required', detail: '' });
    else if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
      faults.push({ pointer: '/email', code: 'invalid_email', detail: '' });
    }
  }
  return faults;
}

const MIN_PASSWORD = 10;

/** A password that was entered but is too short. */
export function passwordFaults(password: string): Fault[] {
  if (password === '' || [...password].length >= MIN_PASSWORD) return [];
  return [{ pointer: '/password', code: 'too_short', detail: '', limit: String(MIN_PASSWORD) }];
}

import type { FormInstance } from 'antd';
import { ApiError } from '@/api/client';
import { faultText } from '@/lib/labels';
import { pointerPath } from '@/lib/pointers';

/**
 * Puts the server's faults on the fields of an antd form whose names follow the request body. Use with `ErrorSummary`
 * above the form; the form needs the name `form`, so that the summary finds its controls.
 */
export function applyFaults(form: FormInstance, error: unknown): void {
  if (!(error instanceof ApiError)) return;
  const byPath = new Map<string, { name: (string | number)[]; errors: string[] }>();
  for (const fault of error.errors) {
    const name = pointerPath(fault.pointer);
    if (name.length === 0) continue;
    const entry = byPath.get(fault.pointer) ?? { name, errors: [] };
    entry.errors.push(faultText(fault));
    byPath.set(fault.pointer, entry);
  }
  form.setFields([...byPath.values()]);
}

/** Clears what `applyFaults` wrote for fields the user has edited. */
export function clearFaults(form: FormInstance, changed: (string | number)[][]): void {
  form.setFields(changed.map((name) => ({ name, errors: [] })));
}

import { describe, expect, it } from 'vitest';
import { commonEvents, type RowProgress, runRows, splitRows } from './bulk';

const action = (event: string, ...codes: string[]) => ({
  event,
  label: event,
  operation_id: event,
  blockers: codes.map((code) => ({ code, pointer: '', detail: code })),
});

describe('actions on many rows', () => {
  const own = { id: 'own', available_actions: [action('check', 'same_person'), action('reject')] };
  const other = { id: 'other', available_actions: [action('check'), action('reject')] };
  const checked = { id: 'checked', available_actions: [action('approve'), action('reject')] };

  it('offers only what every row offers', () => {
    expect(commonEvents([own, other])).toEqual(['check', 'reject']);
    expect(commonEvents([own, checked])).toEqual(['reject']);
    expect(commonEvents([own, { id: 'none', available_actions: [] }])).toEqual([]);
    expect(commonEvents([])).toEqual([]);
  });

  it('keeps blocked rows apart, with their reasons', () => {
    const { valid, invalid } = splitRows([own, other, checked], 'check');
    expect(valid.map((row) => row.id)).toEqual(['other']);
    expect(invalid.map((entry) => entry.row.id)).toEqual(['own', 'checked']);
    expect(invalid[0]?.blockers[0]?.code).toBe('same_person');
  });

  it('goes on after a row that failed and tells each step', async () => {
    const told: Record<string, RowProgress[]> = {};
    const outcome = await runRows(
      [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      async (row) => {
        if (row.id === 'b') throw new Error('refused');
        return `PAY-${row.id}`;
      },
      (id, progress) => {
        told[id] = [...(told[id] ?? []), progress];
      },
    );
    expect(outcome).toEqual({ done: 2, failed: 1 });
    expect(told.a).toEqual([{ state: 'running' }, { state: 'done', reference: 'PAY-a' }]);
    expect(told.b?.at(-1)?.state).toBe('failed');
    expect(told.c?.at(-1)?.reference).toBe('PAY-c');
  });
});

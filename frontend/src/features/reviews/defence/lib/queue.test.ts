import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { type Calls, type QueuedScore, send } from './queue';

const score: QueuedScore = {
  assignment: 'a',
  title: '项目',
  scores: { need: '8.5' },
  comments: {},
  comment: '',
  key: 'k1',
};

function calls(change: Partial<Calls> = {}): Calls {
  return {
    read: vi.fn(async () => ({ state: 'empty', version: 3, scores: {} })),
    save: vi.fn(async () => ({ version: 4 })),
    submit: vi.fn(async () => undefined),
    ...change,
  };
}

describe('the queue of scores', () => {
  it('saves by the version it read and submits by the version it saved, with its own key', async () => {
    const made = calls();
    expect(await send(score, made)).toEqual({ kind: 'sent' });
    expect(made.save).toHaveBeenCalledWith(score, 3);
    expect(made.submit).toHaveBeenCalledWith('a', 4, 'k1');
  });

  it('keeps a score while there is no network', async () => {
    const read = vi.fn(async () => {
      throw new ApiError(0, {});
    });
    expect(await send(score, calls({ read }))).toEqual({ kind: 'offline' });
  });

  it('does nothing twice when only the answer was lost', async () => {
    const made = calls({ read: vi.fn(async () => ({ state: 'submitted', version: 5, scores: { need: '8.50' } })) });
    expect(await send(score, made)).toEqual({ kind: 'sent' });
    expect(made.save).not.toHaveBeenCalled();
  });

  it('does not pass over another score that was submitted meanwhile', async () => {
    const made = calls({ read: vi.fn(async () => ({ state: 'submitted', version: 5, scores: { need: '7' } })) });
    expect(await send(score, made)).toEqual({ kind: 'refused', code: 'illegal_event' });
  });

  it('says why a score did not count when it arrived', async () => {
    const save = vi.fn(async () => {
      throw new ApiError(409, { code: 'presenter_not_open' });
    });
    expect(await send(score, calls({ save }))).toEqual({ kind: 'refused', code: 'presenter_not_open' });
  });
});

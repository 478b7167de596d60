import { describe, expect, it } from 'vitest';
import { type AssignForm, isReady, seatOf, settingsOf, whole } from './assign';

const form: AssignForm = {
  mode: 'assigned_k',
  perProposal: '3',
  cap: '',
  balance: 50,
  reward: 300,
  seed: ' YC2026-0001 ',
  reviewers: { a: { cap: '', categories: null }, b: { cap: '0', categories: null }, c: { cap: '', categories: [] } },
};

describe('the settings of an assignment', () => {
  it('name only the reviewers of whom something is said, also that they take nothing or know nothing', () => {
    expect(settingsOf(form)).toEqual({
      mode: 'assigned_k',
      per_proposal: 3,
      seed: 'YC2026-0001',
      balance: 50,
      specialist_reward: 300,
      reviewers: [
        { reviewer_id: 'b', cap: 0 },
        { reviewer_id: 'c', categories: [] },
      ],
    });
  });

  it('have no numbers where everybody reviews everything', () => {
    const all = settingsOf({ ...form, mode: 'all_by_all', cap: '9' });
    expect([all.per_proposal, all.cap]).toEqual([undefined, undefined]);
  });

  it('are ready with a seed and a number', () => {
    expect(isReady(form)).toBe(true);
    expect(isReady({ ...form, perProposal: '0' })).toBe(false);
    expect(isReady({ ...form, perProposal: '', mode: 'all_by_all' })).toBe(true);
    expect(isReady({ ...form, seed: ' ' })).toBe(false);
  });

  it('take whole numbers only', () => {
    expect(['3', ' 12 ', '0', '-1', '1.5', '12345', ''].map((text) => whole(text))).toEqual([
      3,
      12,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the seat of a reviewer', () => {
  it('is free when the plan says nothing of it', () => {
    const seats = [{ reviewer_id: 'a', kind: 'added', score: 700, specialist: true }];
    const proposal = { id: 'p', number: 'P1', title: '', organisation_name: '', category: null, seats };
    expect(seatOf(proposal, 'a')).toEqual({ kind: 'added', score: 700 });
    expect(seatOf(proposal, 'b')).toEqual({ kind: 'free', score: null });
  });
});

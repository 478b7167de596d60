import { describe, expect, it } from 'vitest';
import type { CallCounts } from '@/api/gen/types.gen';
import { nextStep } from './nextStep';

const counts: CallCounts = {
  proposals: 12,
  draft: 0,
  submitted: 0,
  correction_requested: 0,
  eligible: 0,
  ineligible: 0,
  under_review: 0,
  ranked: 0,
  recommended: 0,
  reserve: 0,
  not_selected: 0,
  on_notice: 0,
  awarded: 0,
  revoked: 0,
  withdrawn: 0,
};

describe('what a call waits for', () => {
  it('follows the clock while it is published', () => {
    expect(nextStep({ state: 'published', phase: 'upcoming', counts }).key).toBe('upcoming');
    expect(nextStep({ state: 'published', phase: 'open', counts })).toMatchObject({ key: 'open', count: 12 });
    expect(nextStep({ state: 'published', phase: 'closed', counts }).key).toBe('startScreening');
  });

  it('asks for the panel once everything is screened', () => {
    expect(nextStep({ state: 'screening', phase: 'closed', counts: { ...counts, submitted: 3 } })).toMatchObject({
      key: 'screen',
      count: 3,
    });
    expect(nextStep({ state: 'screening', phase: 'closed', counts })).toMatchObject({
      key: 'panel',
      to: '/app/staff/calls/$id/panel',
    });
  });

  it('has nothing to ask of an archived call', () => {
    expect(nextStep({ state: 'archived', phase: 'closed', counts }).key).toBe('none');
  });
});

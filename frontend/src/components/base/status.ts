import type { IconName } from './Icon';
import type { workLooks } from './workLooks';

/** What a state means to the reader; each tone is one colour pair with at least 4.5:1. */
export type Tone = 'neutral' | 'progress' | 'waiting' | 'success' | 'danger' | 'decided' | 'ended';

export type Look = readonly [tone: Tone, icon: IconName];

export const draft: Look = ['neutral', 'pencil'];
export const sent: Look = ['progress', 'send'];
export const running: Look = ['progress', 'clock'];
export const good: Look = ['success', 'checkCircle'];
export const bad: Look = ['danger', 'crossCircle'];
export const returned: Look = ['waiting', 'back'];
export const paused: Look = ['waiting', 'pause'];
export const gone: Look = ['ended', 'ban'];
export const decided: Look = ['decided', 'check'];
export const filed: Look = ['ended', 'archive'];

/** The machines whose states the portal shows; the rest stand in `workLooks.ts`. A test compares all with `enum.json`. */
export const portalLooks = {
  need: {
    reported: ['waiting', 'clock'],
    accepted: ['progress', 'check'],
    published: ['success', 'megaphone'],
    claimed: ['progress', 'document'],
    in_delivery: ['progress', 'flag'],
    met: good,
    unmet: ['ended', 'cross'],
    merged: ['ended', 'archive'],
    declined: bad,
    withdrawn: gone,
  },
  phase: { upcoming: ['decided', 'calendar'], open: ['success', 'megaphone'], closed: ['ended', 'lock'] },
  project: {
    agreement_draft: draft,
    signing: ['progress', 'pencil'],
    active: ['success', 'flag'],
    rectifying: ['waiting', 'warning'],
    suspended: paused,
    final_submitted: sent,
    closed: filed,
    terminated: gone,
    lapsed: gone,
  },
  tranche: {
    planned: ['neutral', 'calendar'],
    due: ['waiting', 'clock'],
    requested: sent,
    checked: ['progress', 'check'],
    approved: decided,
    batched: ['progress', 'list'],
    paid: good,
    withheld: paused,
    cancelled: gone,
    recovered: ['ended', 'back'],
  },
  notice_phase: { running: ['decided', 'megaphone'], over: ['ended', 'check'] },
  draw: { committed: ['waiting', 'clock'], drawn: ['progress', 'shield'], confirmed: good, void: gone },
  lottery: { committed: ['waiting', 'clock'], drawn: good },
  objection: {
    filed: ['waiting', 'clock'],
    admitted: running,
    re_review: ['progress', 'scale'],
    dismissed: ['ended', 'cross'],
    upheld: ['danger', 'warning'],
    rejected: ['ended', 'check'],
  },
} as const satisfies Record<string, Record<string, Look>>;

export type Machine = keyof typeof portalLooks | keyof typeof workLooks;

const looks: Record<string, Record<string, Look>> = { ...portalLooks };

/** The looks of further machines, which the portal does not carry. */
export function addLooks(more: Record<string, Record<string, Look>>): void {
  Object.assign(looks, more);
}

/** The look of a state; a state this build does not know yet is shown neutrally. */
export function statusLook(machine: Machine, state: string): Look {
  return looks[machine]?.[state] ?? ['neutral', 'question'];
}

type StateOf<M extends keyof typeof portalLooks> = keyof (typeof portalLooks)[M] & string;

/** The states of a machine in their natural order, for filters and for `validateSearch`. */
export function statesOf<M extends keyof typeof portalLooks>(machine: M): StateOf<M>[] {
  return Object.keys(portalLooks[machine]) as StateOf<M>[];
}

import type { IconName } from './Icon';

/** What a state means to the reader; each tone is one colour pair with at least 4.5:1. */
export type Tone = 'neutral' | 'progress' | 'waiting' | 'success' | 'danger' | 'decided' | 'ended';

type Look = readonly [tone: Tone, icon: IconName];

const draft: Look = ['neutral', 'pencil'];
const sent: Look = ['progress', 'send'];
const running: Look = ['progress', 'clock'];
const good: Look = ['success', 'checkCircle'];
const bad: Look = ['danger', 'crossCircle'];
const returned: Look = ['waiting', 'back'];
const paused: Look = ['waiting', 'pause'];
const gone: Look = ['ended', 'ban'];
const decided: Look = ['decided', 'check'];
const filed: Look = ['ended', 'archive'];

/** One map for every state machine; a test compares it with the labels in `enum.json`. */
export const statusLooks = {
  organisation: {
    draft,
    submitted: sent,
    returned,
    verified: good,
    rejected: bad,
    suspended: paused,
    deregistered: gone,
  },
  invitation: { requested: ['waiting', 'question'], open: ['progress', 'send'], accepted: good, revoked: gone },
  sponsorship: { asked: ['waiting', 'clock'], agreed: good, refused: bad, withdrawn: gone, ended: filed },
  call: {
    draft,
    approved: decided,
    published: ['success', 'megaphone'],
    screening: ['progress', 'clipboard'],
    reviewing: ['progress', 'scale'],
    deciding: ['progress', 'scale'],
    on_notice: ['decided', 'megaphone'],
    awarded: good,
    archived: filed,
    cancelled: gone,
  },
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
  amendment: { proposed: sent, in_force: good, returned, withdrawn: gone },
  question: { asked: ['waiting', 'question'], answered: good, declined: ['ended', 'cross'] },
  phase: { upcoming: ['decided', 'calendar'], open: ['success', 'megaphone'], closed: ['ended', 'lock'] },
  proposal: {
    draft,
    submitted: sent,
    correction_requested: returned,
    eligible: ['progress', 'check'],
    ineligible: bad,
    under_review: ['progress', 'scale'],
    ranked: ['progress', 'list'],
    recommended: decided,
    reserve: ['waiting', 'clock'],
    not_selected: ['ended', 'cross'],
    on_notice: ['decided', 'megaphone'],
    awarded: good,
    revoked: bad,
    withdrawn: gone,
  },
  project: {
    agreement_draft: draft,
    signing: ['progress', 'pencil'],
    active: ['success', 'flag'],
    rectifying: ['waiting', 'warning'],
    suspended: paused,
    final_submitted: sent,
    closed: filed,
    terminated: gone,
  },
  agreement: { draft, signing: ['progress', 'pencil'], signed: good, cancelled: gone },
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
  payment: {
    draft: ['neutral', 'pencil'],
    checked: ['progress', 'check'],
    approved: decided,
    batched: ['progress', 'list'],
    exported: ['progress', 'bank'],
    paid: good,
    rejected: bad,
    unknown: ['waiting', 'question'],
    returned: ['danger', 'back'],
    void: gone,
  },
  batch: {
    draft,
    locked: ['progress', 'lock'],
    approved: decided,
    generated: ['progress', 'document'],
    submitted: ['progress', 'bank'],
    settling: running,
    closed: good,
    voided: gone,
  },
  notice: { draft, published: ['decided', 'megaphone'], closed: good, discarded: gone, withdrawn: gone },
  notice_phase: { running: ['decided', 'megaphone'], over: ['ended', 'check'] },
  decision: { proposed: running, approved: good, returned },
  lottery: { committed: ['waiting', 'clock'], drawn: good },
  objection: {
    filed: ['waiting', 'clock'],
    admitted: running,
    re_review: ['progress', 'scale'],
    dismissed: ['ended', 'cross'],
    upheld: ['danger', 'warning'],
    rejected: ['ended', 'check'],
  },
  allotment: { draft: running, approved: good, discarded: gone },
  form: { draft, published: good, discarded: gone },
  review_stage: {
    open: ['success', 'pencil'],
    closed: ['progress', 'lock'],
    sealed: ['progress', 'shield'],
    computed: ['progress', 'list'],
    verified: good,
    published: ['decided', 'megaphone'],
  },
  assignment: {
    offered: ['waiting', 'clock'],
    accepted: ['progress', 'scale'],
    recused: gone,
    completed: good,
    lapsed: ['ended', 'cross'],
    replaced: ['ended', 'back'],
  },
  conflict: { suspected: ['waiting', 'clock'], confirmed: ['danger', 'ban'], dismissed: ['ended', 'check'] },
  review: {
    empty: ['neutral', 'clock'],
    draft: ['waiting', 'pencil'],
    submitted: good,
    locked: ['decided', 'lock'],
    voided: gone,
  },
  result_run: {
    computed: running,
    verified: good,
    published: ['decided', 'megaphone'],
    superseded: ['ended', 'back'],
  },
  account_change: {
    requested: ['waiting', 'clock'],
    confirmed: running,
    active: good,
    cancelled: gone,
    superseded: ['ended', 'back'],
  },
  verification: { waiting: running, accepted: good, returned, rejected: bad, withdrawn: gone },
} as const satisfies Record<string, Record<string, Look>>;

export type Machine = keyof typeof statusLooks;

/** The look of a state; a state this build does not know yet is shown neutrally. */
export function statusLook(machine: Machine, state: string): Look {
  const looks = statusLooks[machine] as Record<string, Look | undefined>;
  return looks[state] ?? ['neutral', 'question'];
}

type StateOf<M extends Machine> = keyof (typeof statusLooks)[M] & string;

/** The states of a machine in their natural order, for filters and for `validateSearch`. */
export function statesOf<M extends Machine>(machine: M): StateOf<M>[] {
  return Object.keys(statusLooks[machine]) as StateOf<M>[];
}

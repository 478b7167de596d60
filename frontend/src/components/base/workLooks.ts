import { addLooks, bad, decided, draft, filed, gone, good, type Look, paused, returned, running, sent } from './status';

/** The machines that only the workspace shows. */
export const workLooks = {
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
  amendment: { proposed: sent, in_force: good, returned, withdrawn: gone },
  question: { asked: ['waiting', 'question'], answered: good, declined: ['ended', 'cross'] },
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
  agreement: { draft, signing: ['progress', 'pencil'], signed: good, cancelled: gone },
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
  decision: { proposed: running, approved: good, returned },
  allotment: { draft: running, approved: good, discarded: gone },
  fund_order: { proposed: sent, checked: ['progress', 'check'], executed: good, rejected: returned, withdrawn: gone },
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
  expert: { draft, submitted: sent, approved: good, suspended: paused, expired: ['ended', 'clock'] },
  conflict: { suspected: ['waiting', 'clock'], confirmed: ['danger', 'ban'], dismissed: ['ended', 'check'] },
  review: {
    empty: ['neutral', 'clock'],
    draft: ['waiting', 'pencil'],
    submitted: good,
    abstained: ['ended', 'cross'],
    locked: ['decided', 'lock'],
    voided: gone,
  },
  assignment_run: { applied: good, undone: gone },
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

addLooks(workLooks);

type StateOf<M extends keyof typeof workLooks> = keyof (typeof workLooks)[M] & string;

/** The states of such a machine in their natural order. */
export function workStatesOf<M extends keyof typeof workLooks>(machine: M): StateOf<M>[] {
  return Object.keys(workLooks[machine]) as StateOf<M>[];
}

import type { AssignmentPreviewView, AssignmentSettingsInput } from '@/api/gen/types.gen';

export type Mode = 'all_by_all' | 'assigned_k';

/** The settings as they stand in the form; texts as typed. */
export interface AssignForm {
  mode: Mode;
  perProposal: string;
  cap: string;
  balance: number;
  reward: number;
  seed: string;
  reviewers: Record<string, { cap: string; categories: string[] | null }>;
}

/** A whole number from `least` on, or nothing. */
export function whole(text: string, least = 1): number | undefined {
  const value = /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  return value >= least ? value : undefined;
}

/** What is sent: single reviewers only where something is said of them. */
export function settingsOf(form: AssignForm): AssignmentSettingsInput {
  const reviewers = Object.entries(form.reviewers).flatMap(([reviewer_id, said]) => {
    const cap = whole(said.cap, 0);
    if (cap === undefined && said.categories === null) return [];
    return [
      {
        reviewer_id,
        ...(cap === undefined ? {} : { cap }),
        ...(said.categories === null ? {} : { categories: said.categories }),
      },
    ];
  });
  const perProposal = whole(form.perProposal);
  const cap = whole(form.cap);
  return {
    mode: form.mode,
    ...(form.mode === 'assigned_k' && perProposal !== undefined ? { per_proposal: perProposal } : {}),
    ...(form.mode === 'assigned_k' && cap !== undefined ? { cap } : {}),
    seed: form.seed.trim(),
    balance: form.balance,
    specialist_reward: form.reward,
    reviewers,
  };
}

/** Whether the settings can be sent at all; everything else is said by the server. */
export function isReady(form: AssignForm): boolean {
  return form.seed.trim() !== '' && (form.mode === 'all_by_all' || whole(form.perProposal) !== undefined);
}

export type SeatKind = 'present' | 'added' | 'closed' | 'free';

/** What a plan says of one proposal and one reviewer. */
export function seatOf(
  proposal: AssignmentPreviewView['proposals'][number],
  reviewer: string,
): { kind: SeatKind; score: number | null } {
  const seat = proposal.seats.find((one) => one.reviewer_id === reviewer);
  return { kind: (seat?.kind as SeatKind | undefined) ?? 'free', score: seat?.score ?? null };
}

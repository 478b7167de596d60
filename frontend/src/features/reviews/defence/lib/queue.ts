import { ApiError } from '@/api/client';

/** A score that its author has handed in and the server has not confirmed yet. */
export interface QueuedScore {
  assignment: string;
  title: string;
  scores: Record<string, string>;
  /** To the applicant, by criterion. */
  comments: Record<string, string>;
  /** To the applicant, about the whole. */
  comment: string;
  /** The same for every try, so that a try whose answer was lost does nothing twice. */
  key: string;
  /** Code of the refusal, when it arrived and did not count. */
  refused?: string | undefined;
}

interface Seen {
  state: string;
  version: number;
  scores: Record<string, string>;
}

/** The operations of a review, as the queue needs them. */
export interface Calls {
  /** The review as the server holds it; null before the declaration. */
  read: (assignment: string) => Promise<Seen | null>;
  /** Saves the scores; answers with the new version. */
  save: (score: QueuedScore, version: number) => Promise<{ version: number }>;
  submit: (assignment: string, version: number, key: string) => Promise<unknown>;
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  const text = (scores: Record<string, string>) =>
    Object.entries(scores)
      .map(([code, points]) => `${code}=${Number(points)}`)
      .sort()
      .join();
  return text(a) === text(b);
}

export type Outcome = { kind: 'sent' } | { kind: 'offline' } | { kind: 'refused'; code: string };

/**
 * Sends one score in the two steps that every review takes. Whatever an earlier try had done already is found and not
 * done again; without a network nothing is lost.
 */
export async function send(score: QueuedScore, calls: Calls): Promise<Outcome> {
  try {
    const seen = await calls.read(score.assignment);
    if (!seen) return { kind: 'refused', code: 'not_attested' };
    if (seen.state === 'submitted') {
      return same(seen.scores, score.scores) ? { kind: 'sent' } : { kind: 'refused', code: 'illegal_event' };
    }
    const saved = await calls.save(score, seen.version);
    await calls.submit(score.assignment, saved.version, score.key);
    return { kind: 'sent' };
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    // What the server cannot answer now, it may answer later.
    if (cause.offline || cause.status >= 500 || cause.status === 412) return { kind: 'offline' };
    return { kind: 'refused', code: cause.code };
  }
}

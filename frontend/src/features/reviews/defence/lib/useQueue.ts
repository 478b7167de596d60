import { useCallback, useEffect, useRef, useState } from 'react';
import { actionHeaders } from '@/api/client';
import { getAssignment, saveReview, submitReview } from '@/api/gen/sdk.gen';
import { dropDraft, listDrafts, writeDraft } from '@/lib/drafts';
import { type Calls, type QueuedScore, send } from './queue';

const RETRY = 4000;

const calls: Calls = {
  read: async (id) => (await getAssignment({ path: { id } })).data.review ?? null,
  save: async (score, version) => {
    const body = { scores: score.scores, comments: score.comments, comment_to_applicant: score.comment };
    const headers = { 'If-Match': `"${version}"` };
    return (await saveReview({ path: { id: score.assignment }, body, headers })).data;
  },
  submit: (id, version, key) => submitReview({ path: { id }, headers: actionHeaders({ version }, key) }),
};

/** Scores on their way: kept on the device until the server has confirmed them, tried again until then. */
export function useQueue(user: string, onSent: () => void) {
  const [waiting, setWaiting] = useState<QueuedScore[]>([]);
  const busy = useRef(false);
  const told = useRef(onSent);
  told.current = onSent;
  const keyOf = useCallback((assignment: string) => `defence/${user}/${assignment}`, [user]);

  const reload = useCallback(async () => {
    const found = await listDrafts<QueuedScore>(`defence/${user}/`);
    setWaiting(found.map(([, copy]) => copy.value));
    return found.map(([, copy]) => copy.value);
  }, [user]);

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      for (const score of await reload()) {
        if (score.refused) continue;
        const outcome = await send(score, calls);
        if (outcome.kind === 'offline') break;
        if (outcome.kind === 'sent') await dropDraft(keyOf(score.assignment));
        else await keep(keyOf(score.assignment), { ...score, refused: outcome.code });
        told.current();
      }
    } finally {
      busy.current = false;
      await reload();
    }
  }, [reload, keyOf]);

  useEffect(() => {
    void flush();
    const again = () => void flush();
    const timer = window.setInterval(again, RETRY);
    window.addEventListener('online', again);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [flush]);

  const add = useCallback(
    async (score: QueuedScore) => {
      await keep(keyOf(score.assignment), score);
      await reload();
      await flush();
    },
    [keyOf, reload, flush],
  );

  const drop = useCallback(
    async (assignment: string) => {
      await dropDraft(keyOf(assignment));
      await reload();
    },
    [keyOf, reload],
  );

  return { waiting, add, drop };
}

function keep(key: string, value: QueuedScore): Promise<void> {
  return writeDraft(key, { value, version: 0, at: new Date().toISOString() });
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { setServerTime } from '@/lib/clock';
import { changesOf, defenceOptions } from '../api';

/** How often the page asks by itself while no line to the server stands. */
const POLL = 4000;

/** The defence of a call, kept up to date: by the server's events, and by asking while there are none. */
export function useDefence(callId: string) {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  const options = defenceOptions(callId);
  const query = useQuery({ ...options, refetchInterval: live ? false : POLL });
  const { data } = query;
  const running = data?.day?.state === 'drawn' && data.stage?.state === 'open';
  const now = data?.now;

  useEffect(() => {
    if (now) setServerTime(now);
  }, [now]);

  useEffect(() => {
    if (!running || typeof EventSource === 'undefined') return;
    const source = new EventSource(changesOf(callId));
    source.onopen = () => setLive(true);
    source.onerror = () => setLive(false);
    source.addEventListener('changed', () => void client.invalidateQueries(defenceOptions(callId)));
    return () => {
      source.close();
      setLive(false);
    };
  }, [running, callId, client]);

  return { query, live };
}

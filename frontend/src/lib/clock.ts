import { useEffect, useState } from 'react';

/** The server's clock decides; the browser only keeps the difference to it. */
let offset = 0;
const listeners = new Set<() => void>();

/** Takes over the server's time, as sent with the session or by `GET /clock`. */
export function setServerTime(iso: string): void {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return;
  offset = at - Date.now();
  for (const listener of listeners) listener();
}

/** The server's time now, in milliseconds. */
function serverNow(): number {
  return Date.now() + offset;
}

/** The server's time, renewed every `every` milliseconds and whenever the clock is set. */
export function useServerNow(every = 1000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = () => setNow(serverNow());
    const timer = window.setInterval(tick, every);
    listeners.add(tick);
    tick();
    return () => {
      window.clearInterval(timer);
      listeners.delete(tick);
    };
  }, [every]);
  return now;
}

import { useEffect, useState } from 'react';

/** The device clock, read every ten seconds; `fixed` is the clock of a training operation and stands still. */
export function useNow(fixed: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (fixed !== null) return;
    const timer = window.setInterval(() => setNow(Date.now()), 10_000);
    return () => window.clearInterval(timer);
  }, [fixed]);
  return fixed ?? now;
}

import { useEffect, useMemo, useState } from 'react';

/**
 * The time, told again every so often, for words like "37 min".
 * @param aheadMs by how much this computer's clock is ahead of the office's, which wrote the times of the calls
 */
export function useNow(everyMs: number, aheadMs = 0): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return useMemo(() => new Date(now.getTime() - aheadMs), [now, aheadMs]);
}

import { useCallback, useSyncExternalStore } from 'react';

/**
 * Whole seconds since a moment (negative before it), fresh in every render and changing on its second: the clock of a
 * call moves with the call, not with the window.
 */
export function useSeconds(originMs: number, now: () => number): number {
  const subscribe = useCallback((changed: () => void) => {
    // Looks more often than it changes; React draws only when the number is another.
    const timer = setInterval(changed, 100);
    return () => clearInterval(timer);
  }, []);
  return useSyncExternalStore(subscribe, () => Math.floor((now() - originMs) / 1000));
}

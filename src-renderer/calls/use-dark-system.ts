import { useSyncExternalStore } from 'react';

/** The system's own look, for what is drawn on a canvas: everything else follows by itself. */
export function useDarkSystem(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = window.matchMedia?.('(prefers-color-scheme: dark)');
      query?.addEventListener('change', onChange);
      return () => query?.removeEventListener('change', onChange);
    },
    () => window.matchMedia?.('(prefers-color-scheme: dark)').matches ?? false,
  );
}

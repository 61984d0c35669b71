import { useStore } from 'zustand';
import { useStores } from '../stores/stores.ts';

/** Dots stand where texts are: nothing of it may be rewritten. */
export function useHidden(): boolean {
  return useStore(
    useStores().app.store,
    ({ app }) => app !== null && app.privacy.because !== null && !app.privacy.revealed,
  );
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, PopupView } from '../../src-preload/contract.ts';

export type ViewStore = StoreApi<{ view: PopupView | null }>;

/** The newest view. `beforeShown` gets it first: language and theme are right in the first frame. */
export function createViewStore(bridge: Pick<Bridge, 'on'>, beforeShown: (view: PopupView) => void): ViewStore {
  const store = createStore<{ view: PopupView | null }>(() => ({ view: null }));
  bridge.on('popup:view', (view) => {
    // Pushes keep their order; a repeated older one would undo what is newer.
    if (view.viewId < (store.getState().view?.viewId ?? 0)) return;
    beforeShown(view);
    store.setState({ view });
  });
  return store;
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState, Bridge, Settings } from '../../src-preload/contract.ts';

export interface AppData {
  /** null until the main process has told the first state. */
  app: AppState | null;
  /** The last change of a setting was not written; shown until the next one is. */
  settingFailed: boolean;
  /** This computer's clock minus the relay's, as last measured (ms); 0 before. Also known while offline. */
  clockAheadMs: number;
}

export interface AppStore {
  store: StoreApi<AppData>;
  /** Asks for the state and follows it. @returns its own undo. */
  start(): () => void;
  changeSettings(change: Partial<Settings>): Promise<void>;
}

/** What the main process says about itself: connection, person, settings, notices. The window adds nothing to it. */
export function createAppStore(bridge: Bridge): AppStore {
  const store = createStore<AppData>(() => ({ app: null, settingFailed: false, clockAheadMs: 0 }));
  const take = (app: AppState) =>
    store.setState(({ clockAheadMs }) => ({ app, clockAheadMs: clockAheadOf(app) ?? clockAheadMs }));

  return {
    store,
    start() {
      let pushed = false;
      const undo = bridge.on('app:state-changed', (app) => {
        pushed = true;
        take(app);
      });
      // An answer that arrives after a push is older than the push.
      void bridge.request('app:state').then(
        (app) => {
          if (!pushed) take(app);
        },
        () => undefined, // The main process is going down; the window goes with it.
      );
      return undo;
    },
    async changeSettings(change) {
      const before = store.getState().app;
      // Shown at once, so that a switch does not lag behind the finger; the answer is what holds.
      if (before) store.setState({ app: { ...before, settings: { ...before.settings, ...change } } });
      try {
        const settings = await bridge.request('settings:change', change);
        store.setState(({ app }) => ({ app: app && { ...app, settings }, settingFailed: false }));
      } catch {
        store.setState(({ app }) => ({
          app: app && before ? { ...app, settings: before.settings } : app,
          settingFailed: true,
        }));
      }
    },
  };
}

const clockAheadOf = ({ connection }: AppState) =>
  connection.kind === 'up_to_date' ? connection.clockDifferenceMs : null;

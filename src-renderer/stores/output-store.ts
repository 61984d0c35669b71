import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Settings } from '../../src-preload/contract.ts';
import type { OutputDevice, OutputDevices } from '../player/output-devices.ts';
import type { Sound } from '../player/sound.ts';

export interface OutputData {
  /** Null: the browser cannot choose one. */
  devices: readonly OutputDevice[] | null;
  chosen: Settings['playOn'];
  /** The chosen one is not there, or cannot be used: the next sound comes from the system's own. */
  gone: boolean;
}

export interface OutputStore {
  store: StoreApi<OutputData>;
  follow: (settings: Pick<Settings, 'playOn'>) => void;
  /** @returns its own undo. */
  start: () => () => void;
}

/**
 * Where recordings are heard. What was heard in a headset is for one pair of ears: when it goes, playing stops, and only a
 * person's press makes it go on, on the system's own device. A device that comes back is used again.
 * @param pause stops what is heard now
 */
export function createOutputStore(
  devices: OutputDevices | null,
  sound: Pick<Sound, 'setDevice'>,
  pause: () => void,
): OutputStore {
  const store = createStore<OutputData>(() => ({ devices: devices === null ? null : [], chosen: null, gone: false }));
  /** Which the sound uses; empty: the system's own. */
  let inUse = '';
  /** A later look overtakes an earlier one. */
  let latest = 0;

  async function look(): Promise<void> {
    if (devices === null) return;
    const mine = (latest += 1);
    const list = await devices.list().catch(() => []);
    if (mine !== latest) return;
    const { chosen } = store.getState();
    store.setState({ devices: list });
    const found =
      chosen &&
      (list.find(({ deviceId }) => deviceId === chosen.deviceId) ?? list.find(({ label }) => label === chosen.label));
    const wanted = found?.deviceId ?? '';
    if (wanted !== inUse) {
      // Before the sound is led elsewhere.
      if (inUse !== '' && !list.some(({ deviceId }) => deviceId === inUse)) pause();
      inUse = wanted;
      const isUsed = await sound.setDevice(wanted).then(
        () => true,
        () => false,
      );
      if (mine !== latest) return;
      if (!isUsed && wanted !== '') {
        inUse = '';
        await sound.setDevice('').catch(() => undefined);
        return store.setState({ gone: true });
      }
    }
    store.setState({ gone: chosen !== null && found === undefined });
  }

  return {
    store,
    follow({ playOn }) {
      if (JSON.stringify(playOn) === JSON.stringify(store.getState().chosen)) return;
      store.setState({ chosen: playOn });
      void look();
    },
    start() {
      void look();
      return devices === null ? () => undefined : devices.onChange(() => void look());
    },
  };
}

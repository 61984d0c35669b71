/** A loudspeaker or headset. */
export interface OutputDevice {
  deviceId: string;
  label: string;
}

export interface OutputDevices {
  /** Without the system's own choice, which is always there. Empty: the system tells of none. */
  list(): Promise<OutputDevice[]>;
  /** Something was plugged in or out. @returns its own undo. */
  onChange(listener: () => void): () => void;
}

/** Chromium's words for "whatever the system uses now". */
const systemsOwn = new Set(['', 'default', 'communications']);

/** @returns null where the browser cannot choose a device */
export function browserOutputDevices(): OutputDevices | null {
  const media = 'mediaDevices' in navigator ? navigator.mediaDevices : undefined;
  if (media === undefined || !('setSinkId' in HTMLMediaElement.prototype)) return null;
  return {
    async list() {
      const all = await media.enumerateDevices();
      return all
        .filter(({ kind, deviceId, label }) => kind === 'audiooutput' && !systemsOwn.has(deviceId) && label !== '')
        .map(({ deviceId, label }) => ({ deviceId, label }));
    },
    onChange(listener) {
      media.addEventListener('devicechange', listener);
      return () => media.removeEventListener('devicechange', listener);
    },
  };
}

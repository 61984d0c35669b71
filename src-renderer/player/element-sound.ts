import type { Sound, SoundEvent } from './sound.ts';

const events: Partial<Record<string, SoundEvent>> = {
  playing: 'playing',
  pause: 'paused',
  waiting: 'waiting',
  stalled: 'waiting',
  ended: 'ended',
  error: 'failed',
  timeupdate: 'time',
  seeked: 'time',
};

/**
 * An audio element; it plays `recording://<id>` with Range. The volume of one voice needs its channels apart, so the
 * element is led through Web Audio, but only when somebody asks for that: once led there it stays there.
 */
export function createElementSound(element: HTMLAudioElement, newContext: () => AudioContext): Sound {
  element.preload = 'metadata';
  element.preservesPitch = true;
  // Else Web Audio hears only silence of what comes from another scheme than the page.
  element.crossOrigin = 'anonymous';
  let gains: GainNode[] | null = null;
  let context: AudioContext | null = null;
  let device = '';
  let speed = 1;

  function leadThroughGains(): GainNode[] {
    context = newContext();
    // What comes out of the element by itself no longer counts.
    if (device !== '') void leadTo(context, device).catch(() => undefined);
    const source = context.createMediaElementSource(element);
    const splitter = context.createChannelSplitter(2);
    const merger = context.createChannelMerger(2);
    source.connect(splitter);
    const through = context;
    const made = [0, 1].map((channel) => {
      const gain = through.createGain();
      splitter.connect(gain, channel);
      gain.connect(merger, 0, channel);
      return gain;
    });
    merger.connect(context.destination);
    void context.resume();
    return made;
  }

  return {
    element,
    load(url) {
      element.pause();
      if (url === null) element.removeAttribute('src');
      else element.src = url;
      element.load();
      // Loading sets the speed back.
      element.defaultPlaybackRate = speed;
      element.playbackRate = speed;
    },
    play: () => void element.play().catch(() => undefined), // `error` and `pause` tell what became of it
    pause: () => element.pause(),
    atMs: () => element.currentTime * 1_000,
    seek(ms) {
      element.currentTime = ms / 1_000;
    },
    setSpeed(next) {
      speed = next;
      element.defaultPlaybackRate = next;
      element.playbackRate = next;
    },
    setVolumes(volumes) {
      if (gains === null && volumes.every((volume) => volume === 1)) return;
      gains ??= leadThroughGains();
      // A mono file is up-mixed to both sides: one volume holds for both.
      for (const [channel, gain] of gains.entries()) gain.gain.value = volumes[channel] ?? volumes[0] ?? 1;
    },
    async setDevice(deviceId) {
      device = deviceId;
      await leadTo(element, deviceId);
      if (context !== null) await leadTo(context, deviceId);
    },
    on(listener) {
      const listen = (event: Event) => {
        // An element without a source tells of an error too; that is nobody's failure.
        if (event.type === 'error' && !element.hasAttribute('src')) return;
        const told = events[event.type];
        if (told) listener(told);
      };
      for (const name of Object.keys(events)) element.addEventListener(name, listen);
      return () => {
        for (const name of Object.keys(events)) element.removeEventListener(name, listen);
      };
    },
  };
}

/** Of an element and of Web Audio alike; `output-devices.ts` says whether this browser has it. */
async function leadTo(of: object, deviceId: string): Promise<void> {
  const { setSinkId } = of as { setSinkId?: (id: string) => Promise<void> };
  await setSinkId?.call(of, deviceId);
}

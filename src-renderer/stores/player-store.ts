import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, PeaksView, RecordingView, Settings } from '../../src-preload/contract.ts';
import type { PlayerEdges } from '../player/edges.ts';
import { createListening } from '../player/listening.ts';
import type { TimeRange } from '../player/silences.ts';

export const SPEEDS = [0.5, 1, 1.5, 2] as const satisfies readonly Settings['playbackSpeed'][];
export const STEP_MS = 10_000;
/** A citation is played from a moment before its words. */
const BEFORE_CITATION_MS = 1_000;
/** Shorter than this, a drag on the lanes was a press. */
const SHORTEST_SELECTION_MS = 300;

export interface PlayerData {
  recording: RecordingView | null;
  /** null: not on this computer yet. */
  peaks: PeaksView | 'loading' | null;
  durationMs: number;
  atMs: number;
  playing: boolean;
  /** Asked to play, and nothing is heard yet. */
  waiting: boolean;
  /** The audio could not be played. */
  failed: boolean;
  speed: Settings['playbackSpeed'];
  skipSilence: boolean;
  /** Is played over and over while `looping`. */
  selection: TimeRange | null;
  looping: boolean;
  /** 0 to 2, one a channel. */
  volumes: readonly [number, number];
  /** What was asked of the recording did not happen: fetched, starred. */
  askFailed: boolean;
}

export interface PlayerStore {
  store: StoreApi<PlayerData>;
  start: () => () => void;
  /** The recording of the call on screen; another one stops the last. */
  open: (recording: RecordingView | null) => void;
  /** It was fetched meanwhile, or newly drawn. */
  reloadPeaks: () => void;
  setSilences: (silences: readonly TimeRange[]) => void;
  follow: (settings: Pick<Settings, 'playbackSpeed' | 'skipSilence'>) => void;
  play: () => void;
  pause: () => void;
  toggle: () => void;
  /** At once, playing or not. */
  seek: (ms: number) => void;
  skip: (byMs: number) => void;
  /** From a moment before, and heard. */
  playFrom: (ms: number) => void;
  /** null: nothing is selected. A selection is looped until it is let go. */
  select: (range: TimeRange | null) => void;
  /** `[` and `]`: one end of the selection is where it plays now. */
  markEnd: (which: 'from' | 'to') => void;
  setLooping: (on: boolean) => void;
  setVolume: (channel: 0 | 1, volume: number) => void;
  fetchHere: () => Promise<void>;
  star: (on: boolean) => Promise<void>;
}

/**
 * One recording being heard. Time, speed and selection are facts of this window; what is kept is the settings'.
 * @param onHeard so much of a voicemail was played that somebody heard it; once each time it is opened
 */
export function createPlayerStore(
  bridge: Bridge,
  edges: PlayerEdges,
  onHeard: (recording: RecordingView) => void = () => undefined,
): PlayerStore {
  const { sound, everyFrame, mediaSession } = edges;
  const store = createStore<PlayerData>(() => ({
    recording: null,
    peaks: null,
    durationMs: 0,
    atMs: 0,
    playing: false,
    waiting: false,
    failed: false,
    speed: 1,
    skipSilence: false,
    selection: null,
    looping: false,
    volumes: [1, 1],
    askFailed: false,
  }));
  const listening = createListening(onHeard);
  let silences: readonly TimeRange[] = [];
  let stopFrames: (() => void) | null = null;

  const clamp = (ms: number) => Math.min(Math.max(0, ms), Math.max(0, store.getState().durationMs));
  function seek(ms: number): void {
    const to = clamp(ms);
    store.setState({ atMs: to });
    if (store.getState().recording?.url != null) sound.seek(to);
  }

  /** Where the sound is; a loop goes round, and a silence is left out. */
  function follow(): void {
    const { selection, looping, skipSilence, playing, atMs: before } = store.getState();
    const atMs = sound.atMs();
    if (playing) listening.played(before, atMs);
    if (playing && looping && selection !== null && (atMs >= selection.toMs || atMs < selection.fromMs - 1_500))
      return seek(selection.fromMs);
    const silence = playing && skipSilence ? silences.find((one) => atMs >= one.fromMs && atMs < one.toMs) : undefined;
    // Never past the end of what is looped.
    if (silence !== undefined && !(looping && selection !== null && silence.toMs > selection.toMs)) {
      listening.played(atMs, silence.toMs, true);
      return seek(silence.toMs);
    }
    store.setState({ atMs });
  }
  function runFrames(on: boolean): void {
    if (on === (stopFrames !== null)) return;
    stopFrames?.();
    stopFrames = on ? everyFrame(follow) : null;
  }

  async function loadPeaks(recordingId: string): Promise<void> {
    const peaks = await bridge.request('recordings:peaks', { recordingId }).catch(() => null);
    if (store.getState().recording?.recordingId === recordingId) store.setState({ peaks });
  }

  function play(): void {
    const { recording, atMs, durationMs } = store.getState();
    if (recording?.url == null) return;
    if (durationMs > 0 && atMs >= durationMs - 50) seek(0);
    store.setState({ waiting: true, failed: false });
    sound.play();
  }
  const pause = () => {
    store.setState({ waiting: false });
    sound.pause();
  };
  const toggle = () => {
    const { playing, waiting } = store.getState();
    if (playing || waiting) pause();
    else play();
  };
  const skip = (byMs: number) => seek(store.getState().atMs + byMs);

  function select(range: TimeRange | null): void {
    if (range === null) return store.setState({ selection: null, looping: false });
    const fromMs = clamp(Math.min(range.fromMs, range.toMs));
    const toMs = clamp(Math.max(range.fromMs, range.toMs));
    if (toMs - fromMs < SHORTEST_SELECTION_MS) return;
    store.setState({ selection: { fromMs, toMs }, looping: true });
  }

  async function ask(work: () => Promise<unknown>): Promise<void> {
    const asked = store.getState().recording?.recordingId;
    const tell = (askFailed: boolean) =>
      store.getState().recording?.recordingId === asked && store.setState({ askFailed });
    try {
      await work();
      tell(false);
    } catch {
      tell(true);
    }
  }

  return {
    store,
    start() {
      const undos = [
        sound.on((event) => {
          switch (event) {
            case 'playing':
              store.setState({ playing: true, waiting: false, failed: false });
              runFrames(true);
              return;
            case 'paused':
              store.setState({ playing: false });
              runFrames(false);
              return;
            case 'ended':
              // Its last moments were heard too.
              follow();
              store.setState({ playing: false, waiting: false });
              runFrames(false);
              return;
            case 'waiting':
              if (store.getState().playing) store.setState({ waiting: true });
              return;
            case 'failed':
              store.setState({ playing: false, waiting: false, failed: true });
              runFrames(false);
              return;
            case 'time':
              follow();
              return;
            default:
              event satisfies never;
          }
        }),
        () => runFrames(false),
        () => sound.load(null),
        offerMediaKeys(mediaSession, { play, pause, seek, skip }),
      ];
      return () => {
        for (const undo of undos.toReversed()) undo();
      };
    },
    open(recording) {
      listening.open(recording);
      const before = store.getState();
      const durationMs = recording?.durationMs ?? 0;
      if (recording !== null && before.recording?.recordingId === recording.recordingId) {
        store.setState({ recording, durationMs });
        if (recording.url !== before.recording.url) {
          sound.load(recording.url);
          if (recording.url !== null) sound.seek(before.atMs);
          store.setState({ playing: false, waiting: false, failed: false });
        }
        const isNowDrawn = before.peaks === null && recording.state !== before.recording.state;
        if (isNowDrawn) void loadPeaks(recording.recordingId);
        return;
      }
      silences = [];
      sound.load(recording?.url ?? null);
      sound.setVolumes([1, 1]);
      store.setState({
        recording,
        durationMs,
        peaks: recording === null ? null : 'loading',
        atMs: 0,
        playing: false,
        waiting: false,
        failed: false,
        selection: null,
        looping: false,
        volumes: [1, 1],
        askFailed: false,
      });
      if (recording !== null) void loadPeaks(recording.recordingId);
    },
    reloadPeaks() {
      const { recording, peaks } = store.getState();
      if (recording !== null && peaks === null) void loadPeaks(recording.recordingId);
    },
    setSilences(next) {
      silences = next;
    },
    follow({ playbackSpeed, skipSilence }) {
      const { speed } = store.getState();
      if (speed !== playbackSpeed) sound.setSpeed(playbackSpeed);
      store.setState({ speed: playbackSpeed, skipSilence });
    },
    play,
    pause,
    toggle,
    seek,
    skip,
    playFrom(ms) {
      // Somebody asks for a place: a loop elsewhere would pull it away from there.
      const { selection } = store.getState();
      if (selection !== null && (ms < selection.fromMs || ms > selection.toMs)) store.setState({ looping: false });
      seek(ms - BEFORE_CITATION_MS);
      play();
    },
    select,
    markEnd(which) {
      const { atMs, durationMs, selection } = store.getState();
      const other = which === 'from' ? (selection?.toMs ?? durationMs) : (selection?.fromMs ?? 0);
      // The other end is on the wrong side of here: the selection begins anew.
      const from = which === 'from' ? atMs : Math.min(other, atMs) === atMs ? 0 : other;
      const to = which === 'to' ? atMs : Math.max(other, atMs) === atMs ? durationMs : other;
      select({ fromMs: from, toMs: to });
    },
    setLooping(looping) {
      if (store.getState().selection !== null) store.setState({ looping });
    },
    setVolume(channel, volume) {
      const [first, second] = store.getState().volumes;
      const volumes: [number, number] = channel === 0 ? [volume, second] : [first, volume];
      store.setState({ volumes });
      sound.setVolumes(volumes);
    },
    fetchHere: () =>
      ask(async () => {
        const { recording } = store.getState();
        if (recording !== null) await bridge.request('recordings:fetch', { recordingId: recording.recordingId });
      }),
    star: (on) =>
      ask(async () => {
        const { recording } = store.getState();
        if (recording !== null) await bridge.request('recordings:star', { recordingId: recording.recordingId, on });
      }),
  };
}

/** Keys of the keyboard and the headset. @returns its own undo. */
function offerMediaKeys(
  session: MediaSession | null,
  { play, pause, seek, skip }: Pick<PlayerStore, 'play' | 'pause' | 'seek' | 'skip'>,
): () => void {
  if (session === null) return () => undefined;
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => play()],
    ['pause', () => pause()],
    ['stop', () => pause()],
    ['seekbackward', ({ seekOffset }) => skip(seekOffset === undefined ? -STEP_MS : seekOffset * -1_000)],
    ['seekforward', ({ seekOffset }) => skip(seekOffset === undefined ? STEP_MS : seekOffset * 1_000)],
    ['seekto', ({ seekTime }) => seekTime !== undefined && seek(seekTime * 1_000)],
  ];
  for (const [action, handler] of handlers) session.setActionHandler(action, handler);
  return () => {
    for (const [action] of handlers) session.setActionHandler(action, null);
  };
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, CallDetail, InsightsView, PeaksView, RecordingView } from '../../src-preload/contract.ts';
import type { PlayerStore } from './player-store.ts';

/** A call that is unfolded in a timeline. Null until it is read. */
export interface UnfoldedCall {
  detail: CallDetail | null;
  insights: InsightsView | null;
  peaks: PeaksView | null;
}

export interface TimelineCallsStore {
  store: StoreApi<{ open: ReadonlyMap<string, UnfoldedCall> }>;
  start: () => () => void;
  fold: (callId: string, open: boolean) => void;
  foldAll: () => void;
  /** Plays its recording from here; null: on or off. */
  play: (callId: string, fromMs: number | null) => void;
}

/** What is read of a call only when somebody unfolds it: its recording, the waveform of it, and the first sentences. */
export function createTimelineCallsStore(bridge: Bridge, player: PlayerStore): TimelineCallsStore {
  const store = createStore<{ open: ReadonlyMap<string, UnfoldedCall> }>(() => ({ open: new Map() }));

  function put(callId: string, part: Partial<UnfoldedCall>): void {
    store.setState(({ open }) => {
      const before = open.get(callId);
      return before ? { open: new Map(open).set(callId, { ...before, ...part }) } : { open };
    });
  }
  async function load(callId: string): Promise<void> {
    const [detail, insights] = await Promise.all([
      bridge.request('calls:get', { callId }),
      bridge.request('insights:get', { callId }),
    ]);
    put(callId, { detail, insights });
    const recording = recordingOf(detail);
    if (recording === null || (store.getState().open.get(callId)?.peaks ?? null) !== null) return;
    put(callId, { peaks: await bridge.request('recordings:peaks', { recordingId: recording.recordingId }) });
  }
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  return {
    store,
    start() {
      const reload = (callIds: readonly string[]) => {
        for (const callId of store.getState().open.keys())
          if (callIds.length === 0 || callIds.includes(callId)) quietly(load(callId));
      };
      const undos = [
        bridge.on('calls:changed', ({ callIds }) => reload(callIds)),
        bridge.on('insights:changed', ({ callId }) => reload([callId])),
      ];
      return () => {
        for (const undo of undos) undo();
      };
    },
    fold(callId, isOpen) {
      const open = new Map(store.getState().open);
      if (!isOpen) open.delete(callId);
      else if (!open.has(callId)) open.set(callId, { detail: null, insights: null, peaks: null });
      store.setState({ open });
      if (isOpen) quietly(load(callId));
    },
    foldAll: () => store.setState({ open: new Map() }),
    play(callId, fromMs) {
      const recording = recordingOf(store.getState().open.get(callId)?.detail ?? null);
      if (recording === null || recording.url === null) return;
      const isIt = player.store.getState().recording?.recordingId === recording.recordingId;
      player.open(recording);
      if (fromMs !== null) player.playFrom(fromMs);
      else if (isIt) player.toggle();
      else player.play();
    },
  };
}

/** A call that was spoken has its own recording; the message on its voicemail is heard where there is none. */
export function recordingOf(detail: CallDetail | null): RecordingView | null {
  const recordings = detail?.recordings ?? [];
  return recordings.find(({ kind }) => kind === 'call') ?? recordings[0] ?? null;
}

import type { InsightEdit, InsightField } from '@callbrief/relay/wire/insights';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer, Bridge, InsightsView } from '../../src-preload/contract.ts';

export interface InsightsData {
  callId: string | null;
  /** null: nothing yet, or still being read. */
  view: InsightsView | null;
  /** The last edit was not kept on this computer. */
  editFailed: boolean;
  /** Asked of the office to be made again, by field; `audio` is the recording. */
  retries: Partial<Record<InsightField | 'audio', 'asked' | Exclude<ActAnswer, { result: 'done' }>>>;
}

export interface InsightsStore {
  store: StoreApi<InsightsData>;
  start: () => () => void;
  open: (callId: string | null) => void;
  /** @returns whether it was kept; what was typed must not be thrown away before. */
  edit: (edit: InsightEdit) => Promise<boolean>;
  retry: (field: InsightField) => Promise<void>;
  retryAudio: (recordingId: string) => Promise<void>;
}

/** What was made of the words of the call on screen. */
export function createInsightsStore(bridge: Bridge): InsightsStore {
  const store = createStore<InsightsData>(() => ({ callId: null, view: null, editFailed: false, retries: {} }));

  async function load(callId: string): Promise<void> {
    const view = await bridge.request('insights:get', { callId });
    if (store.getState().callId === callId) store.setState({ view: view ?? null });
  }
  // What cannot be read stays as it was; the main process tells why in a notice.
  const quietly = (callId: string) => void load(callId).catch(() => undefined);

  async function retryField(field: InsightField | 'audio', ask: () => Promise<ActAnswer>): Promise<void> {
    const { callId, retries } = store.getState();
    if (retries[field] === 'asked') return;
    store.setState({ retries: { ...retries, [field]: 'asked' } });
    const answer = await ask().catch((): ActAnswer => ({ result: 'refused', refusal: 'failed', detail: null }));
    if (store.getState().callId !== callId) return;
    const { [field]: _, ...others } = store.getState().retries;
    store.setState({ retries: answer.result === 'done' ? others : { ...others, [field]: answer } });
    if (callId !== null) quietly(callId);
  }

  return {
    store,
    start() {
      return bridge.on('insights:changed', ({ callId }) => {
        if (callId === store.getState().callId) quietly(callId);
      });
    },
    open(callId) {
      if (callId === store.getState().callId) return;
      store.setState({ callId, view: null, editFailed: false, retries: {} });
      if (callId !== null) quietly(callId);
    },
    async edit(edit) {
      const { callId } = store.getState();
      if (callId === null) return false;
      const tell = (editFailed: boolean) => store.getState().callId === callId && store.setState({ editFailed });
      try {
        await bridge.request('insights:edit', { callId, edit });
      } catch {
        tell(true);
        return false;
      }
      tell(false);
      await load(callId).catch(() => undefined);
      return true;
    },
    retry(field) {
      const { callId } = store.getState();
      if (callId === null) return Promise.resolve();
      return retryField(field, () => bridge.request('insights:retry', { callId, field }));
    },
    retryAudio: (recordingId) => retryField('audio', () => bridge.request('recordings:retry', { recordingId })),
  };
}

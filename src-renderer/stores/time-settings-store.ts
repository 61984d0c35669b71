import type { Practice } from '@callbrief/relay/wire/practice';
import type { ClioConnect, ClioState } from '@callbrief/relay/wire/time-export';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge, Requests } from '../../src-preload/contract.ts';

export interface TimeSettingsData {
  people: Requests['time:settings']['answer']['people'];
  /** As the office last told it. */
  practice: Practice | null;
  /** As it is being edited. */
  draft: Practice['time'] | null;
  saving: boolean;
  saved: boolean;
  notSaved: ActRefusal | null;
  clio: ClioState | null;
  /** Why Clio's state is not known, or the last press did nothing. */
  clioRefused: ActRefusal | null;
  clioOpened: boolean;
}

export interface TimeSettingsStore {
  store: StoreApi<TimeSettingsData>;
  load(): Promise<void>;
  edit(change: Partial<Practice['time']>): void;
  save(): Promise<void>;
  lookAtClio(): Promise<void>;
  connectClio(ask: Omit<ClioConnect, 'language'>): Promise<void>;
  disconnectClio(): Promise<void>;
}

/** Settings > Time and practice software: the firm's own, kept by the office. */
export function createTimeSettingsStore(bridge: Bridge): TimeSettingsStore {
  const store = createStore<TimeSettingsData>(() => ({
    people: [],
    practice: null,
    draft: null,
    saving: false,
    saved: false,
    notSaved: null,
    clio: null,
    clioRefused: null,
    clioOpened: false,
  }));
  const failed = { refused: 'failed' } as const;

  async function lookAtClio(): Promise<void> {
    const answer = await bridge.request('clio:state').catch(() => failed);
    if ('refused' in answer) store.setState({ clio: null, clioRefused: answer.refused });
    else
      store.setState({ clio: answer, clioRefused: null, ...(answer.state === 'connected' && { clioOpened: false }) });
  }
  async function load(): Promise<void> {
    const { practice, people } = await bridge.request('time:settings');
    const isTouched = store.getState().draft !== null && store.getState().practice?.revision === practice.revision;
    store.setState({ practice, people, ...(isTouched ? {} : { draft: practice.time }) });
  }

  return {
    store,
    load,
    edit(change) {
      const { draft } = store.getState();
      if (draft !== null) store.setState({ draft: { ...draft, ...change }, saved: false, notSaved: null });
    },
    async save() {
      const { practice, draft, saving } = store.getState();
      if (practice === null || draft === null || saving) return;
      store.setState({ saving: true, saved: false, notSaved: null });
      const answer = await bridge.request('time:save-settings', { ...practice, time: draft }).catch(() => failed);
      store.setState({ saving: false });
      if ('saved' in answer) {
        store.setState({ practice: answer.saved, draft: answer.saved.time, saved: true });
        return;
      }
      store.setState({ notSaved: answer.refused });
      if (answer.refused === 'revision_conflict') await load().catch(() => undefined);
    },
    lookAtClio,
    async connectClio(ask) {
      const answer = await bridge.request('clio:connect', ask).catch(() => failed);
      store.setState('refused' in answer ? { clioRefused: answer.refused } : { clioOpened: true, clioRefused: null });
    },
    async disconnectClio() {
      const answer = await bridge.request('clio:disconnect').catch(() => failed);
      if ('refused' in answer) store.setState({ clioRefused: answer.refused });
      else await lookAtClio();
    },
  };
}

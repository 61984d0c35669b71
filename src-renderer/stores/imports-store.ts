import type { ImportMapping, ImportView } from '@callbrief/relay/wire/import';
import type { Language } from '@callbrief/relay/wire/scalars';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { ImportAnswer, ImportTrouble } from '../../src-preload/contract/imports.ts';

export interface ImportsData {
  /** Undefined until fetched; null: there is none. */
  current: ImportView | null | undefined;
  busy: 'choosing' | 'mapping' | 'starting' | 'removing' | 'reporting' | null;
  trouble: ImportTrouble | null;
  reportSaved: boolean;
}

export interface ImportsStore {
  store: StoreApi<ImportsData>;
  load(): Promise<void>;
  choose(): Promise<void>;
  map(mapping: ImportMapping): Promise<void>;
  begin(): Promise<void>;
  /** Cancels one that runs, forgets every other one. */
  remove(): Promise<void>;
  saveReport(language: Language): Promise<void>;
  /** Follows what the office tells. @returns its own undo */
  start(): () => void;
}

/** One import at a time is on screen: the newest. It goes on at the office whatever this window does. */
export function createImportsStore(bridge: Bridge): ImportsStore {
  const store = createStore<ImportsData>(() => ({
    current: undefined,
    busy: null,
    trouble: null,
    reportSaved: false,
  }));

  async function asking(
    busy: NonNullable<ImportsData['busy']> | null,
    ask: () => Promise<ImportAnswer>,
    keep: (answered: ImportView | null) => ImportView | null | undefined = (answered) => answered,
  ): Promise<void> {
    if (store.getState().busy !== null) return;
    store.setState({ busy, trouble: null, reportSaved: false });
    try {
      const answer = await ask();
      if ('refused' in answer) store.setState({ trouble: answer.refused });
      else store.setState({ current: keep(answer.import) });
    } catch {
      store.setState({ trouble: 'failed' });
    } finally {
      store.setState({ busy: null });
    }
  }
  const ofCurrent = async (
    busy: NonNullable<ImportsData['busy']>,
    ask: (importId: string) => Promise<ImportAnswer>,
  ): Promise<void> => {
    const { current } = store.getState();
    if (current) await asking(busy, () => ask(current.id));
  };

  return {
    store,
    load: () => asking(null, () => bridge.request('imports:latest')),
    // Whoever changes their mind keeps what is there.
    choose: () =>
      asking(
        'choosing',
        () => bridge.request('imports:choose'),
        (chosen) => chosen ?? store.getState().current,
      ),
    map: (mapping) => ofCurrent('mapping', (importId) => bridge.request('imports:map', { importId, mapping })),
    begin: () => ofCurrent('starting', (importId) => bridge.request('imports:start', { importId })),
    remove: () => ofCurrent('removing', (importId) => bridge.request('imports:remove', { importId })),
    async saveReport(language) {
      const { current, busy } = store.getState();
      if (!current || busy !== null) return;
      store.setState({ busy: 'reporting', trouble: null, reportSaved: false });
      try {
        const answer = await bridge.request('imports:report', { importId: current.id, language });
        store.setState('refused' in answer ? { trouble: answer.refused } : { reportSaved: answer.saved });
      } catch {
        store.setState({ trouble: 'failed' });
      } finally {
        store.setState({ busy: null });
      }
    },
    start: () =>
      bridge.on('imports:changed', ({ importId, state, counts }) => {
        const { current } = store.getState();
        if (current?.id !== importId) return;
        // An answer that was slower than the stream must not turn it back.
        if (counts.done < current.counts.done) return;
        store.setState({ current: { ...current, state, counts } });
      }),
  };
}

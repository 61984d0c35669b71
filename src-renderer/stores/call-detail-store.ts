import type { FollowUp } from '@callbrief/relay/wire/call';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, CallDetail, CallEditAsk } from '../../src-preload/contract.ts';

export interface CallDetailData {
  callId: string | null;
  /** The old call stays until the new one is here, so the pane never blinks. `gone`: it is not here any more. */
  detail: CallDetail | null;
  gone: boolean;
  /** What is typed and not yet written; null: the note of `detail` stands. */
  draft: { text: string; state: 'typing' | 'saving' | 'failed' } | null;
  /** The last choice of a status word was not kept. */
  statusFailed: boolean;
}

export interface CallDetailStore {
  store: StoreApi<CallDetailData>;
  start(): () => void;
  open(callId: string | null): void;
  /** Something about it was changed elsewhere than by an event. */
  reload(): void;
  typeNote(text: string): void;
  /** At once, or when the chosen call has come to the screen; not at all when another is chosen meanwhile. */
  whenShown(then: () => void): void;
  /** Writes what was typed now: leaving the field, the call or the window. */
  flushNote(): Promise<void>;
  /** Never rejects: what went wrong is told by `statusFailed`. */
  setFollowUp(followUp: FollowUp | null): Promise<void>;
  /** Its voicemail was heard by me, or counts as not heard. Nothing where there is none, or nothing would change. */
  setHeard(heard: boolean): Promise<void>;
  /** Tags, how it ended, or other notes that are done with. As `setFollowUp`. */
  edit(change: Omit<CallEditAsk, 'callId' | 'note' | 'noteBasis'>): Promise<void>;
  /** The note and the texts that were written beside it become one note, in the order of writing. */
  putNotesTogether(): Promise<void>;
}

/** The call that was chosen is the one on screen; only then may anything be written on it. */
export function isShown({ callId, detail }: CallDetailData): boolean {
  return detail !== null && detail.id === callId;
}

/** After the last key; short enough that closing the lid loses nothing that was read back. */
const SAVE_AFTER_MS = 600;

/**
 * One call, and the note being written on it. A note is never lost by choosing another call: what could not be saved
 * stands there again when its call is chosen again.
 */
export function createCallDetailStore(bridge: Bridge): CallDetailStore {
  const store = createStore<CallDetailData>(() => ({
    callId: null,
    detail: null,
    gone: false,
    draft: null,
    statusFailed: false,
  }));
  /** By call: the text, and the note that its writer saw. */
  const unsaved = new Map<string, { text: string; basis: string | null }>();
  /** `at` of the note that the draft was begun on; null: there was none. */
  let basis: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function load(callId: string): Promise<void> {
    const detail = await bridge.request('calls:get', { callId });
    if (store.getState().callId !== callId) return;
    store.setState({ detail, gone: detail === null });
  }
  // A call that cannot be read leaves the pane as it was; the main process tells why in a notice.
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  async function flushNote(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const { callId, draft } = store.getState();
    if (!callId || !draft || draft.state === 'saving') return;
    const { text } = draft;
    const begunOn = basis;
    store.setState({ draft: { text, state: 'saving' } });
    /** Nothing newer was typed, and the same call is still open. */
    const stillMine = () => store.getState().callId === callId && store.getState().draft?.text === text;
    try {
      await bridge.request('calls:edit', { callId, note: text, noteBasis: begunOn });
      unsaved.delete(callId);
    } catch {
      if (stillMine()) store.setState({ draft: { text, state: 'failed' } });
      else if (store.getState().callId !== callId) unsaved.set(callId, { text, basis: begunOn });
      return;
    }
    await load(callId).catch(() => undefined);
    const kept = store.getState().detail;
    // What is typed on goes on from what was just kept.
    if (kept?.id === callId && kept.note?.text === text) basis = kept.note.at;
    if (stillMine()) store.setState({ draft: null });
    else if (store.getState().callId === callId) scheduleSave();
  }
  function scheduleSave(): void {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void flushNote(), SAVE_AFTER_MS);
  }

  async function edit(change: Omit<CallEditAsk, 'callId'>): Promise<void> {
    const { callId } = store.getState();
    if (!callId || !isShown(store.getState())) return;
    const told = (statusFailed: boolean) => store.getState().callId === callId && store.setState({ statusFailed });
    try {
      await bridge.request('calls:edit', { callId, ...change });
    } catch {
      told(true);
      return;
    }
    told(false);
    await load(callId).catch(() => undefined);
  }

  return {
    store,
    start() {
      const undo = bridge.on('calls:changed', ({ callIds }) => {
        const { callId } = store.getState();
        if (callId && (callIds.length === 0 || callIds.includes(callId))) quietly(load(callId));
      });
      return () => {
        undo();
        void flushNote();
      };
    },
    open(callId) {
      if (callId === store.getState().callId) return;
      void flushNote();
      const kept = callId === null ? undefined : unsaved.get(callId);
      const draft = kept === undefined ? null : { text: kept.text, state: 'failed' as const };
      basis = kept?.basis ?? null;
      store.setState({ callId, gone: false, draft, statusFailed: false, ...(callId === null && { detail: null }) });
      if (callId !== null) quietly(load(callId));
    },
    reload() {
      const { callId } = store.getState();
      if (callId !== null) quietly(load(callId));
    },
    typeNote(text) {
      // The old call is still on screen: what is typed there must not become the new call's note.
      const { draft, detail } = store.getState();
      if (!isShown(store.getState())) return;
      if (draft === null) basis = detail?.note?.at ?? null;
      store.setState({ draft: { text, state: 'typing' } });
      scheduleSave();
    },
    whenShown(then) {
      const { callId } = store.getState();
      if (callId === null) return;
      if (isShown(store.getState())) return then();
      const undo = store.subscribe((data) => {
        if (data.callId === callId && !isShown(data) && !data.gone) return;
        undo();
        // After React has drawn it.
        if (data.callId === callId && isShown(data)) setTimeout(then, 0);
      });
    },
    flushNote,
    setFollowUp: (followUp) => edit({ followUp }),
    edit,
    async setHeard(heard) {
      const { voicemail } = store.getState().detail ?? {};
      if (voicemail && (voicemail.heard !== null) !== heard) await edit({ voicemailHeard: heard });
    },
    async putNotesTogether() {
      await flushNote();
      const { detail } = store.getState();
      if (!detail || !isShown(store.getState())) return;
      const parts = [...(detail.note ? [detail.note] : []), ...detail.otherNotes].toSorted((a, b) =>
        a.at < b.at ? -1 : 1,
      );
      const note = parts.map(({ text }) => text).join('\n');
      await edit({
        note,
        noteBasis: detail.note?.at ?? null,
        dropOtherNotes: detail.otherNotes.map(({ at }) => at),
      });
    },
  };
}

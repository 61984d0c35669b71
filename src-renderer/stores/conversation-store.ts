import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer, Bridge, Conversation } from '../../src-preload/contract.ts';

/** A conversation is known by its number; a message without one stands alone. */
export interface ConversationKey {
  number: string | null;
  messageId: string | null;
}

/** What is written to one number and not sent. */
export interface Draft {
  text: string;
  /** Made once per draft: pressing twice sends once. A new one after an answer, because the old one is used up. */
  messageId: string;
  sending: boolean;
  /** How the last attempt ended, when it was not simply done. */
  answer: Exclude<ActAnswer, { result: 'done' }> | null;
}

export interface ConversationData {
  /** null: no conversation is on screen. */
  open: (ConversationKey & { fromCall: boolean }) | null;
  /** null while it is being read. */
  conversation: Conversation | null;
  state: 'loading' | 'shown' | 'gone' | 'unreadable';
  /** The open conversation's draft; null: nothing typed. */
  draft: Draft | null;
  /** The number is on the firm's list; null: not known. */
  blocked: boolean | null;
}

export interface ConversationStore {
  store: StoreApi<ConversationData>;
  start: () => () => void;
  /** `fromCall`: opened to write to a caller, with a way back to the call. */
  open: (key: ConversationKey | null, options?: { fromCall: boolean }) => void;
  type: (text: string) => void;
  send: () => Promise<void>;
  /** The list of blocked numbers was changed from here. */
  reloadBlocked: () => void;
  /** The entries on screen were seen by a person. */
  markSeen: () => void;
}

const key = ({ number, messageId }: ConversationKey) => number ?? `message ${messageId ?? ''}`;

/** The messages with one number, and the answer being written. A draft waits while another conversation is read. */
export function createConversationStore(bridge: Bridge, newId: () => string): ConversationStore {
  const store = createStore<ConversationData>(() => ({
    open: null,
    conversation: null,
    state: 'loading',
    draft: null,
    blocked: null,
  }));
  const drafts = new Map<string, Draft>();
  const seen = new Set<string>();
  let reading: Promise<void> | null = null;
  let readAgain = false;

  const isOpen = (which: ConversationKey) => {
    const { open } = store.getState();
    return open !== null && key(open) === key(which);
  };
  const setDraft = (which: ConversationKey, draft: Draft | null) => {
    if (draft === null) drafts.delete(key(which));
    else drafts.set(key(which), draft);
    if (isOpen(which)) store.setState({ draft });
  };

  async function read(): Promise<void> {
    const { open } = store.getState();
    if (open === null) return;
    const { number, messageId } = open;
    const answer = await bridge.request('messages:conversation', { number, messageId }).then(
      (conversation) => ({ conversation, state: conversation === null ? ('gone' as const) : ('shown' as const) }),
      () => ({ conversation: null, state: 'unreadable' as const }),
    );
    if (!isOpen(open)) return;
    // What was read before stays when it cannot be read again.
    if (answer.state === 'unreadable' && store.getState().state === 'shown') return;
    store.setState(answer);
  }
  /** Many changes in a row (catching up) become one reading at a time. */
  function readSoon(): Promise<void> {
    readAgain = true;
    reading ??= (async () => {
      while (readAgain) {
        readAgain = false;
        await read();
      }
      reading = null;
    })();
    return reading;
  }
  /** Asked apart: the messages are on this computer, the list of blocked numbers is not. */
  async function readBlocked(which: ConversationKey): Promise<void> {
    if (which.number === null) return;
    const list = await bridge.request('blocked:list').catch(() => null);
    if (isOpen(which)) store.setState({ blocked: list?.some(({ number }) => number === which.number) ?? null });
  }

  return {
    store,
    start: () =>
      bridge.on('calls:changed', () => {
        const { open } = store.getState();
        if (open !== null) void readSoon();
      }),
    open(which, { fromCall } = { fromCall: false }) {
      if (which === null) return store.setState({ open: null, conversation: null, draft: null, blocked: null });
      const same = isOpen(which);
      store.setState({
        open: { ...which, fromCall },
        draft: drafts.get(key(which)) ?? null,
        ...(!same && { conversation: null, state: 'loading', blocked: null }),
      });
      void readSoon();
      if (!same) void readBlocked(which);
    },
    type(text) {
      const { open, draft } = store.getState();
      if (open === null || draft?.sending === true) return;
      if (text === '') return setDraft(open, null);
      setDraft(open, { text, messageId: draft?.messageId ?? newId(), sending: false, answer: null });
    },
    async send() {
      const { open, draft, conversation } = store.getState();
      if (open === null || open.number === null || !draft || draft.sending || draft.text.trim() === '') return;
      if (conversation !== null && conversation.cannotSend !== null) return;
      const { messageId, text } = draft;
      setDraft(open, { ...draft, sending: true, answer: null });
      const answer = await bridge
        .request('messages:send', { messageId, number: open.number, text: text.trim() })
        .catch((): ActAnswer => ({ result: 'refused', refusal: 'failed', detail: null }));
      if (isOpen(open)) await readSoon();
      const { conversation: now } = store.getState();
      const stands = isOpen(open) && now?.entries.some(({ id }) => id === messageId) === true;
      if (answer.result === 'done') setDraft(open, null);
      else
        setDraft(open, {
          // It may have gone out and stands above as "Maybe sent": written again only by somebody who decides to.
          text: answer.result === 'unconfirmed' && stands ? '' : text,
          messageId: newId(),
          sending: false,
          answer,
        });
    },
    reloadBlocked() {
      const { open } = store.getState();
      if (open !== null) void readBlocked(open);
    },
    markSeen() {
      const { conversation } = store.getState();
      const fresh = (conversation?.entries ?? []).filter(
        ({ id, direction }) => direction === 'inbound' && !seen.has(id),
      );
      if (fresh.length === 0) return;
      const messageIds = fresh.map(({ id }) => id);
      for (const id of messageIds) seen.add(id);
      void bridge.request('messages:seen', { messageIds }).catch(() => {
        for (const id of messageIds) seen.delete(id);
      });
    },
  };
}

import type { ActAnswer, Bridge, Requests } from '../../src-preload/contract.ts';
import type { AgentOrder } from '../../src-preload/contract/agent.ts';
import type { FoundCaller } from '../../src-preload/contract/matching.ts';

export type HoldReason = Requests['popup:hold']['ask']['reason'];

/** Everything a person can do here. Those that write answer whether it was saved, so that the card can say so. */
export interface PopupActions {
  open: (callId: string | null) => void;
  openMatter: (callId: string) => void;
  copyNumber: (callId: string) => void;
  block: (callId: string) => Promise<ActAnswer>;
  /** Hold to reveal. */
  reveal: (held: boolean) => void;
  actOnAgent: (callId: string, order: AgentOrder) => Promise<ActAnswer>;
  unfoldAgent: (callId: string) => void;
  hide: (callId: string | null) => void;
  showStrip: (callId: string) => void;
  hold: (reason: HoldReason, held: boolean) => void;
  /** A text field got or left the keyboard: the window takes it, or gives it back to the program that had it. */
  fieldFocus: (focused: boolean) => void;
  fit: (height: number) => void;
  painted: (viewId: number, paintedAtMs: number) => void;
  saveNote: (callId: string, text: string) => Promise<boolean>;
  callBackLater: (callIds: string[]) => Promise<boolean>;
  fileCall: (callId: string, contactId: string | null, matterId: string | null) => Promise<boolean>;
  newContact: (contact: Requests['matching:new-contact']['ask']) => Promise<boolean>;
  /** Empty when nothing matches or the search failed: the person can still type a new name. */
  findCaller: (query: string) => Promise<FoundCaller[]>;
}

export function createPopupActions(bridge: Bridge): PopupActions {
  // A window action that main refuses (the call has just gone) needs no answer: the next view says what is true.
  const tell = (request: Promise<unknown>) => void request.catch(() => undefined);
  const saved = (request: Promise<unknown>) =>
    request.then(
      () => true,
      () => false,
    );
  return {
    open: (callId) => tell(bridge.request('popup:open', { callId })),
    openMatter: (callId) => tell(bridge.request('popup:open-matter', { callId })),
    copyNumber: (callId) => tell(bridge.request('popup:copy-number', { callId })),
    block: (callId) => bridge.request('popup:block', { callId }).catch(() => failed),
    reveal: (held) => tell(bridge.request('popup:reveal', { held })),
    actOnAgent: (callId, order) => bridge.request('agent:act', { callId, ...order }).catch(() => failed),
    unfoldAgent: (callId) => tell(bridge.request('agent:unfold', { callId })),
    hide: (callId) => tell(bridge.request('popup:hide', { callId })),
    showStrip: (callId) => tell(bridge.request('popup:show-strip', { callId })),
    hold: (reason, held) => tell(bridge.request('popup:hold', { reason, held })),
    fieldFocus: (focused) => tell(bridge.request('popup:field-focus', { focused })),
    fit: (height) => tell(bridge.request('popup:fit', { height })),
    painted: (viewId, paintedAtMs) => tell(bridge.request('popup:painted', { viewId, paintedAtMs })),
    saveNote: (callId, text) => saved(bridge.request('popup:note', { callId, text })),
    callBackLater: (callIds) => saved(bridge.request('popup:call-back-later', { callIds })),
    fileCall: (callId, contactId, matterId) => saved(bridge.request('matching:file', { callId, contactId, matterId })),
    newContact: (contact) => saved(bridge.request('matching:new-contact', contact)),
    findCaller: (query) => bridge.request('matching:find', { query }).catch(() => []),
  };
}

const failed: ActAnswer = { result: 'refused', refusal: 'failed', detail: null };

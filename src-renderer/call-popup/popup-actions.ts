import type { Bridge, ContactSuggestion, Requests } from '../../src-preload/contract.ts';

export type HoldReason = Requests['popup:hold']['ask']['reason'];

/** Everything a person can do here. Those that write answer whether it was saved, so that the card can say so. */
export interface PopupActions {
  open: (callId: string | null) => void;
  hide: (callId: string | null) => void;
  showStrip: (callId: string) => void;
  hold: (reason: HoldReason, held: boolean) => void;
  /** A text field got or left the keyboard: the window takes it, or gives it back to the program that had it. */
  fieldFocus: (focused: boolean) => void;
  fit: (height: number) => void;
  painted: (viewId: number, paintedAtMs: number) => void;
  saveNote: (callId: string, text: string) => Promise<boolean>;
  callBackLater: (callIds: string[]) => Promise<boolean>;
  chooseContact: (callId: string, contactId: string) => Promise<boolean>;
  newContact: (callId: string, name: string) => Promise<boolean>;
  /** Empty when nothing matches or the search failed: the person can still type a new name. */
  findContact: (query: string) => Promise<ContactSuggestion[]>;
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
    hide: (callId) => tell(bridge.request('popup:hide', { callId })),
    showStrip: (callId) => tell(bridge.request('popup:show-strip', { callId })),
    hold: (reason, held) => tell(bridge.request('popup:hold', { reason, held })),
    fieldFocus: (focused) => tell(bridge.request('popup:field-focus', { focused })),
    fit: (height) => tell(bridge.request('popup:fit', { height })),
    painted: (viewId, paintedAtMs) => tell(bridge.request('popup:painted', { viewId, paintedAtMs })),
    saveNote: (callId, text) => saved(bridge.request('popup:note', { callId, text })),
    callBackLater: (callIds) => saved(bridge.request('popup:call-back-later', { callIds })),
    chooseContact: (callId, contactId) => saved(bridge.request('popup:choose-contact', { callId, contactId })),
    newContact: (callId, name) => saved(bridge.request('popup:new-contact', { callId, name })),
    findContact: (query) => bridge.request('popup:find-contact', { query }).catch(() => []),
  };
}

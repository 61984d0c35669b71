import { useEffect, useRef, useState } from 'react';
import type { RingCard } from '../../src-preload/contract.ts';
import { useSurroundings } from './popup-context.ts';
import { useNoteDraft, type NoteDraft } from './use-note-draft.ts';

/** What a person is doing on one call's card. It outlives the change from ringing to answered: typed text stays. */
export interface CardWork {
  draft: NoteDraft;
  noteOpen: boolean;
  setNoteField: (field: HTMLElement | null) => void;
  openNote: () => void;
  query: string;
  setQueryField: (field: HTMLElement | null) => void;
  search: (query: string) => void;
  choose: (contactId: string) => void;
  /** The typed text becomes the name; without any, the field asks for it. */
  createContact: () => void;
  willCallBack: boolean;
  callBackLater: () => void;
  open: () => void;
  /** The transfer list or the keypad is open: it needs the room, and nothing leaves under it. */
  panelOpen: boolean;
  setPanelOpen: (open: boolean) => void;
  /** The last thing asked for could not be saved. */
  failed: boolean;
}

export function useCardWork(card: RingCard): CardWork {
  const { actions, setHold, type } = useSurroundings();
  const { callId } = card;
  const draft = useNoteDraft(card.note, (text) => actions.saveNote(callId, text));
  const [noteOpen, setNoteOpen] = useState(card.note !== '');
  const [query, setQuery] = useState('');
  const [willCallBack, setWillCallBack] = useState(false);
  const [panelOpen, setPanelOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const [noteField, setNoteField] = useState<HTMLElement | null>(null);
  const [queryField, setQueryField] = useState<HTMLElement | null>(null);
  const wantsNoteFocus = useRef(false);

  const typed = panelOpen || query !== '' || (draft.touched && draft.text !== '');
  useEffect(() => {
    setHold('typed', typed);
    return () => setHold('typed', false);
  }, [typed, setHold]);

  useEffect(() => {
    if (noteField === null || !wantsNoteFocus.current) return;
    wantsNoteFocus.current = false;
    type(noteField);
  }, [noteField, type]);

  const report = (request: Promise<boolean>, whenSaved: () => void) =>
    void request.then((saved) => {
      setFailed(!saved);
      if (saved) whenSaved();
    });

  return {
    draft,
    noteOpen,
    setNoteField,
    openNote() {
      // The field is drawn first, then it can have the keyboard.
      wantsNoteFocus.current = noteField === null;
      setNoteOpen(true);
      type(noteField);
    },
    query,
    setQueryField,
    search: setQuery,
    choose: (contactId) => report(actions.chooseContact(callId, contactId), () => setQuery('')),
    createContact() {
      const name = query.trim();
      if (name === '') return type(queryField);
      report(actions.newContact(callId, name), () => setQuery(''));
    },
    willCallBack,
    callBackLater() {
      if (!willCallBack) report(actions.callBackLater([callId]), () => setWillCallBack(true));
    },
    open: () => actions.open(callId),
    panelOpen,
    setPanelOpen,
    failed,
  };
}

import { useEffect, useRef, useState } from 'react';
import type { PartyRole } from '@callbrief/relay/wire/directory';
import type { RingCard } from '../../src-preload/contract.ts';
import type { MatterName } from '../../src-preload/contract/matching.ts';
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
  file: (contactId: string | null, matterId: string | null) => void;
  /** None of the matches: the field asks who it is. */
  someoneElse: boolean;
  askSomeoneElse: () => void;
  /** What is written of a new contact; null: nothing yet. */
  contact: ContactDraft | null;
  /** The typed text becomes the name. Pressed again, or Enter: it is saved. */
  createContact: () => void;
  writeContact: (contact: ContactDraft) => void;
  saveContact: () => void;
  leaveContact: () => void;
  setContactField: (field: HTMLElement | null) => void;
  /** A matter was typed that is none of this computer's: nothing was saved. */
  matterUnknown: boolean;
  willCallBack: boolean;
  callBackLater: () => void;
  openMatter: () => void;
  /** The transfer list or the keypad is open: it needs the room, and nothing leaves under it. */
  panelOpen: boolean;
  setPanelOpen: (open: boolean) => void;
  /** The last thing asked for could not be saved. */
  failed: boolean;
}

export interface ContactDraft {
  name: string;
  organisation: string;
  matterText: string;
  matter: MatterName | null;
  role: PartyRole | null;
}

export function useCardWork(card: RingCard): CardWork {
  const { actions, setHold, type, privacy } = useSurroundings();
  const { callId } = card;
  const draft = useNoteDraft(card.note, (text) => actions.saveNote(callId, text));
  // What was written earlier may be nobody else's business.
  const [noteOpen, setNoteOpen] = useState(card.note !== '' && privacy === null);
  const [query, setQuery] = useState('');
  const [someoneElse, setSomeoneElse] = useState(false);
  const [contact, setContact] = useState<ContactDraft | null>(null);
  const [contactField, setContactField] = useState<HTMLElement | null>(null);
  const [matterUnknown, setMatterUnknown] = useState(false);
  const [willCallBack, setWillCallBack] = useState(false);
  const [panelOpen, setPanelOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const [noteField, setNoteField] = useState<HTMLElement | null>(null);
  const [queryField, setQueryField] = useState<HTMLElement | null>(null);
  const wantsNoteFocus = useRef(false);
  const wantsFocus = useRef<'query' | 'contact' | null>(null);

  const typed = panelOpen || contact !== null || query !== '' || (draft.touched && draft.text !== '');
  useEffect(() => {
    setHold('typed', typed);
    return () => setHold('typed', false);
  }, [typed, setHold]);

  useEffect(() => {
    if (noteField === null || !wantsNoteFocus.current) return;
    wantsNoteFocus.current = false;
    type(noteField);
  }, [noteField, type]);

  useEffect(() => {
    const field = wantsFocus.current === 'query' ? queryField : wantsFocus.current === 'contact' ? contactField : null;
    if (field === null) return;
    wantsFocus.current = null;
    type(field);
  }, [queryField, contactField, type]);

  const leave = () => {
    setContact(null);
    setMatterUnknown(false);
  };

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
    file: (contactId, matterId) =>
      report(actions.fileCall(callId, contactId, matterId), () => {
        setQuery('');
        setSomeoneElse(false);
      }),
    someoneElse,
    askSomeoneElse() {
      wantsFocus.current = 'query';
      setSomeoneElse(true);
    },
    contact,
    createContact() {
      const name = query.trim();
      wantsFocus.current = 'contact';
      setContact({ name, organisation: '', matterText: '', matter: null, role: null });
    },
    writeContact(next) {
      setMatterUnknown(false);
      setContact(next);
    },
    saveContact() {
      if (contact === null) return;
      const name = contact.name.trim();
      if (name === '') return type(contactField);
      if (contact.matterText.trim() !== '' && contact.matter === null) return setMatterUnknown(true);
      const organisation = contact.organisation.trim();
      const { matter, role } = contact;
      const asked = { callId, name, organisation: organisation === '' ? null : organisation, role };
      report(actions.newContact({ ...asked, matterId: matter?.id ?? null }), () => {
        setQuery('');
        leave();
      });
    },
    leaveContact: leave,
    setContactField,
    matterUnknown,
    willCallBack,
    callBackLater() {
      if (!willCallBack) report(actions.callBackLater([callId]), () => setWillCallBack(true));
    },
    openMatter: () => actions.openMatter(callId),
    panelOpen,
    setPanelOpen,
    failed,
  };
}

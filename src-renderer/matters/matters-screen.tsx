import { useRef } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { ContactForm } from '../contacts/contact-form.tsx';
import { ContactsPane } from '../contacts/contacts-pane.tsx';
import { MergeDialog } from '../contacts/merge-dialog.tsx';
import { useStores } from '../stores/stores.ts';
import { MatterForm } from './form/matter-form.tsx';
import { MatterListPane } from './matter-list-pane.tsx';
import { MatterPane } from './matter-pane.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { TaskDialog } from './task-dialog.tsx';
import { useDirectoryKeys } from './use-directory-keys.ts';

/** Matters and contacts: the lists, and the matter that is open. */
export function MattersScreen({ app }: { app: AppState }) {
  const stores = useStores();
  const { matters } = stores;
  const { tab, openId } = useStore(matters.store);
  const searchRef = useRef<HTMLInputElement>(null);
  const findRef = useRef<HTMLInputElement>(null);
  useDirectoryKeys(stores, app.settings.letterKeys, { search: searchRef, find: findRef });
  const remPx = (16 * app.settings.textSizePercent) / 100;
  return (
    <main className="flex min-h-0 min-w-0 grow flex-col bg-surface">
      {openId !== null ? (
        <MatterPane remPx={remPx} findRef={findRef} />
      ) : tab === 'matters' ? (
        <MatterListPane remPx={remPx} searchRef={searchRef} />
      ) : (
        <ContactsPane remPx={remPx} searchRef={searchRef} />
      )}
      <Dialogs />
    </main>
  );
}

/** One at a time; each is made anew, so that nothing of the last one stands in it. */
function Dialogs() {
  const { matters } = useStores();
  const dialog = useStore(matters.store, (data) => data.dialog);
  const close = () => matters.ask(null);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'matter':
      return <MatterForm key={dialog.matterId} matterId={dialog.matterId} onClose={close} />;
    case 'contact':
      return <ContactForm key={dialog.contactId} contactId={dialog.contactId} onClose={close} />;
    case 'remove_matter':
    case 'remove_contact':
      return <RemoveDialog of={dialog} onClose={close} />;
    case 'merge':
      return <MergeDialog first={dialog.contactId} onClose={close} />;
    case 'note':
      return <NoteDialog onClose={close} />;
    case 'task':
      return <TaskDialog onClose={close} />;
    default:
      return dialog satisfies never;
  }
}

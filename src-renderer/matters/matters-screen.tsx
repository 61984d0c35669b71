import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { ContactForm } from '../contacts/contact-form.tsx';
import { ContactsPane } from '../contacts/contacts-pane.tsx';
import { MergeDialog } from '../contacts/merge-dialog.tsx';
import { useHidden } from '../privacy/use-hidden.ts';
import { useStores } from '../stores/stores.ts';
import { Dialog } from '../ui/dialog.tsx';
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

/** A form holds every word of what it edits: while names are hidden none is opened. One that is open keeps what was typed. */
function Uncovered({ isNew, onClose, children }: { isNew: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('app');
  const isHidden = useHidden();
  const [wasHidden] = useState(isHidden);
  if (isNew || !wasHidden) return children;
  return (
    <Dialog title={t('privacy.covered')} closeLabel={t('close')} open onClose={onClose}>
      <p>{t('privacy.coveredWhy')}</p>
    </Dialog>
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
      return (
        <Uncovered key={dialog.matterId} isNew={dialog.matterId === null} onClose={close}>
          <MatterForm matterId={dialog.matterId} onClose={close} />
        </Uncovered>
      );
    case 'contact':
      return (
        <Uncovered key={dialog.contactId} isNew={dialog.contactId === null} onClose={close}>
          <ContactForm contactId={dialog.contactId} onClose={close} />
        </Uncovered>
      );
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

import { UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RingCard } from '../../src-preload/contract.ts';
import { ActionButton } from './action-button.tsx';
import { useSurroundings } from './popup-context.ts';
import { RevealButton } from './reveal-button.tsx';
import { ChoosingKeys } from './several-matches.tsx';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';

interface RingingActionsProps {
  card: RingCard;
  work: CardWork;
  /** The list of matches stands there; or the field that asks who it is. */
  choosing: boolean;
  asking: boolean;
  children: ReactNode;
}

/** The row of buttons at the bottom: what one most likely wants next stands first. */
export function RingingActions({ card, work, choosing, asking, children }: RingingActionsProps) {
  const { privacy } = useSurroundings();
  const t = useWords();
  const warned = card.represented !== null;
  const note = (
    <ActionButton
      key="note"
      label={t('note')}
      primary={warned && !choosing && privacy === null}
      letter="N"
      onPress={work.openNote}
      {...(!warned && work.noteOpen ? { on: true } : {})}
    />
  );
  const later = (
    <ActionButton
      key="later"
      label={t('call_back_later')}
      letter="B"
      onPress={work.callBackLater}
      {...(work.willCallBack ? { on: true } : {})}
    />
  );
  if (choosing && privacy === null) {
    return (
      <div className="flex flex-none flex-wrap items-center justify-between gap-1.5 border-t border-line py-1.75 pr-2 pl-3.5">
        <ChoosingKeys />
        <ActionButton label={t('note')} small narrow quiet letter="N" onPress={work.openNote} />
        {children}
      </div>
    );
  }
  const open = (
    <ActionButton
      key="open"
      label={card.matter === null ? t('open_call') : t('open_matter')}
      primary={!warned}
      letter="O"
      onPress={work.openMatter}
    />
  );
  const saving = work.contact !== null;
  const newContact = (
    <ActionButton
      key="new"
      label={saving ? t('save_contact') : t('new_contact')}
      icon={UserPlus}
      primary
      onPress={saving ? work.saveContact : work.createContact}
    />
  );
  const cancel = <ActionButton key="cancel" label={t('cancel')} onPress={work.leaveContact} />;
  const first =
    privacy !== null
      ? [<RevealButton key="reveal" />, note, later]
      : asking
        ? saving
          ? [newContact, cancel]
          : [newContact, note, later]
        : warned
          ? [note, open, later]
          : [open, note, later];
  return (
    <div className="flex flex-none flex-wrap items-center gap-1.5 pr-3 pb-3 pl-3.5">
      {first}
      {children}
    </div>
  );
}

import { PhoneIncoming, PhoneMissed, UserPlus } from 'lucide-react';
import { clsx } from 'clsx';
import type { RingCard } from '../../src-preload/contract.ts';
import { ActionButton } from './action-button.tsx';
import { Caller } from './caller.tsx';
import { CardFailure } from './card-failure.tsx';
import { Clock } from './clock.tsx';
import { CountdownBar, CountdownHint, useCountdown } from './countdown.tsx';
import { isUnknown } from './describe-caller.ts';
import { Facts } from './facts.tsx';
import { MatterCard } from './matter-card.tsx';
import { NoteField } from './note-field.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import { RepresentedBar } from '../ui/represented-bar.tsx';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';
import { WhoIsIt } from './who-is-it.tsx';

/** The phone rings: who, which matter, what is next, what was last said. Lines are reserved, so buttons stay put. */
export function RingingCard({ card, work }: { card: RingCard; work: CardWork }) {
  const { actions } = useSurroundings();
  const t = useWords();
  const unknown = isUnknown(card.caller);
  // It stays for what is being typed, and says that it rings no more.
  const ended = card.endedAt !== undefined;
  const endedAs = card.endNotReported === true ? t('end_not_reported') : t('not_answered');
  const countdown = useCountdown(card.closesAt);
  const note = (
    <ActionButton
      key="note"
      label={t('note')}
      primary={card.represented !== null}
      letter="N"
      onPress={work.openNote}
      {...(card.represented === null && work.noteOpen ? { on: true } : {})}
    />
  );
  const open = (
    <ActionButton
      key="open"
      label={card.matter === null ? t('open_call') : t('open_matter')}
      primary={card.represented === null}
      letter="O"
      onPress={work.open}
    />
  );
  const newContact = (
    <ActionButton key="new" label={t('new_contact')} icon={UserPlus} primary onPress={work.createContact} />
  );
  const first = unknown ? [newContact, note] : card.represented === null ? [open, note] : [note, open];

  return (
    <div className={clsx('flex flex-col', card.represented === null ? 'min-h-59.5' : 'min-h-65')}>
      <PopupHead
        icon={ended ? PhoneMissed : PhoneIncoming}
        label={ended ? endedAs : t('incoming')}
        tone={ended ? 'calm' : 'accent'}
        ringing={!ended}
        isTest={card.isTest}
        line={card.lineName}
        time={<Clock since={card.since} until={card.endedAt} kind="ringing" />}
        hideLabel={ended ? t('close') : t('hide')}
        onHide={() => actions.hide(card.callId)}
      />
      {card.represented !== null && <RepresentedBar by={card.represented.by} />}
      <div className="flex flex-1 flex-col px-3.5 pt-0.5 pb-2">
        <Caller caller={card.caller} />
        {unknown && <WhoIsIt work={work} />}
        {card.matter !== null && <MatterCard matter={card.matter} />}
        {/* The client's deadline and last words are not what to have before one's eyes while the other side talks. */}
        {card.represented === null && <Facts card={card} />}
        {work.noteOpen && <NoteField work={work} />}
        <CardFailure failed={work.failed} />
      </div>
      <div className="flex flex-none flex-wrap items-center gap-1.5 pr-3 pb-3 pl-3.5">
        {first}
        <ActionButton
          label={t('call_back_later')}
          letter="B"
          onPress={work.callBackLater}
          {...(work.willCallBack ? { on: true } : {})}
        />
        {card.closesAt !== null && (
          <span className="ml-auto whitespace-nowrap">
            <CountdownHint countdown={countdown} />
          </span>
        )}
      </div>
      <CountdownBar closesAt={card.closesAt} totalSeconds={card.closesAfterSeconds} held={countdown.held} />
    </div>
  );
}

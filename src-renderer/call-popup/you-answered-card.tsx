import { clsx } from 'clsx';
import { PhoneCall, UserPlus } from 'lucide-react';
import type { RingCard } from '../../src-preload/contract.ts';
import { CallControls } from '../call-control/call-controls.tsx';
import { useCallActs } from '../call-control/use-call-acts.ts';
import { ActionButton } from './action-button.tsx';
import { Caller } from './caller.tsx';
import { CardFailure } from './card-failure.tsx';
import { Clock } from './clock.tsx';
import { CountdownBar, CountdownHint, useCountdown } from './countdown.tsx';
import { isUnknown } from './describe-caller.ts';
import { NoteField } from './note-field.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import { RepresentedBar } from '../ui/represented-bar.tsx';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';
import { NewContactForm } from './new-contact-form.tsx';
import { RevealButton } from './reveal-button.tsx';
import { SeveralMatches } from './several-matches.tsx';
import { WhoIsIt } from './who-is-it.tsx';

/**
 * You answered: seconds to glance or to type, then it leaves. An unknown caller can still be named here, now that they
 * have said who they are; and the warning about a represented party stays as long as the card does.
 */
export function YouAnsweredCard({ card, work }: { card: RingCard; work: CardWork }) {
  const { actions, holds, privacy, type } = useSurroundings();
  const t = useWords();
  const { last } = useCallActs(card.callId);
  const lastRefused = last !== null && last.answer.result !== 'done';
  const countdown = useCountdown(card.closesAt);
  const choosing = card.candidates.length > 0 && !work.someoneElse;
  const unknown = !choosing && (isUnknown(card.caller) || work.someoneElse);
  const saving = work.contact !== null;
  const showsNote = privacy === null || work.noteOpen;
  const { control } = card;
  const label = control?.onHold ? t('caller_on_hold') : control?.muted ? t('you_muted') : t('you_on_the_phone');
  // The window has no keyboard of its own: a panel takes it only when it was handed over before.
  const focusField = (field: HTMLElement) => (field.matches('input') ? type(field) : field.focus());
  return (
    <div className="flex min-h-53 flex-col">
      <PopupHead
        icon={PhoneCall}
        label={label}
        tone="positive"
        isTest={card.isTest}
        line={card.lineName}
        time={<Clock since={card.since} kind="talking" />}
        canPin
        hideLabel={t('close')}
        onHide={() => actions.hide(card.callId)}
      />
      {card.represented !== null && <RepresentedBar by={card.represented.by} />}
      <div className="flex flex-1 flex-col px-3.5 pt-0.5 pb-2.5">
        <Caller caller={card.caller} matterBelow={card.matter} candidates={card.candidates} />
        {choosing && !work.panelOpen && <SeveralMatches card={card} work={work} />}
        {unknown && !work.panelOpen && (saving ? <NewContactForm work={work} /> : <WhoIsIt work={work} />)}
        {!work.panelOpen && showsNote && <NoteField work={work} />}
        <CardFailure failed={work.failed} />
        {(control !== null || lastRefused) && (
          <div className="mt-2.5">
            <CallControls
              callId={card.callId}
              control={control}
              compact
              focusField={holds.keyboard ? focusField : undefined}
              onPanel={work.setPanelOpen}
            />
          </div>
        )}
      </div>
      <div
        className={clsx(
          'flex flex-none flex-wrap items-center gap-1.5 pr-3 pb-3.5 pl-3.5',
          // What is open has the room; closing it brings this back.
          work.panelOpen && 'hidden',
        )}
      >
        {privacy !== null && <RevealButton />}
        {privacy !== null && !work.noteOpen && (
          <ActionButton label={t('note')} narrow letter="N" onPress={work.openNote} />
        )}
        {unknown && (
          <ActionButton
            label={saving ? t('save_contact') : t('new_contact')}
            icon={UserPlus}
            primary
            narrow
            onPress={saving ? work.saveContact : work.createContact}
          />
        )}
        {unknown && saving ? (
          <ActionButton label={t('cancel')} narrow onPress={work.leaveContact} />
        ) : (
          <ActionButton
            label={card.matter === null ? t('open_call') : t('open_matter')}
            narrow
            letter="O"
            onPress={work.openMatter}
          />
        )}
        <span className="ml-auto whitespace-nowrap">
          <CountdownHint countdown={countdown} />
        </span>
      </div>
      <CountdownBar closesAt={card.closesAt} totalSeconds={card.closesAfterSeconds} held={countdown.held} />
    </div>
  );
}

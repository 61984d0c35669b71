import { PhoneIncoming, PhoneMissed } from 'lucide-react';
import { clsx } from 'clsx';
import type { RingCard } from '../../src-preload/contract.ts';
import { Caller } from './caller.tsx';
import { CaptureHint } from './capture-hint.tsx';
import { CardFailure } from './card-failure.tsx';
import { Clock } from './clock.tsx';
import { CountdownBar, CountdownHint, useCountdown } from './countdown.tsx';
import { isUnknown } from './describe-caller.ts';
import { Facts } from './facts.tsx';
import { MatterCard } from './matter-card.tsx';
import { MatterFlags } from './matter-flags.tsx';
import { MoreMenu } from './more-menu.tsx';
import { NewContactForm } from './new-contact-form.tsx';
import { NoteField } from './note-field.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import { RepresentedBar } from '../ui/represented-bar.tsx';
import { RingingActions } from './ringing-actions.tsx';
import { SeveralMatches } from './several-matches.tsx';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';
import { WhoIsIt } from './who-is-it.tsx';

/** The phone rings: who, which matter, what is next, what was last said. Lines are reserved, so buttons stay put. */
export function RingingCard({ card, work }: { card: RingCard; work: CardWork }) {
  const { actions, privacy } = useSurroundings();
  const t = useWords();
  const choosing = card.candidates.length > 0 && !work.someoneElse;
  const asking = !choosing && (isUnknown(card.caller) || work.someoneElse);
  const isHidden = privacy?.revealed === false;
  // It stays for what is being typed, and says that it rings no more.
  const ended = card.endedAt !== undefined;
  const endedAs = card.endNotReported === true ? t('end_not_reported') : t('not_answered');
  const countdown = useCountdown(card.closesAt);
  return (
    <div
      className={clsx(
        'flex flex-col',
        choosing ? 'min-h-75.5' : isHidden ? 'min-h-53' : card.represented === null ? 'min-h-59.5' : 'min-h-65',
      )}
    >
      <PopupHead
        icon={ended ? PhoneMissed : PhoneIncoming}
        label={ended ? endedAs : t('incoming')}
        tone={ended ? 'calm' : 'accent'}
        ringing={!ended}
        isTest={card.isTest}
        line={card.lineName}
        time={<Clock since={card.since} until={card.endedAt} kind="ringing" />}
        {...(card.isTest
          ? {}
          : {
              more: (
                <MoreMenu
                  callId={card.callId}
                  hasNumber={card.caller.numberFormatted !== null}
                  canBlock={card.canBlock}
                  onCallBackLater={choosing ? work.callBackLater : undefined}
                />
              ),
            })}
        hideLabel={ended ? t('close') : t('hide')}
        onHide={() => actions.hide(card.callId)}
      />
      {card.represented !== null && <RepresentedBar by={card.represented.by} />}
      <div className="flex flex-1 flex-col px-3.5 pt-0.5 pb-2">
        <Caller caller={card.caller} candidates={card.candidates} />
        {choosing && <SeveralMatches card={card} work={work} />}
        {asking && (work.contact === null ? <WhoIsIt work={work} /> : <NewContactForm work={work} />)}
        {asking && work.contact === null && <CaptureHint off={card.captureOff} />}
        {card.matter !== null && <MatterCard matter={card.matter} nextDeadline={card.nextDeadline} />}
        {card.matter !== null && <MatterFlags matter={card.matter} toClient={card.represented === null} />}
        {/*
          The client's deadline and last words are not what to have before one's eyes while the other side talks; and of
          several it is not known whose they are.
        */}
        {card.represented === null && !isHidden && !choosing && <Facts card={card} />}
        {work.noteOpen && <NoteField work={work} />}
        <CardFailure failed={work.failed} />
      </div>
      <RingingActions card={card} work={work} choosing={choosing} asking={asking}>
        {card.closesAt !== null && (
          <span className="ml-auto whitespace-nowrap">
            <CountdownHint countdown={countdown} />
          </span>
        )}
      </RingingActions>
      <CountdownBar closesAt={card.closesAt} totalSeconds={card.closesAfterSeconds} held={countdown.held} />
    </div>
  );
}

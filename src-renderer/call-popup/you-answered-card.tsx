import { PhoneCall, UserPlus } from 'lucide-react';
import type { RingCard } from '../../src-preload/contract.ts';
import { ActionButton } from './action-button.tsx';
import { Caller } from './caller.tsx';
import { CardFailure } from './card-failure.tsx';
import { Clock } from './clock.tsx';
import { CountdownBar, CountdownHint, useCountdown } from './countdown.tsx';
import { isUnknown } from './describe-caller.ts';
import { NoteField } from './note-field.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import { RepresentedBar } from './represented-bar.tsx';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';
import { WhoIsIt } from './who-is-it.tsx';

/**
 * You answered: seconds to glance or to type, then it leaves. An unknown caller can still be named here, now that they
 * have said who they are; and the warning about a represented party stays as long as the card does.
 */
export function YouAnsweredCard({ card, work }: { card: RingCard; work: CardWork }) {
  const { actions } = useSurroundings();
  const t = useWords();
  const countdown = useCountdown(card.closesAt);
  const unknown = isUnknown(card.caller);
  return (
    <div className="flex min-h-53 flex-col">
      <PopupHead
        icon={PhoneCall}
        label={t('you_on_the_phone')}
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
        <Caller caller={card.caller} matterBelow={card.matter} />
        {unknown && <WhoIsIt work={work} />}
        <NoteField work={work} />
        <CardFailure failed={work.failed} />
      </div>
      <div className="flex flex-none flex-wrap items-center gap-1.5 pr-3 pb-3.5 pl-3.5">
        {unknown && (
          <ActionButton label={t('new_contact')} icon={UserPlus} primary narrow onPress={work.createContact} />
        )}
        <ActionButton
          label={card.matter === null ? t('open_call') : t('open_matter')}
          narrow
          letter="O"
          onPress={work.open}
        />
        <span className="ml-auto whitespace-nowrap">
          <CountdownHint countdown={countdown} />
        </span>
      </div>
      <CountdownBar closesAt={card.closesAt} totalSeconds={card.closesAfterSeconds} held={countdown.held} />
    </div>
  );
}

import { Check, PhoneCall } from 'lucide-react';
import type { RingCard } from '../../src-preload/contract.ts';
import { Caller } from './caller.tsx';
import { Clock } from './clock.tsx';
import { CountdownBar, CountdownHint, useCountdown } from './countdown.tsx';
import { answeredBy } from './describe-caller.ts';
import { Fact } from './facts.tsx';
import { NoteField } from './note-field.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';

/** A colleague answered: it names them, says that nothing was missed, and leaves. What was typed stays to be finished. */
export function ColleagueCard({ card, work }: { card: RingCard; work: CardWork }) {
  const { actions } = useSurroundings();
  const t = useWords();
  const countdown = useCountdown(card.closesAt);
  return (
    <div className="flex min-h-37.5 flex-col">
      <PopupHead
        icon={PhoneCall}
        label={answeredBy(card, t)}
        tone="positive"
        isTest={card.isTest}
        time={<Clock since={card.since} kind="talking" />}
        canPin
        hideLabel={t('close')}
        onHide={() => actions.hide(card.callId)}
      />
      <div className="flex flex-1 flex-col px-3.5 pt-0.5 pb-2">
        <Caller caller={{ ...card.caller, language: null }} matterBelow={card.matter} />
        <ul className="mt-3 grid gap-1 text-meta text-text-2">
          <Fact icon={Check} wrap>
            {card.answeredAfterSeconds === null
              ? t('not_missed')
              : t('answered_after', { seconds: card.answeredAfterSeconds })}
          </Fact>
        </ul>
        {(work.draft.text !== '' || work.draft.touched) && <NoteField work={work} />}
      </div>
      <div className="flex min-h-7 flex-none items-center pr-3 pb-3 pl-3.5">
        <CountdownHint countdown={countdown} sayWhy />
      </div>
      <CountdownBar closesAt={card.closesAt} totalSeconds={card.closesAfterSeconds} held={countdown.held} />
    </div>
  );
}

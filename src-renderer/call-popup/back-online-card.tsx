import { Headset, History, PhoneCall, PhoneMissed, PhoneOff, Voicemail, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { BackOnlineCard } from '../../src-preload/contract.ts';
import { ActionButton } from './action-button.tsx';
import { CardFailure } from './card-failure.tsx';
import { meanwhileOutcome } from './describe-facts.ts';
import { Fact } from './facts.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import { useWords } from './use-words.ts';

type MeanwhileCall = BackOnlineCard['calls'][number];
const shownCalls = 3;

const icons: Record<MeanwhileCall['outcome'], LucideIcon> = {
  ringing: PhoneCall,
  talking: PhoneCall,
  answered: PhoneCall,
  missed: PhoneMissed,
  voicemail: Voicemail,
  agent: Headset,
  rejected: PhoneOff,
  dropped: PhoneOff,
};

/** After sleep or a lost network: old rings never pop up late, one card says what happened meanwhile. */
export function BackOnlineCardView({ card }: { card: BackOnlineCard }) {
  const { actions, moments } = useSurroundings();
  const t = useWords();
  const [marked, setMarked] = useState(false);
  const [failed, setFailed] = useState(false);
  // What nobody returned comes first: it is the only part that asks for something.
  const calls = card.calls.toSorted((a, b) => Number(b.unreturned) - Number(a.unreturned)).slice(0, shownCalls);
  const unreturned = card.calls.filter((call) => call.unreturned).map((call) => call.callId);
  const left = card.total - calls.length;
  return (
    <div className="flex min-h-46 flex-col">
      <PopupHead
        icon={History}
        label={t('back_online')}
        tone="calm"
        time={
          <span className="ml-auto flex-none pr-0.5 font-medium">
            {t('from_until', { from: moments.time(card.from), until: moments.time(card.until) })}
          </span>
        }
        hideLabel={t('close')}
        onHide={() => actions.hide(null)}
      />
      <div className="flex-1 px-3.5 pt-0.5">
        <h1 className="text-title font-semibold">{t('calls_meanwhile', { count: card.total })}</h1>
        <ul className="mt-2 grid gap-1.25 text-meta text-text-2">
          {calls.map((call) => (
            <Meanwhile key={call.callId} call={call} />
          ))}
        </ul>
        {left > 0 && <p className="mt-1.25 pl-5.25 text-meta text-text-2">{t('in_the_list', { count: left })}</p>}
        <CardFailure failed={failed} />
      </div>
      <div className="mt-2.5 flex flex-wrap items-center gap-1.5 pr-3 pb-3 pl-3.5">
        <ActionButton label={t('show')} primary narrow letter="O" onPress={() => actions.open(null)} />
        {unreturned.length > 0 && (
          <ActionButton
            label={t('mark_to_call_back', { count: unreturned.length })}
            narrow
            letter="B"
            {...(marked ? { on: true } : {})}
            onPress={() => {
              if (marked) return;
              void actions.callBackLater(unreturned).then((saved) => {
                setMarked(saved);
                setFailed(!saved);
              });
            }}
          />
        )}
      </div>
    </div>
  );
}

function Meanwhile({ call }: { call: MeanwhileCall }) {
  const { moments, now } = useSurroundings();
  const t = useWords();
  const title = call.title ?? t('number_withheld');
  const rest = `, ${moments.time(call.at)} · ${meanwhileOutcome(call, now(), t)}`;
  const tone = call.unreturned ? 'text-critical' : call.outcome === 'answered' ? 'text-positive' : 'text-text-3';
  return (
    <Fact icon={call.unreturned ? PhoneMissed : icons[call.outcome]} tone={tone} whole={title + rest}>
      {call.unreturned ? <b className="font-medium text-text">{title}</b> : title}
      {rest}
    </Fact>
  );
}

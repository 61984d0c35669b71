import { ChevronsUp, Headset, MessageSquareQuote, ShieldCheck, TriangleAlert } from 'lucide-react';
import { clsx } from 'clsx';
import { useEffect, useState } from 'react';
import type { AgentAct, AgentCard } from '../../src-preload/contract/agent.ts';
import { agentCaller, announcedLine, heardLine, urgencyWords } from '../agent-live/describe-agent.ts';
import { useAgentActs, type AgentActs } from '../agent-live/use-agent-acts.ts';
import { WhisperField } from '../agent-live/whisper-field.tsx';
import { Icon } from '../ui/icon.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { ActionButton } from './action-button.tsx';
import { AgentLines } from './agent-lines.tsx';
import { Clock } from './clock.tsx';
import { MoreMenu } from './more-menu.tsx';
import { useSurroundings } from './popup-context.ts';
import { PopupHead } from './popup-head.tsx';
import { RevealButton } from './reveal-button.tsx';
import { ToolButton } from './tool-button.tsx';
import { useWords } from './use-words.ts';

/** The AI receptionist speaks with the caller: who, how urgent, what about; read along and step in. */
export function AgentCardView({ card }: { card: AgentCard }) {
  return card.folded ? <FoldedAgent card={card} /> : <OpenAgent card={card} />;
}

function OpenAgent({ card }: { card: AgentCard }) {
  const { actions, moments, privacy } = useSurroundings();
  const t = useWords();
  const { callId, canAct, partyHit } = card;
  const acts = useAgentActs(card, (order) => actions.actOnAgent(callId, order));
  const [isWhispering, setWhispering] = useState(false);
  const heard = card.heardBy?.leavesMachine === true ? heardLine(card, t) : null;
  const announced = [announcedLine(card, moments, t), heard].filter((line) => line !== null).join(' ');
  const isOpen = isWhispering && canAct;
  return (
    <div className="flex min-h-75.5 flex-col">
      <PopupHead
        icon={Headset}
        label={t('agent:name')}
        tone="accent"
        line={card.lineName}
        time={<Clock since={card.since} kind="talking" />}
        more={
          <>
            {canAct && (
              <ToolButton
                icon={MessageSquareQuote}
                label={t('agent:whisper')}
                letter="W"
                on={isOpen}
                onPress={() => setWhispering(!isOpen)}
              />
            )}
            <MoreMenu
              callId={callId}
              hasNumber={card.caller.numberFormatted !== null}
              canBlock={false}
              onEnd={canAct ? () => void acts.perform({ act: 'end' }) : undefined}
            />
          </>
        }
        hideLabel={t('close')}
        onHide={() => actions.hide(callId)}
      />
      <div className="flex flex-1 flex-col px-3.5 pt-0.5">
        <About card={card} />
        <AgentLines card={card} isLow={isOpen} />
        {partyHit !== null && (
          <Hint
            icon={TriangleAlert}
            tone="text-caution-text"
            words={t('agent:party_hit', { name: partyHit.name, number: partyHit.matterNumber })}
          />
        )}
        <Hint icon={ShieldCheck} tone="text-text-3" words={announced} />
        {isOpen && <Whisper acts={acts} onClose={() => setWhispering(false)} />}
      </div>
      <AgentButtons card={card} acts={acts} />
      {privacy !== null && (
        <div className="flex px-3.5 pb-3">
          <RevealButton />
        </div>
      )}
    </div>
  );
}

function About({ card }: { card: AgentCard }) {
  const t = useWords();
  const { matter, urgency, topic } = card;
  const isHigh = urgency.level === 'high';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
        <h1 className="max-w-full grow text-name font-semibold tracking-[-0.01em] wrap-anywhere">
          {agentCaller(card, t)}
        </h1>
        {card.saidName !== null && (
          <span className="inline-flex min-h-5 items-center rounded-1 border border-dashed border-control px-1.75 text-caption text-text-2">
            {t('agent:says_so')}
          </span>
        )}
        {card.caller.name !== null && card.caller.role !== null && <RoleChip role={card.caller.role} />}
      </div>
      <p className="mt-1.25 flex min-w-0 items-center gap-1.5 text-meta text-text-2">
        {urgency.level !== 'normal' && (
          <span
            className={clsx(
              'inline-flex h-5 flex-none items-center gap-1 rounded-1 px-1.75 text-caption leading-none font-medium whitespace-nowrap',
              isHigh ? 'bg-critical text-on-accent' : 'border border-line-2 bg-surface',
            )}
          >
            {isHigh && <Icon of={ChevronsUp} size={12} />}
            {urgencyWords(urgency, t)}
          </span>
        )}
        <span className="truncate" title={topic ?? undefined}>
          {matter !== null && <span className="mr-1.5 font-medium text-text">{matter.number}</span>}
          {topic ?? matter?.title}
        </span>
      </p>
    </>
  );
}

function Hint({ icon, tone, words }: { icon: typeof ShieldCheck; tone: string; words: string }) {
  return (
    <p className={clsx('mt-1.5 flex items-start gap-1.25 text-caption last:mb-2', tone)}>
      <Icon of={icon} size={14} />
      <span>{words}</span>
    </p>
  );
}

/** The line that the receptionist says next. What is typed keeps the card open; what was refused stays to be sent again. */
function Whisper({ acts, onClose }: { acts: AgentActs; onClose: () => void }) {
  const { setHold, type, locale } = useSurroundings();
  const [text, setText] = useState('');
  const typed = text !== '';
  useEffect(() => {
    setHold('typed', typed);
    return () => setHold('typed', false);
  }, [typed, setHold]);
  const close = () => {
    // The keyboard stays in the card where it was handed over; the field that had it is gone.
    document.querySelector<HTMLElement>('[data-popup] [aria-keyshortcuts="W"]')?.focus();
    onClose();
  };
  const send = () =>
    void acts.perform({ act: 'whisper', text: text.trim() }).then((isDone) => {
      if (isDone) close();
    });
  return (
    <div className="mt-1.5 mb-2">
      <WhisperField text={text} locale={locale} onText={setText} onSend={send} onClose={close} focus={type} />
    </div>
  );
}

const buttons = [
  { act: 'take', letter: 'T' },
  { act: 'message', letter: 'E' },
  { act: 'call_back', letter: 'B' },
] as const satisfies { act: AgentAct; letter: string }[];

function AgentButtons({ card, acts }: { card: AgentCard; acts: AgentActs }) {
  const t = useWords();
  const { sentence } = acts;
  const id = `agent-${card.callId}`;
  return (
    <>
      <output id={id} className={sentence === null ? 'sr-only' : 'block px-3.5 pb-2 text-caption text-text-2'}>
        {sentence}
      </output>
      <div className="flex flex-none flex-wrap items-center gap-1.5 pr-3 pb-3 pl-3.5">
        {buttons.map(({ act, letter }) => (
          <ActionButton
            key={act}
            label={t(`agent:${act}`)}
            primary={act === 'take'}
            letter={letter}
            {...(acts.isOn(act) && { on: true })}
            disabled={!card.canAct}
            describedBy={id}
            onPress={() => void acts.perform({ act })}
          />
        ))}
      </div>
    </>
  );
}

function FoldedAgent({ card }: { card: AgentCard }) {
  const { actions } = useSurroundings();
  const t = useWords();
  const about = card.topic ?? (card.matter && `${card.matter.number} ${card.matter.title}`);
  return (
    <div className="flex h-13.5 min-w-0 items-center gap-2.5 pr-2 pl-3.5">
      <Icon of={Headset} className="text-accent-text" />
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{agentCaller(card, t)}</span>
        <span className="truncate text-meta text-text-2">
          {about === null ? t('agent:name') : t('agent:strip', { topic: about })}
        </span>
      </div>
      <Clock since={card.since} kind="talking" quiet />
      <ActionButton label={t('agent:show')} small narrow primary onPress={() => actions.unfoldAgent(card.callId)} />
    </div>
  );
}

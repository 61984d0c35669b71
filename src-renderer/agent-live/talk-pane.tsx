import { ChevronsUp, Headset, PhoneForwarded, ShieldCheck, TriangleAlert, type LucideIcon } from 'lucide-react';
import { clsx } from 'clsx';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { ActAnswer } from '../../src-preload/contract.ts';
import type { AgentOrder, AgentTalk } from '../../src-preload/contract/agent.ts';
import { useWords } from '../call-popup/use-words.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { LanguageChip } from '../ui/language-chip.tsx';
import { agentCaller, announcedLine, heardLine, urgencyWords } from './describe-agent.ts';
import { useMoments, useTalkTime } from './talk-clock.tsx';
import { TalkLog } from './talk-log.tsx';
import { useAgentActs, type AgentActs } from './use-agent-acts.ts';
import { WhisperField } from './whisper-field.tsx';

/** The call on screen, while the AI receptionist has its caller: read along, and step in with the same keys as on the popup. */
export function TalkPane({ talk, send }: { talk: AgentTalk; send: (order: AgentOrder) => Promise<ActAnswer> }) {
  const t = useWords();
  const acts = useAgentActs(talk, send);
  const { partyHit, topic } = talk;
  return (
    <section
      aria-label={t('agent:name')}
      data-live-agent
      className="flex shrink-0 flex-col gap-2 border-b border-line bg-canvas px-5 py-3"
    >
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Icon of={Headset} className="text-accent-text" />
          <h3 className="selectable min-w-0 text-title font-semibold wrap-anywhere">{agentCaller(talk, t)}</h3>
          {talk.saidName !== null && (
            <span className="inline-flex min-h-5 items-center rounded-1 border border-dashed border-control bg-surface px-1.75 text-caption text-text-2">
              {t('agent:says_so')}
            </span>
          )}
          <Urgency talk={talk} />
          {talk.language !== null && <LanguageChip language={talk.language} />}
        </div>
        <Acts talk={talk} acts={acts} />
      </div>
      {topic !== null && <p className="selectable text-ui wrap-anywhere">{topic}</p>}
      <Facts talk={talk} />
      <TalkLog talk={talk} />
      {partyHit !== null && (
        <p className="flex items-start gap-2 rounded-3 border border-caution-line bg-caution-tint px-3 py-2 text-caution-text">
          <Icon of={TriangleAlert} className="mt-0.5" />
          <span>{t('agent:party_hit', { name: partyHit.name, number: partyHit.matterNumber })}</span>
        </p>
      )}
    </section>
  );
}

function Urgency({ talk: { urgency } }: { talk: AgentTalk }) {
  const t = useWords();
  if (urgency.level === 'normal') return null;
  if (urgency.level === 'today') return <Chip>{urgencyWords(urgency, t)}</Chip>;
  return (
    <span className="inline-flex h-5 flex-none items-center gap-1 rounded-1 bg-critical px-1.75 text-caption leading-none font-medium whitespace-nowrap text-on-accent">
      <Icon of={ChevronsUp} size={12} />
      {urgencyWords(urgency, t)}
    </span>
  );
}

/** How long, on which line, what was announced, and who hears it. */
function Facts({ talk }: { talk: AgentTalk }) {
  const t = useWords();
  const time = useTalkTime(talk.since);
  const heard = heardLine(talk, t);
  return (
    <p className="flex flex-wrap items-center gap-x-3.5 gap-y-0.5 text-meta text-text-2">
      <span className="font-medium text-accent-text first-letter:uppercase">{t('agent:live', { time })}</span>
      <Announced talk={talk} />
      {heard !== null && <span>{heard}</span>}
    </p>
  );
}

function Announced({ talk }: { talk: AgentTalk }) {
  const t = useWords();
  const told = talk.announced !== null;
  return (
    <span className="inline-flex items-center gap-1.25">
      <Icon of={ShieldCheck} size={14} className={told ? 'text-positive' : 'text-text-3'} />
      {announcedLine(talk, useMoments(), t)}
    </span>
  );
}

function Acts({ talk, acts }: { talk: AgentTalk; acts: AgentActs }) {
  const t = useWords();
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<'whisper' | 'end' | null>(null);
  const [text, setText] = useState('');
  const { canAct } = talk;
  const panel = canAct ? open : null;
  const close = () => {
    row.current?.querySelector<HTMLElement>(`[data-opens="${open ?? ''}"]`)?.focus();
    setOpen(null);
  };
  const whisper = () =>
    void acts.perform({ act: 'whisper', text: text.trim() }).then((isDone) => {
      if (!isDone) return;
      setText('');
      close();
    });
  const press = (act: 'take' | 'message' | 'call_back', letter: string, icon?: LucideIcon) => (
    <Button
      look={act === 'take' ? 'primary' : 'plain'}
      icon={icon}
      aria-keyshortcuts={letter}
      aria-describedby={id}
      disabled={!canAct}
      {...(acts.isOn(act) && { on: true })}
      onClick={() => void acts.perform({ act })}
    >
      {t(`agent:${act}`)}
    </Button>
  );
  const { sentence } = acts;
  return (
    <div className="ml-auto flex min-w-0 flex-col items-end gap-1.5">
      <div ref={row} className="flex flex-wrap justify-end gap-1.5">
        {press('take', 'T', PhoneForwarded)}
        {press('message', 'E')}
        {press('call_back', 'B')}
        <Button
          data-opens="whisper"
          aria-keyshortcuts="W"
          aria-expanded={panel === 'whisper'}
          disabled={!canAct}
          onClick={() => (open === 'whisper' ? close() : setOpen('whisper'))}
        >
          {t('agent:whisper')}
        </Button>
        <Button
          data-opens="end"
          aria-expanded={panel === 'end'}
          disabled={!canAct}
          {...(acts.isOn('end') && { on: true })}
          onClick={() => (acts.isOn('end') ? undefined : open === 'end' ? close() : setOpen('end'))}
        >
          {t('agent:end')}
        </Button>
      </div>
      <output
        id={id}
        className={clsx('text-right text-meta text-text-2', sentence === null && panel !== null && 'sr-only')}
      >
        {sentence ?? t('agent:keeps')}
      </output>
      {panel === 'whisper' && (
        <div className="w-full min-w-80">
          <WhisperField
            text={text}
            onText={setText}
            onSend={whisper}
            onClose={close}
            focus={(field) => field.focus()}
          />
        </div>
      )}
      {panel === 'end' && (
        <EndPanel
          onEnd={() => {
            close();
            void acts.perform({ act: 'end' });
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

/** It ends the call of a caller, so it is asked once more. */
function EndPanel({ onEnd, onClose }: { onEnd: () => void; onClose: () => void }) {
  const t = useWords();
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    onClose();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset aria-describedby={id} className="flex flex-wrap items-center justify-end gap-1.5">
      <legend className="sr-only">{t('agent:end')}</legend>
      <p id={id} className="text-meta text-text-2">
        {t('agent:end_sure')}
      </p>
      <Button ref={(button) => button?.focus()} aria-describedby={id} onClick={onEnd} onKeyDown={onKeyDown}>
        {t('agent:end_now')}
      </Button>
      <Button onClick={onClose} onKeyDown={onKeyDown}>
        {t('agent:end_not')}
      </Button>
    </fieldset>
  );
}

import { ChevronsUp, Headset } from 'lucide-react';
import { clsx } from 'clsx';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import { useWords } from '../call-popup/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { agentCaller, urgencyWords } from './describe-agent.ts';
import { useTalkTime } from './talk-clock.tsx';

/** Pinned above the list, whatever is searched for: the calls that the AI receptionist has now. Nothing where there is none. */
export function LiveTalks({
  talks,
  selectedId,
  onRead,
}: {
  talks: readonly AgentTalk[];
  selectedId: string | null;
  onRead: (callId: string) => void;
}) {
  const t = useWords();
  if (talks.length === 0) return null;
  return (
    <ul
      aria-label={t('agent:talks')}
      // Three and a half: that there are more is seen.
      className="scroll-quiet max-h-70 shrink-0 space-y-1 px-2.5 pt-2 pb-1"
    >
      {talks.map((talk) => (
        <li key={talk.callId}>
          <LiveTalk talk={talk} selected={talk.callId === selectedId} onRead={() => onRead(talk.callId)} />
        </li>
      ))}
    </ul>
  );
}

function LiveTalk({ talk, selected, onRead }: { talk: AgentTalk; selected: boolean; onRead: () => void }) {
  const t = useWords();
  const time = useTalkTime(talk.since);
  const { urgency, lineName, matter } = talk;
  const isHigh = urgency.level === 'high';
  const where = matter?.number ?? lineName;
  return (
    <button
      type="button"
      aria-current={selected || undefined}
      onClick={onRead}
      className={clsx(
        'grid w-full cursor-default grid-cols-[1.125rem_1fr_auto] gap-x-2.25 rounded-2 border border-dashed border-control px-2 pt-1.75 pb-2 text-left text-meta',
        selected ? 'bg-selected' : 'bg-surface hover:bg-hover',
      )}
    >
      <Icon of={Headset} className="mt-0.5 text-accent-text" />
      <span className="cut text-ui font-semibold">{agentCaller(talk, t)}</span>
      <span className="leading-5 font-medium text-accent-text">{t('agent:live', { time })}</span>
      <span className="cut col-span-2 col-start-2 text-text-2">
        {where === null ? t('agent:speaking') : t('agent:speaking_line', { line: where })}
      </span>
      <span className="col-span-2 col-start-2 mt-0.75 flex items-center justify-between gap-1.5">
        <span className={clsx('flex items-center gap-1', isHigh ? 'font-medium text-critical-text' : 'text-text-2')}>
          {isHigh && <Icon of={ChevronsUp} size={14} />}
          {urgency.level === 'normal' ? '' : urgencyWords(urgency, t)}
        </span>
        <span className="text-accent-text">{t('agent:show')}</span>
      </span>
    </button>
  );
}

/** In a row of the list and in the header of the call: `Receptionist is speaking · 0:42 · high urgency`. */
export function TalkWords({ talk }: { talk: AgentTalk }) {
  const t = useWords();
  const words = t('agent:row', { time: useTalkTime(talk.since) });
  const { level } = talk.urgency;
  return level === 'normal' ? words : `${words} · ${t(`agent:row_urgency.${level}`)}`;
}

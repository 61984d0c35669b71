import type { AgentTalk } from '@callbrief/relay/wire/agent-talk';
import { clsx } from 'clsx';
import { Scissors } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import type { TurnView } from './turn-stages.ts';

/** Who said what; what belongs to the chosen reply is marked and in sight. */
export function SaidLines({ lines, chosen }: { lines: AgentTalk['lines']; chosen: TurnView | null }) {
  const { t } = useTranslation('agentTalk');
  const format = useFormat();
  const listRef = useRef<HTMLOListElement>(null);
  // What the caller said is before the reply is wanted, the reply itself after.
  const lastCaller = lines.findLast(({ who, fromMs }) => who === 'caller' && fromMs <= (chosen?.turn.atMs ?? -1));
  const isOfTurn = (line: AgentTalk['lines'][number]) =>
    chosen !== null &&
    (line.who === 'caller'
      ? chosen.to.kind === 'words' && line === lastCaller
      : line.fromMs >= chosen.turn.atMs && line.fromMs < chosen.untilMs);
  const first = lines.findIndex(isOfTurn);
  const last = lines.findLastIndex(isOfTurn);
  useEffect(() => {
    // The first one wins where both are not in sight at once.
    for (const at of [last, first]) listRef.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [first, last]);
  if (lines.length === 0) return <p className="text-meta text-text-2">{t('noWords')}</p>;
  return (
    <ol
      ref={listRef}
      aria-label={t('said')}
      // What scrolls must be reached by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="scroll-quiet selectable grid min-h-0 content-start gap-1"
    >
      {lines.map((line) => (
        <li
          key={`${line.who} ${String(line.fromMs)}`}
          data-of-turn={isOfTurn(line)}
          lang={line.language}
          className={clsx('rounded-2 px-2 py-1', isOfTurn(line) && 'bg-line-now')}
        >
          <span className="flex items-baseline gap-1.5 text-meta text-text-2" lang="">
            <b className="font-semibold">{t(`who.${line.who}`)}</b>
            {format.place(line.fromMs)}
          </span>
          {line.text}
          {line.isCutOff && (
            <span className="ml-1.5 inline-flex items-center gap-1 text-meta text-caution-text">
              <Icon of={Scissors} size={12} />
              {t('cutOff')}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

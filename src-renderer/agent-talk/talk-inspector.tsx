import type { AgentTalk } from '@callbrief/relay/wire/agent-talk';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChip } from '../ui/filter-chip.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SaidLines } from './said-lines.tsx';
import { TalkFacts } from './talk-facts.tsx';
import { TalkTimeline } from './talk-timeline.tsx';
import { TurnFacts } from './turn-facts.tsx';
import { TurnList } from './turn-list.tsx';
import { passes, turnFilters, turnsOf, type TurnFilter, type TurnView } from './turn-stages.ts';

/** Around a reply: what the caller said before it, and a little of what came after. */
const BEFORE_MS = 4_000;
const AFTER_MS = 3_000;

/** One talk, gone through reply by reply. */
export function TalkInspector({ talk }: { talk: AgentTalk }) {
  const { t } = useTranslation('agentTalk');
  const turns = useMemo(() => turnsOf(talk), [talk]);
  const [filter, setFilter] = useState<TurnFilter>('all');
  const [zoom, setZoom] = useState<'talk' | 'turn'>('talk');
  const [generation, setGeneration] = useState(turns[0]?.turn.generation ?? null);
  const shown = turns.filter((view) => passes(view, filter));
  const chosen = shown.find(({ turn }) => turn.generation === generation) ?? shown[0] ?? null;
  return (
    <div className="@container grid gap-3">
      <TalkFacts talk={talk} />
      <div className="flex flex-wrap items-center gap-2">
        <span role="group" aria-label={t('filter.label')} className="flex flex-wrap gap-1">
          {turnFilters.map((one) => (
            <FilterChip
              key={one}
              label={t(`filter.${one}`)}
              on={filter === one}
              count={one === 'all' ? undefined : turns.filter((view) => passes(view, one)).length}
              onPress={() => setFilter(one)}
            />
          ))}
        </span>
        <span className="ml-auto">
          <Segmented
            label={t('zoom.label')}
            value={zoom}
            segments={[
              { value: 'talk', label: t('zoom.talk') },
              { value: 'turn', label: t('zoom.turn') },
            ]}
            onChange={setZoom}
          />
        </span>
      </div>
      <TalkTimeline talk={talk} chosen={chosen} range={rangeOf(talk, zoom === 'turn' ? chosen : null)} />
      {chosen ? <TurnFacts view={chosen} /> : <p className="text-meta text-text-2">{t('noTurns')}</p>}
      <div className="grid h-60 grid-cols-[minmax(0,1fr)_18rem] gap-3 @max-[40rem]:h-auto @max-[40rem]:grid-cols-1">
        {shown.length > 0 && (
          <TurnList turns={shown} chosen={chosen} onChoose={({ turn }) => setGeneration(turn.generation)} />
        )}
        <SaidLines lines={talk.lines} chosen={chosen} />
      </div>
    </div>
  );
}

function rangeOf(talk: AgentTalk, view: TurnView | null): { fromMs: number; toMs: number } {
  const lengthMs = Math.max(1, Date.parse(talk.endedAt) - Date.parse(talk.startedAt));
  if (view === null) return { fromMs: 0, toMs: lengthMs };
  const { atMs, voiceEndToTurnEnd } = view.turn;
  return {
    fromMs: Math.max(0, atMs - (voiceEndToTurnEnd ?? 0) - BEFORE_MS),
    toMs: Math.min(lengthMs, atMs + (view.turn.voiceEndToFirstFrame ?? 0) + AFTER_MS),
  };
}

import type { AgentTalk } from '@callbrief/relay/wire/agent-talk';
import { CloudUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/chip.tsx';
import { LanguageChip } from '../ui/language-chip.tsx';
import { useFormat } from '../words/format.ts';
import { spreadOf } from './turn-stages.ts';
import { useTurnWords } from './use-turn-words.ts';

const FRAME_MS = 20;

/** The talk in a few words: how it ended, who heard, thought and spoke, and how it felt. */
export function TalkFacts({ talk }: { talk: AgentTalk }) {
  const { t } = useTranslation('agentTalk');
  const { took } = useTurnWords();
  const format = useFormat();
  const felt = spreadOf(talk.turns.flatMap((turn) => turn.voiceEndToFirstFrame ?? []));
  const bargeIn = spreadOf(talk.turns.flatMap((turn) => turn.bargeIn ?? []));
  const fellBack = talk.moments.filter(({ kind }) => kind === 'fell_back').length;
  const seconds = Math.round((Date.parse(talk.endedAt) - Date.parse(talk.startedAt)) / 1_000);
  const figures: [label: string, value: string, why?: string | undefined][] = [
    [
      t('figure.felt'),
      felt === null ? t('notMeasured') : took(felt.median),
      felt === null ? undefined : t('p95', { time: took(felt.p95) }),
    ],
    [t('figure.bargeIn'), bargeIn === null ? t('never') : took(bargeIn.p95)],
    [t('figure.falseInterruptions'), format.number(talk.falseInterruptions)],
    [t('figure.fallBacks'), format.number(fellBack)],
    [t('figure.lostSound'), took(talk.lostFrames * FRAME_MS)],
  ];
  return (
    <div className="grid gap-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta text-text-2">
        <span>{t(`ended.${talk.ended}`)}</span>
        <span aria-hidden="true">·</span>
        <span>{format.duration(seconds)}</span>
        <span aria-hidden="true">·</span>
        <span>{t(`receptionist.${talk.receptionist}`)}</span>
        <LanguageChip language={talk.language} />
      </p>
      <dl className="grid grid-cols-5 divide-x divide-line rounded-3 border border-line bg-surface @max-[40rem]:grid-cols-2">
        {figures.map(([label, value, why]) => (
          <div key={label} className="min-w-0 px-3 py-1.75">
            <dt className="text-meta text-text-2">{label}</dt>
            <dd className="text-title font-semibold">
              {value}
              {why !== undefined && <small className="block text-meta font-normal text-text-2">{why}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-meta text-text-2">
        {(['heardBy', 'thoughtBy', 'spokenBy'] as const).map((who) => (
          <div key={who} className="flex min-w-0 flex-wrap items-center gap-1.5">
            <dt>{t(`engine.${who}`)}</dt>
            {talk[who].length === 0 && <dd>{t('engine.none')}</dd>}
            {talk[who].map(({ id, leavesMachine, region }) => (
              <dd key={id} className="selectable flex items-center gap-1 text-text">
                {id}
                {leavesMachine && (
                  <Chip icon={CloudUpload}>{region === null ? t('engine.elsewhere') : region.toUpperCase()}</Chip>
                )}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </div>
  );
}

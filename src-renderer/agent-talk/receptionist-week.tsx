import type { ReceptionistFigures } from '@callbrief/relay/wire/agent-talk';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentTalkRequests } from '../../src-preload/contract/agent-talk.ts';
import { OptionRow, OptionRows } from '../settings/option-row.tsx';
import { useStores } from '../stores/stores.ts';
import { useFormat } from '../words/format.ts';
import { useTurnWords } from './use-turn-words.ts';

/** How the receptionist did in the last seven days, for whoever looks after it. */
export function ReceptionistWeek() {
  const { t } = useTranslation('agentTalk');
  const control = useTranslation('control').t;
  const { bridge } = useStores();
  const [answer, setAnswer] = useState<AgentTalkRequests['agent-talk:figures']['answer'] | null>(null);
  useEffect(() => {
    let isGone = false;
    const told = (next: AgentTalkRequests['agent-talk:figures']['answer']) => {
      if (!isGone) setAnswer(next);
    };
    void bridge.request('agent-talk:figures').then(told, () => told({ refused: 'failed' }));
    return () => {
      isGone = true;
    };
  }, [bridge]);
  return (
    <section aria-labelledby="receptionist-week" className="mt-4">
      <h3 id="receptionist-week" className="mb-1.5 font-semibold">
        {t('week.title')}
      </h3>
      <OptionRows>
        {answer === null || 'refused' in answer ? (
          <OptionRow label={answer === null ? t('week.reading') : control(`refusal.${answer.refused}`)} />
        ) : (
          <Figures figures={answer.figures} />
        )}
      </OptionRows>
    </section>
  );
}

function Figures({ figures }: { figures: ReceptionistFigures }) {
  const { t } = useTranslation('agentTalk');
  const { took } = useTurnWords();
  const format = useFormat();
  const { talks, ended, voiceEndToFirstFrame: felt, bargeIn, fallBacks } = figures;
  if (talks === 0) return <OptionRow label={t('week.none')} what={t('week.noneWhy')} />;
  const endings = Object.entries(ended) as [keyof typeof ended, number][];
  return (
    <>
      <OptionRow
        label={t('week.talks')}
        what={endings
          .toSorted(([, a], [, b]) => b - a)
          .map(([how, count]) => t('week.endedHow', { how: t(`ended.${how}`), number: count }))
          .join(' · ')}
      >
        <Value>{figures.isPart ? t('week.atLeast', { number: format.number(talks) }) : format.number(talks)}</Value>
      </OptionRow>
      <OptionRow label={t('figure.felt')} what={t('week.feltWhat')}>
        <Value>
          {felt === null ? t('notMeasured') : t('week.spread', { median: took(felt.median), p95: took(felt.p95) })}
        </Value>
      </OptionRow>
      <OptionRow label={t('figure.bargeIn')} what={t('week.bargeInWhat')}>
        <Value>{bargeIn === null ? t('never') : t('p95', { time: took(bargeIn.p95) })}</Value>
      </OptionRow>
      <OptionRow label={t('figure.fallBacks')} what={t('week.fallBacksWhat')}>
        <Value>{t('week.fallBacks', fallBacks)}</Value>
      </OptionRow>
    </>
  );
}

const Value = ({ children }: { children: string }) => <span className="selectable font-semibold">{children}</span>;

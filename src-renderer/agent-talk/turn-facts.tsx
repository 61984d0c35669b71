import { useTranslation } from 'react-i18next';
import { StageSwatch } from './turn-bar.tsx';
import { stagesOf, type TurnView } from './turn-stages.ts';
import { useTurnWords } from './use-turn-words.ts';

/** The chosen reply in numbers: what the caller waited first, then what it was made of. */
export function TurnFacts({ view }: { view: TurnView }) {
  const { t } = useTranslation('agentTalk');
  const { took, waited } = useTurnWords();
  const { turn } = view;
  const isFelt = turn.voiceEndToFirstFrame !== null;
  return (
    <section aria-label={t('chosenTurn')} className="grid gap-1.5">
      <dl className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-meta text-text-2">
        <div className="flex items-baseline gap-1.5">
          <dt>{t(isFelt ? 'felt' : 'replyTook')}</dt>
          <dd className="text-title font-semibold text-text">{waited(turn)}</dd>
        </div>
        {stagesOf(turn).map(({ stage, ms }) => (
          <div key={stage} className="flex items-center gap-1.25">
            <StageSwatch stage={stage} />
            <dt>{t(`stage.${stage}`)}</dt>
            <dd className="text-text">{took(ms)}</dd>
          </div>
        ))}
        {turn.bargeIn !== null && (
          <div className="flex items-center gap-1.25">
            <dt>{t('bargeIn')}</dt>
            <dd className="text-text">{took(turn.bargeIn)}</dd>
          </div>
        )}
      </dl>
      {(view.fellBack.length > 0 || view.tools.length > 0) && (
        <ul className="selectable flex flex-wrap gap-x-4 text-meta text-text-2">
          {view.fellBack.map((text) => (
            <li key={text} className="text-critical-text">
              {t('fellBackHow', { how: text })}
            </li>
          ))}
          {view.tools.map(({ atMs, text, ms }) => (
            <li key={`${String(atMs)} ${text ?? ''}`}>{t('toolTook', { tool: text ?? '', time: took(ms ?? 0) })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

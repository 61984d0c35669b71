import type { ScriptProblem, ShownStep } from '@callbrief/relay/wire/receptionist';
import type { Language } from '@callbrief/relay/wire/scalars';
import { clsx } from 'clsx';
import { ArrowDown, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { FlowStep } from './flow-step.tsx';

/** The steps of a script as a drawing that can be walked through: boxes in the order of the talk, and arrows between them. */
export function ScriptFlow({
  steps,
  problems,
  language,
  onShowLine,
}: {
  steps: readonly ShownStep[];
  problems: readonly ScriptProblem[];
  language: Language;
  onShowLine: (line: number) => void;
}) {
  const { t } = useTranslation('receptionist');
  const names = new Set(steps.map(({ name }) => name));
  const wrong = new Set(problems.map(({ step }) => step));
  return (
    <section aria-labelledby="receptionist-flow" className="mt-7">
      <h3 id="receptionist-flow" className="mb-1 font-semibold">
        {t('flow.title')}
      </h3>
      <p className="mb-2 max-w-160 text-meta text-text-2">{t('flow.what')}</p>
      {steps.length === 0 ? (
        <p className="flex items-center gap-1.5 rounded-3 border border-line px-3.5 py-3 text-text-2">
          <Icon of={CircleAlert} size={14} />
          {t('flow.nothing')}
        </p>
      ) : (
        <ol className="rounded-3 border border-line bg-canvas px-4 pt-4 pb-5">
          {steps.map((step, index) => {
            const next = steps[index + 1]?.name;
            const goesOn = next !== undefined && step.to.some(({ answer, step: to }) => answer === null && to === next);
            const isLast = index === steps.length - 1;
            return (
              <li key={step.name} className={clsx(!isLast && !goesOn && 'mb-4')}>
                <FlowStep
                  step={step}
                  next={goesOn ? next : null}
                  isWrong={wrong.has(step.name)}
                  isKnown={(name) => names.has(name)}
                  language={language}
                  onShowLine={onShowLine}
                />
                {goesOn && (
                  <div aria-hidden="true" className="flex h-7 flex-col items-center text-text-3">
                    <span className="w-px grow bg-line-2" />
                    <Icon of={ArrowDown} size={14} className="-mt-1.5" />
                  </div>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

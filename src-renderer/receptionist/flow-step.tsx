import type { ShownStep } from '@callbrief/relay/wire/receptionist';
import type { Language } from '@callbrief/relay/wire/scalars';
import { clsx } from 'clsx';
import { CircleAlert, CornerDownRight, Hash, MessageCircleQuestion, Pilcrow, ShieldCheck, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useFlowWords } from './use-flow-words.ts';

const idOf = (name: string) => `receptionist-step-${name}`;

/** Goes to the box of a step: the keyboard with it. */
export function goToStep(name: string): void {
  const box = document.getElementById(idOf(name));
  box?.scrollIntoView({ block: 'nearest' });
  box?.focus({ preventScroll: true });
}

/** One box: what is said, what is asked, and where it goes on. */
export function FlowStep({
  step,
  next,
  isWrong,
  isKnown,
  language,
  onShowLine,
}: {
  step: ShownStep;
  /** An arrow of its own leads there, to the box below. */
  next: string | null;
  isWrong: boolean;
  isKnown: (name: string) => boolean;
  language: Language;
  onShowLine: (line: number) => void;
}) {
  const { t } = useTranslation('receptionist');
  const words = useFlowWords();
  const { line } = step;
  const others = step.to.filter(({ answer, step: to }) => !(answer === null && to === next));
  return (
    <article
      id={idOf(step.name)}
      tabIndex={-1}
      aria-labelledby={`${idOf(step.name)}-title`}
      className={clsx(
        'scroll-my-24 rounded-3 border bg-surface px-3.5 py-2.5 shadow-1',
        isWrong ? 'border-critical' : 'border-line-2',
      )}
    >
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
        <h4 id={`${idOf(step.name)}-title`} className="font-mono text-meta font-semibold">
          <span className="sr-only">{t('flow.step', { name: '' })}</span>
          {step.name}
        </h4>
        {isWrong && (
          <Chip tone="critical" icon={CircleAlert}>
            {t('flow.hasMistake')}
          </Chip>
        )}
        {step.entries.map((entry) => (
          <Chip key={entry} tone={entry === 'start' ? 'accent' : 'neutral'}>
            {words.entry(entry)}
          </Chip>
        ))}
        {!step.isInterruptible && <Chip icon={ShieldCheck}>{t('flow.toEnd')}</Chip>}
        <span className="grow" />
        {line !== null && (
          <IconButton
            size={24}
            icon={Pilcrow}
            label={`${t('flow.inText')}: ${step.name}`}
            onClick={() => onShowLine(line)}
          />
        )}
      </div>
      {step.say !== null && (
        <p lang={language} className="selectable mt-0.5 text-read">
          “{step.say}”
        </p>
      )}
      {step.ask !== null && <Fact icon={MessageCircleQuestion}>{t('flow.asks', { what: words.asked(step.ask) })}</Fact>}
      {step.tool !== null && <Fact icon={Wrench}>{t('flow.does', { what: words.tool(step.tool) })}</Fact>}
      {step.confirm !== null && (
        <Fact icon={CornerDownRight}>
          <span lang={language}>{t('flow.readBack', { text: step.confirm })}</span>
        </Fact>
      )}
      {step.keys.length > 0 && (
        <Fact icon={Hash}>
          {step.keys.map(({ key, answer }) => t('flow.key', { key, answer: words.answer(answer) })).join(' · ')}
        </Fact>
      )}
      {step.repair.length > 0 && (
        <details className="mt-1 text-meta text-text-2">
          <summary className="w-fit cursor-default">{t('flow.notUnderstood')}</summary>
          <ul className="mt-1 grid gap-0.5 pl-4">
            {step.repair.map((text) => (
              <li key={text} lang={language} className="selectable">
                “{text}”
              </li>
            ))}
          </ul>
        </details>
      )}
      {step.isEnd && <p className="mt-1.5 text-meta font-medium text-text-2">{t('flow.ends')}</p>}
      {others.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 border-t border-line pt-2">
          {others.map(({ answer, step: to }) => (
            <li key={`${String(answer)} ${to}`} className="flex items-center gap-1.5 text-meta">
              <span className="text-text-2">{answer === null ? t('flow.then') : words.way(answer)}</span>
              <span aria-hidden="true" className="text-text-3">
                →
              </span>
              {isKnown(to) ? (
                <button
                  type="button"
                  aria-label={t('flow.goTo', { name: to })}
                  onClick={() => goToStep(to)}
                  className="min-h-6 rounded-1 px-1 font-mono text-accent-text underline underline-offset-2 hover:bg-hover"
                >
                  {to}
                </button>
              ) : (
                <span className="font-mono text-critical-text">
                  {to} ({t('flow.missing')})
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Fact({ icon, children }: { icon: typeof Hash; children: ReactNode }) {
  return (
    <p className="mt-1 flex items-start gap-1.5 text-meta text-text-2">
      <Icon of={icon} size={14} className="mt-px text-text-3" />
      <span>{children}</span>
    </p>
  );
}

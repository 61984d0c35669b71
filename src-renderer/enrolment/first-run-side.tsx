import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EnrolmentStep } from '../stores/enrolment-store.ts';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Icon } from '../ui/icon.tsx';

const places: Record<EnrolmentStep, number> = { connect: 0, connected: 0, choose: 1, ring_test: 2 };

/** What Callbrief is, and the three steps. */
export function FirstRunSide({ step }: { step: EnrolmentStep }) {
  const { t } = useTranslation('enrolment');
  const at = places[step];
  const steps = [
    [t('step.connect'), t('step.connectWhat')],
    [t('step.choose'), t('step.chooseWhat')],
    [t('step.ringTest'), t('step.ringTestWhat')],
  ] as const;
  return (
    <aside className="scroll-quiet flex w-117 shrink-0 flex-col border-r border-line bg-rail pt-24 pr-14 pb-10 pl-16">
      <BrandMark className="size-10 shrink-0" />
      <h1 className="mt-6.75 text-[1.75rem] leading-8.5 font-semibold tracking-[-0.02em]">{t('promise')}</h1>
      <p className="mt-2.5 text-read text-text-2">{t('about')}</p>
      <ol aria-label={t('steps')} className="mt-10">
        {steps.map(([title, what], index) => (
          <li
            key={title}
            aria-current={index === at ? 'step' : undefined}
            className="relative grid grid-cols-[1.625rem_1fr] gap-x-3 pb-5 not-last:before:absolute not-last:before:top-7 not-last:before:bottom-0.5 not-last:before:left-3.25 not-last:before:w-px not-last:before:bg-line-2"
          >
            <span
              aria-hidden="true"
              className={clsx(
                'flex size-6.5 items-center justify-center rounded-full border-[1.5px] text-meta font-semibold',
                index <= at ? 'border-accent bg-accent text-on-accent' : 'border-control bg-rail text-text-2',
              )}
            >
              {index < at ? <Icon of={Check} size={14} /> : index + 1}
            </span>
            <b className="leading-6.5 font-semibold">
              {title}
              {index < at && <span className="sr-only">, {t('step.done')}</span>}
            </b>
            <small className="col-start-2 text-meta leading-4.25 text-text-2">{what}</small>
          </li>
        ))}
      </ol>
      <p className="mt-auto text-caption text-text-2">{step === 'connect' ? t('onlyChecked') : ''}</p>
    </aside>
  );
}

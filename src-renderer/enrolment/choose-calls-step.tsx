import { clsx } from 'clsx';
import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';

const scopes = ['my_line', 'my_lawyers', 'all_lines'] as const;

/** Step 2: which calls pop up on this computer. */
export function ChooseCallsStep({
  scope,
  onScope,
  onNext,
}: {
  scope: Settings['popupScope'];
  onScope: (scope: Settings['popupScope']) => void;
  onNext: () => void;
}) {
  const { t } = useTranslation('enrolment');
  return (
    <div className="grid gap-4.5">
      <div>
        <h2 className="text-name font-semibold">{t('chooseTitle')}</h2>
        <p className="mt-1 text-text-2">{t('chooseHelp')}</p>
      </div>
      <RadioGroup.Root
        aria-label={t('chooseTitle')}
        value={scope}
        onValueChange={(value) => {
          const chosen = scopes.find((one) => one === value);
          if (chosen) onScope(chosen);
        }}
        className="rounded-3 border border-line"
      >
        {scopes.map((one) => (
          <RadioGroup.Item
            key={one}
            value={one}
            className={clsx(
              'flex w-full items-start gap-3 px-3.5 py-2.5 text-left first:rounded-t-3 last:rounded-b-3 not-first:border-t not-first:border-line',
              one === scope ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <span
              className={clsx(
                'mt-0.5 size-4 shrink-0 rounded-full',
                one === scope ? 'border-[5px] border-accent bg-surface' : 'border-[1.5px] border-control bg-surface',
              )}
            />
            <span>
              <span className="block font-medium">{t(`scope.${one}`)}</span>
              <span className="block text-meta text-text-2">{t(`scope.${one}What`)}</span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div>
        <Button look="primary" size={36} onClick={onNext}>
          {t('nextRingTest')}
        </Button>
      </div>
    </div>
  );
}

import { Check, Play, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RingTestData } from '../stores/ring-test-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Step 3: the popup once, with its measured delay, or the reason why it was not shown. */
export function RingTestStep({
  data,
  onRing,
  onFinish,
}: {
  data: RingTestData;
  onRing: () => void;
  onFinish: () => void;
}) {
  const { t } = useTranslation('enrolment');
  const settings = useTranslation('settings').t;
  const { run, refused, starting } = data;
  const ringing = starting || (run !== null && !run.done);
  const last = run?.rings.at(-1);
  return (
    <div className="grid gap-4.5">
      <div>
        <h2 className="text-name font-semibold">{t('ringTestTitle')}</h2>
        <p className="mt-1 text-text-2">{t('ringTestHelp')}</p>
      </div>
      <div role="status" className="min-h-5">
        {last?.result === 'painted' && (
          <p className="flex gap-2">
            <Icon of={Check} className="mt-0.5 text-positive" />
            {t('ringShown', { ms: Math.round(last.totalMs) })}
          </p>
        )}
        {last?.result === 'not_shown' && (
          <p className="flex gap-2">
            <Icon of={TriangleAlert} className="mt-0.5 text-caution" />
            {settings('ringTest.notShown', { count: 1, reason: settings(`ringTest.reason.${last.reason}`) })}
          </p>
        )}
        {refused !== null && (
          <p className="flex gap-2">
            <Icon of={TriangleAlert} className="mt-0.5 text-caution" />
            {refused === 'failed' ? settings('ringTest.failed') : settings(`ringTest.refused.${refused}`)}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <Button look={last ? 'plain' : 'primary'} size={36} icon={Play} iconFilled busy={ringing} onClick={onRing}>
          {ringing ? t('ringing') : t('ringOnce')}
        </Button>
        <Button look={last ? 'primary' : 'quiet'} size={36} onClick={onFinish}>
          {last ? t('finish') : t('skip')}
        </Button>
      </div>
    </div>
  );
}

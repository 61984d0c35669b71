import { MicOff, Pause, PhoneCall } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import { CallControls } from '../call-control/call-controls.tsx';
import { useCallActs } from '../call-control/use-call-acts.ts';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';

/** The bar under the header while I am on the phone; what could not be done stays readable when the call is over. */
export function LiveCall({ call, focusField }: { call: CallDetail; focusField: (field: HTMLElement) => void }) {
  const { t } = useTranslation('control');
  const { last } = useCallActs(call.id);
  const { control } = call;
  if (control === null && (last === null || last.answer.result === 'done')) return null;
  return (
    <div className="shrink-0 border-b border-line bg-sunken px-5 py-2.5">
      {control !== null && (
        <p className="mb-2 flex min-h-5 flex-wrap items-center gap-2">
          <span className="inline-flex items-center gap-1.25 font-semibold text-positive-text">
            <Icon of={PhoneCall} size={14} />
            {t('youAreOn')}
          </span>
          {control.onHold && (
            <Chip tone="caution" icon={Pause}>
              {t('onHold')}
            </Chip>
          )}
          {control.muted && (
            <Chip tone="caution" icon={MicOff}>
              {t('muted')}
            </Chip>
          )}
        </p>
      )}
      <CallControls callId={call.id} control={control} focusField={focusField} />
    </div>
  );
}

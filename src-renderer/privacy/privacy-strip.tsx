import { Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AppState, Bridge } from '../../src-preload/contract.ts';
import { HoldButton } from '../ui/hold-button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Says that names are hidden and why; as long as its button is held, they are not. */
export function PrivacyStrip(props: { privacy: AppState['privacy']; bridge: Pick<Bridge, 'request'> }) {
  const { privacy, bridge } = props;
  const { t } = useTranslation('app');
  const popup = useTranslation('popup').t;
  return (
    <div data-pane="privacy" className="flex shrink-0 items-center gap-2 border-b border-line bg-sunken px-5 py-1.5">
      <Icon of={EyeOff} className="text-text-2" />
      <p className="grow text-meta text-text-2">
        {privacy.because === 'screen_shared' ? t('privacy.shared') : t('privacy.covered')}
      </p>
      <HoldButton
        icon={Eye}
        label={popup('privacy.hold')}
        onHold={(held) => void bridge.request('privacy:reveal', { held }).catch(() => undefined)}
      />
    </div>
  );
}

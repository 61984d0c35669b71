import { Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppState, Bridge } from '../../src-preload/contract.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { HoldButton } from '../ui/hold-button.tsx';
import { Icon } from '../ui/icon.tsx';

/** While names are hidden, what was said and written is covered, except as long as somebody holds the button. */
export function CoveredDetail(props: {
  privacy: AppState['privacy'];
  bridge: Pick<Bridge, 'request'>;
  children: ReactNode;
}) {
  const { privacy, bridge, children } = props;
  const { t } = useTranslation('app');
  const popup = useTranslation('popup').t;
  if (privacy.because === null) return children;
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col bg-surface">
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
      {privacy.revealed ? (
        <div className="flex min-h-0 min-w-0 grow">{children}</div>
      ) : (
        <div className="flex min-h-0 grow flex-col justify-center">
          <EmptyState icon={EyeOff} title={t('privacy.covered')}>
            {t('privacy.coveredWhy')}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

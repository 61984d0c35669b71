import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppState, Bridge } from '../../src-preload/contract.ts';
import { PrivacyStrip } from '../privacy/privacy-strip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** While names are hidden, what was said and written is covered, except as long as somebody holds the button. */
export function CoveredDetail(props: {
  privacy: AppState['privacy'];
  bridge: Pick<Bridge, 'request'>;
  children: ReactNode;
}) {
  const { privacy, bridge, children } = props;
  const { t } = useTranslation('app');
  if (privacy.because === null) return children;
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col bg-surface">
      <PrivacyStrip privacy={privacy} bridge={bridge} />
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

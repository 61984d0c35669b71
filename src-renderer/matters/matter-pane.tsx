import { FolderX } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CallFileOutcome } from '../calls/call-file-outcome.tsx';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { NoticeStrip } from '../ui/notice-strip.tsx';
import { MatterAside } from './matter-aside.tsx';
import { MatterHeader } from './matter-header.tsx';
import { TimelinePane } from './timeline-pane.tsx';

/** The matter that is open: who and what, what happened, and what is owed. */
export function MatterPane({ remPx, findRef }: { remPx: number; findRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('matters');
  const { matters, dial } = useStores();
  const { view, gone } = useStore(matters.store);
  const now = useOfficeNow(30_000);
  if (view === null)
    return gone ? (
      <EmptyState
        icon={FolderX}
        title={t('gone')}
        action={<Button onClick={() => matters.open(null)}>{t('back')}</Button>}
      >
        {t('goneNothing')}
      </EmptyState>
    ) : null;
  return (
    <>
      {gone && (
        <div className="p-2">
          <NoticeStrip
            tone="critical"
            icon={FolderX}
            title={t('gone')}
            text={t('goneWhy')}
            action={{ label: t('back'), onPress: () => matters.open(null) }}
          />
        </div>
      )}
      <MatterHeader view={view} now={now} onCall={dial.ask} />
      <CallFileOutcome />
      <div className="flex min-h-0 grow">
        <TimelinePane view={view} now={now} remPx={remPx} findRef={findRef} />
        <MatterAside view={view} onCall={dial.ask} />
      </div>
    </>
  );
}

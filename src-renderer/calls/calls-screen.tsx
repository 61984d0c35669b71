import { useCallback, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { useStores } from '../stores/stores.ts';
import { CallDetailPane } from './call-detail-pane.tsx';
import { CallListPane } from './call-list-pane.tsx';

/** Binds list and detail to their stores. */
export function CallsScreen({
  app,
  noteRef,
  detailRef,
}: {
  app: AppState;
  noteRef: RefObject<HTMLTextAreaElement | null>;
  detailRef: RefObject<HTMLElement | null>;
}) {
  const { callList, callDetail, screen, ringTest } = useStores();
  const list = useStore(callList.store);
  const detail = useStore(callDetail.store);
  const { statusMenuOpen } = useStore(screen);
  const onShow = useCallback((first: number, last: number) => callList.show(first, last), [callList]);
  return (
    <main className="flex min-h-0 min-w-0 grow">
      <CallListPane
        data={list}
        filling={app.filling}
        remPx={(16 * app.settings.textSizePercent) / 100}
        onFilter={(filter) => callList.ask({ filter })}
        onClearSearch={() => callList.ask({ search: '' })}
        onShow={onShow}
        onSelect={(row) => callList.select(row, { focus: true })}
        onMove={(by) => callList.move(by)}
        onOpen={() => detailRef.current?.focus()}
        onRingTest={() => {
          screen.setState({ screen: 'settings', settingsSection: 'popup' });
          void ringTest.ring(10);
        }}
      />
      <CallDetailPane
        data={detail}
        statusMenuOpen={statusMenuOpen}
        noteRef={noteRef}
        paneRef={detailRef}
        onFollowUp={(followUp) => void callDetail.setFollowUp(followUp)}
        onStatusMenu={(open) => screen.setState({ statusMenuOpen: open })}
        onTypeNote={(text) => callDetail.typeNote(text)}
        onLeaveNote={() => void callDetail.flushNote()}
        onShowCall={(callId) => callList.selectCall(callId)}
      />
    </main>
  );
}

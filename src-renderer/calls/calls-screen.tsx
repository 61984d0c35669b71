import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { useStores } from '../stores/stores.ts';
import { ControlDeskProvider } from '../call-control/control-desk.ts';
import { ConversationPane } from '../messages/conversation-pane.tsx';
import { CallDetailPane } from './call-detail-pane.tsx';
import { CoveredDetail } from './covered-detail.tsx';
import { CallListPane } from './call-list-pane.tsx';

/** Binds list and detail to their stores. */
export function CallsScreen({
  app,
  noteRef,
  composerRef,
  detailRef,
}: {
  app: AppState;
  noteRef: RefObject<HTMLTextAreaElement | null>;
  composerRef: RefObject<HTMLTextAreaElement | null>;
  detailRef: RefObject<HTMLElement | null>;
}) {
  const { bridge, callList, callDetail, conversation, dial, blocked, desk, screen, ringTest, insights } = useStores();
  const list = useStore(callList.store);
  const detail = useStore(callDetail.store);
  const hasTranscript = useStore(
    insights.store,
    ({ callId, view }) => callId === detail.callId && (view?.transcript.segments.length ?? 0) > 0,
  );
  const talk = useStore(conversation.store);
  const { statusMenuOpen } = useStore(screen);
  const onShow = useCallback((first: number, last: number) => callList.show(first, last), [callList]);
  const onBlock = (number: string, formatted: string, blockIt: boolean) =>
    blocked.ask({ number, formatted, block: blockIt });
  // Send SMS was pressed: the keyboard goes to what is to be written, once it is there.
  const focusComposer = useRef(false);
  useEffect(() => {
    if (!focusComposer.current || talk.open === null || talk.state !== 'shown') return;
    focusComposer.current = false;
    composerRef.current?.focus();
  }, [talk.state, talk.open, composerRef]);
  return (
    <main className="flex min-h-0 min-w-0 grow">
      <CallListPane
        data={list}
        filling={app.filling}
        remPx={(16 * app.settings.textSizePercent) / 100}
        onFilter={(filter) => callList.ask({ filter })}
        onClearSearch={() => callList.ask({ search: '' })}
        onShow={onShow}
        onSelect={(row) => {
          // The selected call itself, again: what was written to its caller makes room for it.
          if (talk.open?.fromCall === true) conversation.open(null);
          callList.select(row, { focus: true });
        }}
        onMove={(by) => callList.move(by)}
        onOpen={() => detailRef.current?.focus()}
        mac={app.platform === 'darwin'}
        onDial={dial.ask}
        onRingTest={() => {
          screen.setState({ screen: 'settings', settingsSection: 'popup' });
          void ringTest.ring(10);
        }}
      />
      <CoveredDetail privacy={app.privacy} bridge={bridge}>
        {talk.open === null ? (
          <ControlDeskProvider value={desk}>
            <CallDetailPane
              app={app}
              hasTranscript={hasTranscript}
              data={detail}
              statusMenuOpen={statusMenuOpen}
              noteRef={noteRef}
              paneRef={detailRef}
              can={{ sms: canAnywhere(app, 'sms'), block: canAnywhere(app, 'block') }}
              providerName={app.providers.length === 1 ? (providerNames[app.providers[0] ?? 'ringover'] ?? null) : null}
              onFollowUp={(followUp) => void callDetail.setFollowUp(followUp)}
              onHeard={(heard) => void callDetail.setHeard(heard)}
              onStatusMenu={(open) => screen.setState({ statusMenuOpen: open })}
              onTypeNote={(text) => callDetail.typeNote(text)}
              onLeaveNote={() => void callDetail.flushNote()}
              onShowEarlier={(call, earlier) => {
                if (earlier.kind === 'call') callList.selectCall(earlier.id);
                else conversation.open({ number: call.number, messageId: earlier.id }, { fromCall: true });
              }}
              onCall={dial.ask}
              onSms={(number) => {
                conversation.open({ number, messageId: null }, { fromCall: true });
                focusComposer.current = true;
              }}
              onBlock={onBlock}
            />
          </ControlDeskProvider>
        ) : (
          <ConversationPane
            data={talk}
            mac={app.platform === 'darwin'}
            canBlock={canAnywhere(app, 'block')}
            paneRef={detailRef}
            fieldRef={composerRef}
            onType={conversation.type}
            onSend={() => void conversation.send()}
            onBack={() => conversation.open(null)}
            onCall={dial.ask}
            onBlock={onBlock}
            onSeen={conversation.markSeen}
          />
        )}
      </CoveredDetail>
    </main>
  );
}

const providerNames: Record<AppState['providers'][number], string> = { ringover: 'Ringover', sipgate: 'sipgate' };

/** Until the relay has told, everything is offered: what cannot be done is then said when it is asked for. */
function canAnywhere({ capabilities, providers }: AppState, what: 'sms' | 'block'): boolean {
  return capabilities === null || providers.some((provider) => capabilities[provider][what]);
}

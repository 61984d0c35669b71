import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { ControlDesk } from '../call-control/control-desk.ts';
import { createControlDesk } from '../call-control/create-control-desk.ts';
import { createAppStore, type AppStore } from './app-store.ts';
import { createBlockStore, type BlockStore } from './block-store.ts';
import { createBlockedStore, type BlockedStore } from './blocked-store.ts';
import { createCallDetailStore, type CallDetailStore } from './call-detail-store.ts';
import { createCallListStore, type CallListStore } from './call-list-store.ts';
import { createConversationStore, type ConversationStore } from './conversation-store.ts';
import { createDialStore, type DialStore } from './dial-store.ts';
import { createEnrolmentStore, type EnrolmentStore } from './enrolment-store.ts';
import { createReconcileStore, type ReconcileStore } from './reconcile-store.ts';
import { createRingTestStore, type RingTestStore } from './ring-test-store.ts';
import { createRoutePreviewStore, type RoutePreviewStore } from './route-preview-store.ts';
import { createRoutingStore, type RoutingStore } from './routing-store.ts';
import { createScreenStore, type ScreenData } from './screen-store.ts';

/** Everything the main window knows; made once per window, given down by context. */
export interface Stores {
  bridge: Bridge;
  app: AppStore;
  callList: CallListStore;
  callDetail: CallDetailStore;
  desk: ControlDesk;
  conversation: ConversationStore;
  dial: DialStore;
  block: BlockStore;
  ringTest: RingTestStore;
  routing: RoutingStore;
  routePreview: RoutePreviewStore;
  blocked: BlockedStore;
  reconcile: ReconcileStore;
  enrolment: EnrolmentStore;
  screen: StoreApi<ScreenData>;
  /** Follows the main process. @returns its own undo. */
  start(): () => void;
}

/** @param newId ids of messages, so that the relay sends each once */
export function createStores(bridge: Bridge, newId: () => string = () => crypto.randomUUID()): Stores {
  const app = createAppStore(bridge);
  const callList = createCallListStore(bridge);
  const callDetail = createCallDetailStore(bridge);
  const desk = createControlDesk(bridge, (callId, act) => bridge.request('call:act', { callId, act }));
  const conversation = createConversationStore(bridge, newId);
  const dial = createDialStore(bridge);
  const block = createBlockStore(bridge, () => {
    callDetail.reload();
    conversation.reloadBlocked();
  });
  const ringTest = createRingTestStore(bridge);
  const routing = createRoutingStore(bridge);
  const routePreview = createRoutePreviewStore(bridge, routing);
  const blocked = createBlockedStore(bridge);
  const reconcile = createReconcileStore(bridge);
  const enrolment = createEnrolmentStore(bridge);
  const screen = createScreenStore();

  return {
    bridge,
    app,
    callList,
    callDetail,
    desk,
    conversation,
    dial,
    block,
    ringTest,
    routing,
    routePreview,
    blocked,
    reconcile,
    enrolment,
    screen,
    start() {
      const undos = [
        // The pane beside the list shows what is selected in it: a call, or the conversation of a message.
        callList.store.subscribe((now, before) => {
          const { selectedId, selectedNumber } = now;
          if (selectedId === before.selectedId) return;
          const isMessage = selectedNumber !== undefined;
          callDetail.open(isMessage ? null : selectedId);
          conversation.open(isMessage ? { number: selectedNumber, messageId: selectedId } : null);
        }),
        // A computer that is not enrolled, or not any more, is asked to connect.
        app.store.subscribe(({ app: state }, before) => {
          if (!state || state === before.app || state.phase === 'ready') return;
          const link = state.enrolmentLink;
          const isNewLink = link !== null && link.code !== before.app?.enrolmentLink?.code;
          if (enrolment.store.getState().step === null || isNewLink) enrolment.begin(state);
        }),
        bridge.on('calls:show', ({ callId }) => {
          screen.setState({ screen: 'calls' });
          // Also when it is selected and a conversation with its caller stands over it.
          conversation.open(null);
          callList.selectCall(callId);
        }),
        app.start(),
        callList.start(),
        callDetail.start(),
        conversation.start(),
        dial.start(),
        ringTest.start(),
        routePreview.start(),
      ];
      return () => {
        for (const undo of undos.toReversed()) undo();
      };
    },
  };
}

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('Components of the main window need a StoresContext.');
  return stores;
}

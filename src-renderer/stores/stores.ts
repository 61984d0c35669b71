import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import { createAppStore, type AppStore } from './app-store.ts';
import { createBlockedStore, type BlockedStore } from './blocked-store.ts';
import { createCallDetailStore, type CallDetailStore } from './call-detail-store.ts';
import { createCallListStore, type CallListStore } from './call-list-store.ts';
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

export function createStores(bridge: Bridge): Stores {
  const app = createAppStore(bridge);
  const callList = createCallListStore(bridge);
  const callDetail = createCallDetailStore(bridge);
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
    ringTest,
    routing,
    routePreview,
    blocked,
    reconcile,
    enrolment,
    screen,
    start() {
      const undos = [
        // The pane beside the list shows what is selected in it.
        callList.store.subscribe((now, before) => {
          if (now.selectedId !== before.selectedId) callDetail.open(now.selectedId);
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
          callList.selectCall(callId);
        }),
        app.start(),
        callList.start(),
        callDetail.start(),
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

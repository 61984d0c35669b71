import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { ControlDesk } from '../call-control/control-desk.ts';
import { createControlDesk } from '../call-control/create-control-desk.ts';
import { createAfterCallStore, type AfterCallStore } from './after-call-store.ts';
import { createAgentTalksStore, type AgentTalksStore } from './agent-talks-store.ts';
import { createAppStore, type AppStore } from './app-store.ts';
import { browserEdges, type PlayerEdges } from '../player/edges.ts';
import { silencesOf } from '../player/silences.ts';
import { createAudioUsageStore, type AudioUsageStore } from './audio-usage-store.ts';
import { createBlockedStore, type BlockedStore } from './blocked-store.ts';
import { createCallDetailStore, isShown, type CallDetailStore } from './call-detail-store.ts';
import { createCallFileStore, type CallFileStore } from './call-file-store.ts';
import { createCallbacksStore, type CallbacksStore } from './callbacks-store.ts';
import { createCallListStore, type CallListStore } from './call-list-store.ts';
import { createClioStore, type ClioStore } from './clio-store.ts';
import { createContactsStore, type ContactsStore } from './contacts-store.ts';
import { createConversationStore, type ConversationStore } from './conversation-store.ts';
import { createDialStore, type DialStore } from './dial-store.ts';
import { createEnrolmentStore, type EnrolmentStore } from './enrolment-store.ts';
import { createImportsStore, type ImportsStore } from './imports-store.ts';
import { createInsightsStore, type InsightsStore } from './insights-store.ts';
import { createMattersStore, type MattersStore } from './matters-store.ts';
import { createOutputStore, type OutputStore } from './output-store.ts';
import { createPlayerStore, type PlayerStore } from './player-store.ts';
import { createPolicyStore, type PolicyStore } from './policy-store.ts';
import { createReceptionistStore, type ReceptionistStore } from './receptionist-store.ts';
import { createPracticeStore, type PracticeStore } from './practice-store.ts';
import { createReadingStore, type ReadingStore } from './reading-store.ts';
import { createReconcileStore, type ReconcileStore } from './reconcile-store.ts';
import { createRingTestStore, type RingTestStore } from './ring-test-store.ts';
import { createRoutePreviewStore, type RoutePreviewStore } from './route-preview-store.ts';
import { createRoutingStore, type RoutingStore } from './routing-store.ts';
import { createStatisticsStore, type StatisticsStore } from './statistics-store.ts';
import { createScreenStore, type ScreenData } from './screen-store.ts';
import { createTimelineCallsStore, recordingOf, type TimelineCallsStore } from './timeline-calls-store.ts';
import { createTimeStore, type TimeStore } from './time-store.ts';
import { createTasksStore, type TasksStore } from './tasks-store.ts';

/** Everything the main window knows; made once per window, given down by context. */
export interface Stores {
  bridge: Bridge;
  app: AppStore;
  callList: CallListStore;
  callDetail: CallDetailStore;
  afterCall: AfterCallStore;
  agentTalks: AgentTalksStore;
  time: TimeStore;
  practice: PracticeStore;
  clio: ClioStore;
  desk: ControlDesk;
  player: PlayerStore;
  output: OutputStore;
  edges: PlayerEdges;
  insights: InsightsStore;
  reading: ReadingStore;
  callFile: CallFileStore;
  audioUsage: AudioUsageStore;
  matters: MattersStore;
  timelineCalls: TimelineCallsStore;
  contacts: ContactsStore;
  conversation: ConversationStore;
  dial: DialStore;
  ringTest: RingTestStore;
  routing: RoutingStore;
  routePreview: RoutePreviewStore;
  policy: PolicyStore;
  receptionist: ReceptionistStore;
  blocked: BlockedStore;
  reconcile: ReconcileStore;
  imports: ImportsStore;
  enrolment: EnrolmentStore;
  statistics: StatisticsStore;
  callbacks: CallbacksStore;
  tasks: TasksStore;
  /** Goes to a call; `playFromMs`: and plays its recording from there, where there is one. */
  showCall: (callId: string, playFromMs?: number) => void;
  screen: StoreApi<ScreenData>;
  newId: () => string;
  /** Follows the main process. @returns its own undo. */
  start(): () => void;
}

/**
 * @param newId ids of messages and comments, so that the relay takes each once
 * @param edges what the player needs of the browser
 */
export function createStores(
  bridge: Bridge,
  newId: () => string = () => crypto.randomUUID(),
  edges: PlayerEdges = browserEdges(),
): Stores {
  const app = createAppStore(bridge);
  const callList = createCallListStore(bridge);
  const callDetail = createCallDetailStore(bridge);
  const afterCall = createAfterCallStore(bridge);
  const agentTalks = createAgentTalksStore(bridge);
  const time = createTimeStore(bridge);
  const practice = createPracticeStore(bridge);
  const clio = createClioStore(bridge);
  const desk = createControlDesk(bridge, (callId, act) => bridge.request('call:act', { callId, act }));
  // The player plays what is of the call on screen.
  const player = createPlayerStore(bridge, edges, () => void callDetail.setHeard(true));
  const output = createOutputStore(edges.outputs, edges.sound, player.pause);
  const insights = createInsightsStore(bridge);
  const reading = createReadingStore();
  const callFile = createCallFileStore(bridge);
  const audioUsage = createAudioUsageStore(bridge);
  const matters = createMattersStore(bridge);
  const timelineCalls = createTimelineCallsStore(bridge, player);
  const contacts = createContactsStore(bridge);
  const conversation = createConversationStore(bridge, newId);
  const dial = createDialStore(bridge);
  const ringTest = createRingTestStore(bridge);
  const routing = createRoutingStore(bridge);
  const routePreview = createRoutePreviewStore(bridge, routing);
  const policy = createPolicyStore(bridge);
  const blocked = createBlockedStore(bridge, () => {
    callDetail.reload();
    conversation.reloadBlocked();
  });
  const reconcile = createReconcileStore(bridge);
  const imports = createImportsStore(bridge);
  const enrolment = createEnrolmentStore(bridge);
  const statistics = createStatisticsStore(bridge);
  const screen = createScreenStore();
  const callbacks = createCallbacksStore(bridge);
  const tasks = createTasksStore(bridge);

  function showCall(callId: string, playFromMs?: number): void {
    screen.setState({ screen: 'calls' });
    // Also when it is selected and a conversation with its caller stands over it.
    conversation.open(null);
    callList.selectCall(callId);
    if (playFromMs !== undefined) callDetail.whenShown(() => player.playFrom(playFromMs));
  }

  return {
    bridge,
    app,
    callList,
    callDetail,
    afterCall,
    agentTalks,
    time,
    practice,
    clio,
    desk,
    player,
    output,
    edges,
    insights,
    reading,
    callFile,
    audioUsage,
    matters,
    timelineCalls,
    contacts,
    newId,
    conversation,
    dial,
    ringTest,
    routing,
    routePreview,
    policy,
    receptionist: createReceptionistStore(bridge),
    blocked,
    reconcile,
    imports,
    enrolment,
    statistics,
    callbacks,
    tasks,
    showCall,
    screen,
    start() {
      const undos = [
        imports.start(),
        // The pane beside the list shows what is selected in it: a call, or the conversation of a message.
        callList.store.subscribe((now, before) => {
          const { selectedId, selectedNumber } = now;
          if (selectedId === before.selectedId) return;
          const isMessage = selectedNumber !== undefined;
          callDetail.open(isMessage ? null : selectedId);
          afterCall.open(isMessage ? null : selectedId);
          conversation.open(isMessage ? { number: selectedNumber, messageId: selectedId } : null);
        }),
        // The recording and the words of the call on screen; another call stops the last one's recording.
        callDetail.store.subscribe((now, before) => {
          if (now.callId !== before.callId) {
            insights.open(now.callId);
            reading.open(callList.store.getState().search);
            callFile.dismiss();
          }
          // A timeline may be playing another one.
          if (screen.getState().screen === 'matters') return;
          if (now.detail !== before.detail || now.callId !== before.callId)
            player.open(isShown(now) ? recordingOf(now.detail) : null);
        }),
        screen.subscribe((now, before) => {
          if (now.screen === before.screen) return;
          if (now.screen === 'matters') {
            matters.enter();
            contacts.enter();
          }
          if (before.screen !== 'matters') return;
          const shown = callDetail.store.getState();
          player.open(isShown(shown) ? recordingOf(shown.detail) : null);
        }),
        matters.store.subscribe((now, before) => {
          if (now.openId !== before.openId) timelineCalls.foldAll();
        }),
        bridge.on('matters:show', ({ matterId }) => {
          screen.setState({ screen: 'matters' });
          matters.open(matterId);
        }),
        callList.store.subscribe((now, before) => {
          if (now.search !== before.search) reading.find(now.search);
        }),
        insights.store.subscribe(({ view }, before) => {
          if (view === before.view) return;
          reading.setSegments(view?.transcript.segments ?? []);
          player.setSilences(silencesOf(view?.dynamics ?? null, drawn(player)));
        }),
        player.store.subscribe(({ peaks }, before) => {
          if (peaks === before.peaks) return;
          player.setSilences(silencesOf(insights.store.getState().view?.dynamics ?? null, drawn(player)));
        }),
        app.store.subscribe(({ app: state }, before) => {
          if (state === null || state.settings === before.app?.settings) return;
          player.follow(state.settings);
          output.follow(state.settings);
        }),
        // A computer that is not enrolled, or not any more, is asked to connect.
        app.store.subscribe(({ app: state }, before) => {
          if (!state || state === before.app || state.phase === 'ready') return;
          const link = state.enrolmentLink;
          const isNewLink = link !== null && link.code !== before.app?.enrolmentLink?.code;
          if (enrolment.store.getState().step === null || isNewLink) enrolment.begin(state);
        }),
        bridge.on('calls:show', ({ callId }) => showCall(callId)),
        bridge.on('tasks:show', ({ taskId }) => {
          screen.setState({ screen: 'tasks' });
          if (taskId !== null) tasks.reveal(taskId);
        }),
        app.start(),
        callList.start(),
        callDetail.start(),
        afterCall.start(),
        agentTalks.start(),
        time.start(),
        player.start(),
        output.start(),
        insights.start(),
        audioUsage.start(),
        matters.start(),
        timelineCalls.start(),
        contacts.start(),
        conversation.start(),
        dial.start(),
        ringTest.start(),
        routePreview.start(),
        callbacks.start(),
        tasks.start(),
      ];
      return () => {
        for (const undo of undos.toReversed()) undo();
      };
    },
  };
}

const drawn = ({ store }: PlayerStore) => {
  const { peaks } = store.getState();
  return peaks === 'loading' ? null : peaks;
};

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('Components of the main window need a StoresContext.');
  return stores;
}

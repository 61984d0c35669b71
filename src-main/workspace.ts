import { otherNumber } from '@callbrief/relay/wire/call';
import type { PresenceList } from '@callbrief/relay/wire/control';
import type { LoggedEventOf } from '@callbrief/relay/wire/events';
import type { Person } from '@callbrief/relay/wire/directory';
import type { ItemKind } from '@callbrief/relay/wire/item';
import type { Message } from '@callbrief/relay/wire/message';
import type { AudioUsage, Notice, PopupView, RingTestRun, Settings } from '../src-preload/contract.ts';
import { createAgentTalks, type AgentTalkBoard } from './calls/agent-talks.ts';
import { createCatchUp, type CatchUp } from './calls/catch-up.ts';
import type { PopupBoardInputs } from './calls/popup-board-inputs.ts';
import { captureOff, createCapturePolicy, type KeptCapturePolicy } from './calls/capture-policy.ts';
import { createPopupBoard, type PopupBoard } from './calls/popup-board.ts';
import { createEventReceiver } from './calls/receive-event.ts';
import { createRingTest, type RingTest, type RingTestOptions } from './calls/ring-test.ts';
import { createRingTimes, type RingTimes } from './calls/ring-times.ts';
import type { History } from './history/history.ts';
import { openHistory, type OpenedHistory } from './history/open-history.ts';
import { ifRoom } from './history/remember-if-room.ts';
import type { LocalLock } from './enrolment/local-lock.ts';
import type { Log } from './logging/log.ts';
import { openAudioFolder } from './recordings/audio-folder.ts';
import { openRecordingsDesk, type RecordingsDesk } from './recordings/recordings-desk.ts';
import type { Clock } from './relay-link/clock.ts';
import type { RelayClient } from './relay-link/relay-client.ts';
import type { ArrivedEvent } from './relay-link/relay-link.ts';
import { createCallControls, type CallControls } from './telephony/call-controls.ts';
import { createCapabilities, type Capabilities } from './telephony/capabilities.ts';
import { createInsightsFetcher, type InsightsFetcher } from './transcripts/insights-fetcher.ts';

/** What lives as long as one history file: the file, the popup board over it, and what feeds both. */
export interface Workspace {
  history: History;
  setAside: OpenedHistory['setAside'];
  board: PopupBoard & PopupBoardInputs;
  ringTimes: RingTimes;
  ringTest: RingTest;
  catchUp: CatchUp;
  capabilities: Capabilities;
  capturePolicy: KeptCapturePolicy;
  controls: CallControls;
  agentTalks: AgentTalkBoard;
  recordings: RecordingsDesk;
  insightsFetcher: InsightsFetcher;
  me(): Person | null;
  /** Hand this to the relay link. */
  events(batch: ArrivedEvent[]): void;
  /** `erase`: the file goes too. */
  close(options: { erase: boolean }): void;
}

export interface WorkspaceOptions {
  historyPath: string;
  audioPath: string;
  lock: LocalLock;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  windowOrigin: string;
  settings: () => Settings;
  timeZone: () => string;
  clock: Clock;
  clockDifferenceMs: () => number | null;
  askRingTest: RingTestOptions['ask'];
  privacy: () => PopupView['privacy'];
  onView: (view: PopupView) => void;
  onCallsChanged: (callIds: string[]) => void;
  onInsightsChanged: (callId: string) => void;
  onAudioUsage: (usage: AudioUsage) => void;
  onItemsChanged: (kinds: ItemKind[]) => void;
  onMessage: (message: Message) => void;
  onPresence: (presence: PresenceList) => void;
  onAgentTalks: () => void;
  onImport: (event: LoggedEventOf<'import_changed'>) => void;
  onPeopleChanged: () => void;
  onDiskFull: (isFull: boolean) => void;
  onBackOnline: (notice: Extract<Notice, { kind: 'back_online' }>) => void;
  onRingTest: (run: RingTestRun) => void;
  /** What can be seen of the popup from outside its page, for the ring test. */
  popupFacts: () => { shown: boolean; hasKeyboard: boolean; onRightDisplay: boolean };
  log: Log;
}

export function openWorkspace(options: WorkspaceOptions): Workspace {
  const { clock, settings, clockDifferenceMs, log } = options;
  const now = () => clock.now();
  const schedule = (afterMs: number, run: () => void) => clock.after(afterMs, run);
  const { history, setAside } = openHistory({ path: options.historyPath, lock: options.lock, now, log });
  log.info('history_opened', history.counts());
  const { remembered } = history;

  const me = () => {
    const office = history.office();
    return office && history.person(office.personId);
  };
  const capabilities = createCapabilities(remembered);
  const capturePolicy = createCapturePolicy(remembered);
  const controls = createCallControls({ me, capabilities: () => capabilities.current() });
  const board = createPopupBoard({
    history,
    settings,
    me,
    controlOf: (call) => controls.of(call),
    captureOff: (call) => captureOff(capturePolicy.current(), call),
    canBlock: (call) => otherNumber(call) !== null && capabilities.current()?.[call.provider].block === true,
    isConnected: () => options.client() !== null,
    privacy: options.privacy,
    now,
    schedule,
    remembered,
  });
  const agentTalks = createAgentTalks({
    history,
    isConnected: () => options.client() !== null,
    now,
    onChanged: options.onAgentTalks,
  });
  const recordings = openRecordingsDesk({
    history,
    folder: openAudioFolder({ path: options.audioPath, lock: options.lock }),
    settings,
    me,
    client: options.client,
    clock,
    onChanged: options.onCallsChanged,
    onUsage: options.onAudioUsage,
    ownOrigin: options.windowOrigin,
    log,
  });
  const insightsFetcher = createInsightsFetcher({
    insights: history.insights,
    client: options.client,
    clock,
    onChanged: options.onInsightsChanged,
    log,
  });
  const ringTimes = createRingTimes({ clockDifferenceMs, isShown: () => options.popupFacts().shown });
  const ringTest = createRingTest({ ask: options.askRingTest, now, schedule, remembered });
  const receiver = createEventReceiver({
    history,
    settings,
    me,
    board,
    now,
    clockDifferenceMs,
    canShow: () => true,
    ringTimes,
    onCallsChanged: options.onCallsChanged,
    onRecordings: () => recordings.nudge(),
    onInsights: () => insightsFetcher.nudge(),
    onCall: (call) => controls.callChanged(call),
    onItems: options.onItemsChanged,
    onMessage: options.onMessage,
    onAgentLive: (live, since) => agentTalks.told(live, since),
    onPresence: options.onPresence,
    onImport: options.onImport,
    onPeopleChanged: options.onPeopleChanged,
    onDiskFull: options.onDiskFull,
    schedule,
    onDecision({ test, ...decision }) {
      if (test && !decision.shown) ringTest.notShown(test, decision.reason);
    },
    log,
  });
  const catchUp = createCatchUp({
    history,
    clockDifferenceMs,
    settings,
    me,
    timeZone: options.timeZone,
    now,
    onBackOnline({ card, notice }) {
      board.backOnline(card);
      options.onBackOnline(notice);
    },
  });

  board.onView(options.onView);
  ringTest.onProgress(options.onRingTest);
  ringTimes.onPainted((ring) => {
    const { callId, test, hops, times } = ring;
    log.info('popup_painted', { callId, isTest: test !== null, ...times });
    if (test === null) {
      ifRoom(() => history.addHops(callId, hops));
      return;
    }
    const { shown, hasKeyboard, onRightDisplay } = options.popupFacts();
    ringTest.check('popup_shown', shown);
    ringTest.check('keyboard_kept', !hasKeyboard);
    ringTest.check('right_display', onRightDisplay);
    ringTest.painted(ring);
  });

  return {
    history,
    setAside,
    board,
    ringTimes,
    ringTest,
    catchUp,
    capabilities,
    capturePolicy,
    controls,
    agentTalks,
    recordings,
    insightsFetcher,
    me,
    events: (batch) => receiver.events(batch),
    close({ erase }) {
      recordings.close({ erase });
      insightsFetcher.close();
      receiver.close();
      board.close();
      ringTest.close();
      if (erase) history.erase();
      else history.close();
    },
  };
}

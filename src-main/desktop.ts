import { itemKind, type ItemKind } from '@callbrief/relay/wire/item';
import { callIdOf, subjectOf } from './changes/change-sender.ts';
import { createRefusedChanges } from './changes/refused-changes.ts';
import { wordsWritten } from './changes/words-written.ts';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { PresenceList } from '@callbrief/relay/wire/control';
import { otherNumberOf, type Message } from '@callbrief/relay/wire/message';
import type { Session } from '@callbrief/relay/wire/rest';
import { WIRE_VERSION } from '@callbrief/relay/wire/version';
import type { AppState, Colleague, ConnectionState, PushName, Pushes } from '../src-preload/contract.ts';
import { describeApp } from './app-state.ts';
import { createCallbackDesk } from './callbacks/callback-desk.ts';
import { formatNumber } from './contacts/phone-number.ts';
import type { DesktopOptions } from './desktop-options.ts';
import { readDeepLink } from './enrolment/enrolment-link.ts';
import { enrol, type EnrolmentAsk } from './enrolment/enrol.ts';
import { eraseHere, removeComputer } from './enrolment/remove-computer.ts';
import { openLocalLock } from './enrolment/local-lock.ts';
import { createTokenKeeper } from './enrolment/token-keeper.ts';
import { HistoryError } from './history/history-error.ts';
import type { Change } from './history/history.ts';
import type { RequestHandlers } from './ipc/answer-request.ts';
import { createNotices } from './notices.ts';
import { followSettings } from './follow-settings.ts';
import { createOfficeLink, type OfficeLink } from './office-link.ts';
import { createStatePusher } from './push-state.ts';
import { RelayProblem } from './relay-link/relay-problem.ts';
import { maskTalk, maskTitle } from './privacy/mask-card.ts';
import { maskTaskNotice } from './privacy/mask-task.ts';
import { createPrivacyMode } from './privacy/privacy-mode.ts';
import { createRequestHandlers } from './request-handlers.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { describeColleagues } from './telephony/colleagues.ts';
import { createTaskNotices, type TaskNotice, type TaskNotices } from './tasks/task-notices.ts';
import { createTelephony } from './telephony/telephony.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** The whole app without the system it runs on. */
export interface Desktop {
  handlers: RequestHandlers;
  state(): AppState;
  /** Answers `recording://`, for the main window. */
  playRecording(request: Request): Promise<Response>;
  /** `callbrief:`, `tel:` or `callto:` from the system. Fills a form or shows a call; never connects or dials by itself. */
  openLink(link: string): void;
  /** For an administrator's or a demo's own link, which may connect without asking. Nothing happens when connected. */
  enrolByLink(link: string): Promise<void>;
  wake(reason: 'resume' | 'online' | 'asked'): void;
  close(): Promise<void>;
}

export function createDesktop(options: DesktopOptions): Desktop {
  const { dataFolder, clock, log, keyStore, platform } = options;
  const network = options.fetch === undefined ? {} : { fetch: options.fetch };
  const nowIso = () => clock.now().toISOString();
  const settings = openSettingsFile({ path: join(dataFolder, 'settings.json'), platform, log });
  const keeper = createTokenKeeper({ path: join(dataFolder, 'device.json'), keyStore, log });
  const lock = openLocalLock({ path: join(dataFolder, 'cache-key.json'), keyStore, log });
  /** The history that they are kept in is open. */
  let keepsRefused = false;
  const notices = createNotices(() => {
    if (keepsRefused) refused.keep(notices.list());
    changed();
  });
  const refused = createRefusedChanges(() => workspace.history.remembered);

  let office: OfficeLink | null = null;
  let filling: AppState['filling'] = null;
  let removedAt: string | null = null;
  let enrolmentLink: AppState['enrolmentLink'] = null;
  let closed = false;
  let presence: PresenceList | null = null;
  let colleaguesTold = '';
  let talksTold = '';
  /** The main window's page has asked for its state once, so it hears what is pushed. */
  let pageIsUp = false;
  let wasConnected = false;
  let untilPageIsUp: (() => void)[] = [];

  const edge = options.edge({
    settings: () => settings.current(),
    popupShown: (viewId, atMs) => workspace.ringTimes.windowShown(viewId, atMs),
    popupKeyboard: (has) => workspace.board.setHasKeyboard(has),
    openCall,
    openMatter,
    notificationsSay: () => privacy.notificationsSay(),
    callBackLater: (callId) => write(callbacks.callBackLater([callId])),
    openTask,
    setPopups: (popupsOn) => settings.change({ popupsOn }),
    dialSelection: (text) => askToDial(dialText(text)),
  });
  const pusher = createStatePusher(describe, (state) => {
    edge.mainWindow.push('app:state-changed', state);
    edge.showState(state);
  });
  let lastCardId: string | null = null;
  const privacy = createPrivacyMode({
    settings: () => settings.current(),
    watch: edge.screenWatch,
    onChanged() {
      if (closed) return;
      workspace.board.refresh();
      // A notification that stands there says as much as it may now.
      if (edge.popup.means === 'notification') edge.popup.show(workspace.board.current());
      callsChanged([]);
      changed();
    },
  });
  let workspace = openFresh();
  let taskNotices = openTaskNotices();
  const callbacks = createCallbackDesk({
    history: () => workspace.history,
    now: () => clock.now(),
    newId: randomUUID,
  });

  function openTaskNotices(): TaskNotices {
    const { history } = workspace;
    return createTaskNotices({ history, clock, notify: notifyTask, log });
  }

  function openFresh(): Workspace {
    const opened = openWorkspace({
      historyPath: join(dataFolder, 'history.sqlite'),
      audioPath: join(dataFolder, 'recordings'),
      lock,
      client: () => connectedOffice()?.client ?? null,
      windowOrigin: options.windowOrigin,
      settings: () => settings.current(),
      timeZone: options.timeZone,
      clock,
      clockDifferenceMs: () => office?.link.clockDifferenceMs() ?? null,
      async askRingTest(ask) {
        if (office?.link.status().kind !== 'up_to_date') return null;
        return office.client.startRingTest(ask);
      },
      privacy: () => privacy.of('call-popup'),
      onView(view) {
        // Held on a card that is gone: the next one begins hidden.
        if (view.card === null) privacy.reveal('call-popup', false);
        edge.popup.show(view);
        const ringing = view.card?.kind === 'ringing' ? view.card.callId : null;
        if (ringing !== null && ringing !== lastCardId && settings.current().popupSound === 'soft') edge.playSound();
        lastCardId = ringing;
      },
      onCallsChanged: callsChanged,
      onInsightsChanged: insightsChanged,
      onAudioUsage(usage) {
        if (!closed) edge.mainWindow.push('recordings:usage-changed', usage);
      },
      onItemsChanged: itemsChanged,
      onMessage: notifyMessage,
      onAgentTalks: agentTalksChanged,
      onImport: ({ importId, state, counts }) => edge.mainWindow.push('imports:changed', { importId, state, counts }),
      onPresence(told) {
        presence = told;
        tellColleagues();
      },
      onPeopleChanged: tellColleagues,
      onDiskFull: (isFull) => (isFull ? notices.show({ kind: 'disk_full' }) : notices.remove('disk_full')),
      onBackOnline: (notice) => notices.show(notice),
      onRingTest: (run) => edge.mainWindow.push('ring-test:progress', run),
      popupFacts: () => edge.popup.facts(),
      log,
    });
    if (opened.setAside) {
      const kind = opened.setAside.reason === 'corrupt' ? 'history_rebuilt' : 'history_from_newer_version';
      notices.show({ kind, setAsidePath: opened.setAside.path });
    }
    return opened;
  }

  function connect(): void {
    const kept = keeper.current();
    if (kept === null) return;
    if (keeper.keptIn() === 'memory_only') notices.show({ kind: 'no_key_store' });
    office = createOfficeLink({
      relayUrl: kept.relayUrl,
      keeper,
      history: workspace.history,
      clock,
      log,
      ...network,
      events: (batch) => workspace.events(batch),
      onSession: keepOffice,
      onFilling(progress) {
        filling = progress;
        if (progress === null) {
          callsChanged([]);
          workspace.recordings.nudge();
          workspace.insightsFetcher.nudge();
          itemsChanged([...itemKind.options]);
        }
        changed();
      },
      onFillFailed(error) {
        log.error('history_failed', { error });
        if (error instanceof HistoryError && error.code === 'disk_full') notices.show({ kind: 'disk_full' });
      },
      onConfirmed: (callId) => callsChanged([callId]),
      onInsights(insights) {
        workspace.history.insights.put(insights, insights.revision);
        insightsChanged(insights.callId);
      },
      onWaitingChanged: changed,
      onRefused: ({ callId, change, reason }) => {
        const written = wordsWritten(change);
        notices.show({ kind: 'change_refused', about: subjectOf(change), callId, written, reason });
        callsChanged(callId === null ? [] : [callId]);
        if (callId !== null) insightsChanged(callId);
        tellOwn([change]);
      },
      onRemoved: () => void removedByOffice(),
    });
    office.link.onStatus(onStatus);
    office.start();
    changed();
  }

  function onStatus(status: ConnectionState): void {
    workspace.catchUp.status(status);
    // What was told before the line was lost is not known any more; after it the relay tells again.
    if (!isConnected(status)) {
      presence = null;
      workspace.agentTalks.forget();
    }
    tellColleagues();
    followConnection(isConnected(status));
    if (status.kind === 'offline') notices.show({ ...status, kind: 'offline' });
    if (status.kind === 'up_to_date') notices.remove('offline');
    changed();
  }

  /** What waits for the connection goes on, and what can be heard only with one says so. */
  function followConnection(now: boolean): void {
    if (now) {
      workspace.recordings.nudge();
      workspace.insightsFetcher.nudge();
    }
    if (now !== wasConnected) {
      callsChanged([]);
      workspace.board.refresh();
    }
    wasConnected = now;
  }

  /** The app goes on with a full disk, and says so until something could be written again. */
  function withDisk(work: () => void): void {
    try {
      work();
      notices.remove('disk_full');
    } catch (error) {
      if (error instanceof HistoryError && error.code === 'disk_full') notices.show({ kind: 'disk_full' });
      throw error;
    }
  }

  function keepOffice({ firm, person, capabilities, wireVersion }: Session): void {
    workspace.capabilities.keep(capabilities);
    workspace.history.setOffice({ firm, personId: person.id });
    const write = (rows: Parameters<Workspace['history']['fill']>[0]) => workspace.history.fill(rows);
    write({ people: [person] });
    if (wireVersion > WIRE_VERSION) notices.show({ kind: 'relay_too_new' });
    else notices.remove('relay_too_new');
    void keepCapturePolicy();
    changed();
  }

  /** Asked for with each session, as it is seldom changed; the last one known holds until it is answered. */
  async function keepCapturePolicy(): Promise<void> {
    const asked = office;
    if (asked === null) return;
    try {
      const told = await asked.client.capturePolicy();
      if (closed || office !== asked) return;
      workspace.capturePolicy.keep(told);
      workspace.board.refresh();
    } catch (problem) {
      log.warn('request_failed', {
        what: 'capture_policy',
        problem: problem instanceof RelayProblem ? problem.code : problem,
      });
    }
  }

  async function disconnect(): Promise<void> {
    const leaving = office;
    office = null;
    filling = null;
    presence = null;
    notices.remove('offline');
    await leaving?.close();
  }

  /** A history belongs to one person of one firm; for anybody else it starts empty. */
  function startOver(): void {
    // First of all: whatever else should not come to pass, nothing that was kept can be read any more.
    lock.renew();
    taskNotices.close();
    notices.remove('change_refused');
    workspace.close({ erase: true });
    edge.popup.reset();
    workspace = openFresh();
    taskNotices = openTaskNotices();
    callsChanged([]);
  }

  async function removedByOffice(): Promise<void> {
    removedAt = nowIso();
    lock.renew();
    await disconnect();
    eraseHere({ keeper, history: workspace.history });
    startOver();
    notices.show({ kind: 'removed', at: removedAt });
    edge.mainWindow.open();
  }

  async function remove(): Promise<void> {
    const leaving = office;
    lock.renew();
    await disconnect();
    if (leaving) await removeComputer({ client: leaving.client, keeper, history: workspace.history, log });
    else eraseHere({ keeper, history: workspace.history });
    startOver();
  }

  async function startEnrolment(ask: EnrolmentAsk) {
    const { version: appVersion } = options;
    await disconnect();
    const { result, session } = await enrol(ask, { keeper, platform, appVersion, clock, log, ...network });
    if (result.result === 'connected') {
      const before = workspace.history.office();
      const isSame = before?.personId === session?.person.id && before?.firm.tenantId === session?.firm.tenantId;
      if (before !== null && !isSame) startOver();
      removedAt = null;
      enrolmentLink = null;
      notices.remove('removed');
      if (session) keepOffice(session);
    }
    connect();
    changed();
    return result;
  }

  function write(changes: Change[]): void {
    withDisk(() => {
      for (const change of changes) workspace.history.changes.add(change, nowIso());
    });
    workspace.board.refresh();
    office?.sender.nudge();
    const callIds = changes.flatMap((change) => callIdOf(change) ?? []);
    if (callIds.length > 0) callsChanged([...new Set(callIds)]);
    for (const change of changes) if (change.kind === 'edit_insights') insightsChanged(change.callId);
    tellOwn(changes);
    changed();
  }

  /** Callbacks, tasks, time entries, contacts and matters that were written here. */
  function tellOwn(changes: readonly Change[]): void {
    itemsChanged([...new Set(changes.flatMap((change) => (change.kind === 'edit_item' ? [change.item] : [])))]);
    if (changes.some(({ kind }) => kind === 'edit_contact' || kind === 'edit_matter')) callsChanged([]);
  }

  function itemsChanged(kinds: ItemKind[]): void {
    if (closed || kinds.length === 0) return;
    edge.mainWindow.push('items:changed', { kinds });
    if (kinds.includes('task')) taskNotices.check();
    changed();
  }

  function insightsChanged(callId: string): void {
    if (closed) return;
    edge.mainWindow.push('insights:changed', { callId });
    // A row of a search may show other words.
    callsChanged([callId]);
  }

  function openCall(callId: string | null): void {
    edge.mainWindow.open();
    if (callId !== null) pushWhenUp('calls:show', { callId });
  }

  /** Opens the window at a matter. */
  function showMatter(matterId: string): void {
    edge.mainWindow.open();
    pushWhenUp('matters:show', { matterId });
  }

  /** Of the call that rings or is spoken; a call under no matter is shown itself. */
  function openMatter(callId: string): void {
    const matterId = workspace.history.call(callId)?.matterId ?? null;
    if (matterId !== null && workspace.history.matter(matterId) !== null) showMatter(matterId);
    else openCall(callId);
  }

  function openTask(taskId: string | null): void {
    edge.mainWindow.open();
    pushWhenUp('tasks:show', { taskId });
  }

  /** Opens the window and lets it ask; nothing here dials. */
  function askToDial(text: string): void {
    edge.mainWindow.open();
    pushWhenUp('dial:asked', { text });
  }

  /** A link can be what starts the app: its page is told once it listens. */
  function pushWhenUp<N extends PushName>(name: N, push: Pushes[N]): void {
    const send = () => edge.mainWindow.push(name, push);
    if (pageIsUp) send();
    else untilPageIsUp.push(send);
  }

  function stateForPage(): AppState {
    if (!pageIsUp) {
      pageIsUp = true;
      const waiting = untilPageIsUp;
      untilPageIsUp = [];
      // After the answer is on its way, so that the page has a state when it is asked for something.
      setImmediate(() => {
        for (const send of waiting) if (!closed) send();
      });
    }
    return describe();
  }

  function colleagues(): Colleague[] {
    const { history } = workspace;
    return describeColleagues({ people: history.people(), me: workspace.me(), presence, now: clock.now() });
  }

  /** The relay tells it by itself when the stream has caught up; who asks sooner need not wait for that. */
  async function knowPresence(): Promise<void> {
    const asked = connectedOffice();
    if (asked === null || presence !== null) return;
    try {
      const told = await asked.client.presence();
      // What the stream told meanwhile is newer.
      if (connectedOffice() === asked) presence ??= told;
    } catch (problem) {
      log.warn('request_failed', {
        what: 'presence',
        problem: problem instanceof RelayProblem ? problem.code : problem,
      });
    }
  }

  function connectedOffice(): OfficeLink | null {
    return office !== null && isConnected(office.link.status()) ? office : null;
  }

  function tellColleagues(): void {
    if (closed) return;
    const now = colleagues();
    const text = JSON.stringify(now);
    if (text === colleaguesTold) return;
    colleaguesTold = text;
    edge.mainWindow.push('colleagues:changed', now);
    edge.popup.push('colleagues:changed', now);
  }

  function notifyMessage(message: Message): void {
    const from = senderOf(message);
    const says = privacy.notificationsSay();
    if (says === 'nothing') edge.notifyMessage({ id: message.id });
    else edge.notifyMessage({ id: message.id, from: says === 'initials' && from !== null ? maskTitle(from) : from });
  }

  function notifyTask(notice: TaskNotice): void {
    const says = privacy.notificationsSay();
    edge.notifyTask(says === 'full' ? notice : maskTaskNotice(notice, says));
  }

  function senderOf(message: Message): string | null {
    const contact = message.contactId === null ? null : workspace.history.contact(message.contactId);
    const number = otherNumberOf(message);
    return contact?.name ?? (number === null ? message.senderName : formatNumber(number));
  }

  function agentTalksChanged(): void {
    if (closed) return;
    const talks = workspace.agentTalks.list();
    const isHidden = privacy.of('main-window')?.revealed === false;
    const told = { talks: isHidden ? talks.map(maskTalk) : talks };
    const text = JSON.stringify(told);
    if (text === talksTold) return;
    talksTold = text;
    edge.mainWindow.push('agent:talks-changed', told);
  }

  function callsChanged(callIds: string[]): void {
    if (closed) return;
    // Who calls, and about what, stands in a talk too.
    agentTalksChanged();
    edge.mainWindow.push('calls:changed', { callIds });
    changed();
  }

  function changed(): void {
    pusher.changed();
  }

  function describe(): AppState {
    return describeApp({
      keeper,
      history: workspace.history,
      connection: office?.link.status() ?? { kind: 'not_enrolled' },
      capabilities: workspace.capabilities.current(),
      notices: notices.list(),
      filling,
      removedAt,
      enrolmentLink,
      settings: settings.current(),
      privacy: privacy.state(),
      system: {
        platform,
        version: options.version,
        autostart: edge.autostart.state(),
        popupMeans: edge.popup.means,
        popupHotkeyFree: edge.hotkeys.isFree('popup'),
        dialHotkeyFree: edge.hotkeys.isFree('dial'),
        suggestedDeviceName: options.computerName,
      },
    });
  }

  const telephony = createTelephony({
    history: () => workspace.history,
    me: () => workspace.me(),
    client: () => connectedOffice()?.client ?? null,
    capabilities: () => workspace.capabilities.current(),
    controls: () => workspace.controls,
    onCallChanged(callId) {
      workspace.board.refresh();
      callsChanged([callId]);
    },
    newId: randomUUID,
    log,
  });

  followSettings(settings, edge);
  settings.onChange(() => {
    privacy.look();
    workspace.board.refresh();
    workspace.recordings.nudge();
    changed();
  });
  for (const kept of refused.kept()) notices.show(kept);
  keepsRefused = true;
  connect();
  workspace.recordings.nudge();
  taskNotices.check();
  changed();

  return {
    state: describe,
    playRecording: (request) => workspace.recordings.play(request),
    handlers: createRequestHandlers({
      edge,
      settings,
      notices,
      workspace: () => workspace,
      office: () => office,
      client: () => connectedOffice()?.client ?? null,
      log,
      state: stateForPage,
      telephony,
      async colleagues() {
        await knowPresence();
        return colleagues();
      },
      callsChanged,
      startEnrolment,
      remove,
      write,
      openCall,
      openMatter,
      privacy,
      callbacks,
      now: () => clock.now(),
      timeZone: options.timeZone,
      // Of what people write; where the app follows the system, every language is tried.
      language: () => settings.current().language ?? 'en',
      newId: randomUUID,
      ...network,
    }),
    openLink(link) {
      const opened = readDeepLink(link);
      log.info('deep_link', { kind: opened.kind });
      switch (opened.kind) {
        case 'enrol':
          enrolmentLink = { relayUrl: opened.relayUrl, code: opened.code };
          edge.mainWindow.open();
          changed();
          return;
        case 'call':
          openCall(opened.callId);
          return;
        case 'dial':
          askToDial(dialText(opened.text));
          return;
        case 'unknown':
          edge.mainWindow.open();
          return;
      }
    },
    async enrolByLink(link) {
      const opened = readDeepLink(link);
      if (opened.kind !== 'enrol' || keeper.current() !== null) return;
      await startEnrolment({ ...opened, deviceName: options.computerName });
    },
    wake(reason) {
      office?.link.wake(reason);
      taskNotices.check();
    },
    async close() {
      await disconnect();
      closed = true;
      taskNotices.close();
      pusher.close();
      privacy.close();
      workspace.close({ erase: false });
    },
  };
}

/** A question to the office is answered now. As for changes that wait (change-sender.ts). */
const isConnected = ({ kind }: ConnectionState) => kind === 'up_to_date' || kind === 'catching_up';

/** As long as a window may ask about (`dial:look-up`). What is longer is no number, and half of it may look like one. */
const LONGEST_DIAL_TEXT = 200;

function dialText(text: string): string {
  const short = text.replace(/\s+/gu, ' ').trim();
  return short.length > LONGEST_DIAL_TEXT ? '' : short;
}

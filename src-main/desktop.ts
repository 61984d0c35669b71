import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Session } from '@callbrief/relay/wire/rest';
import { WIRE_VERSION } from '@callbrief/relay/wire/version';
import type { AppState, ConnectionState } from '../src-preload/contract.ts';
import { describeApp } from './app-state.ts';
import type { DesktopEdge } from './desktop-edge.ts';
import { readDeepLink } from './enrolment/enrolment-link.ts';
import { enrol, type EnrolmentAsk } from './enrolment/enrol.ts';
import type { KeyStore } from './enrolment/key-store.ts';
import { eraseHere, removeComputer } from './enrolment/remove-computer.ts';
import { createTokenKeeper } from './enrolment/token-keeper.ts';
import { HistoryError } from './history/history-error.ts';
import type { Change } from './history/history.ts';
import type { RequestHandlers } from './ipc/answer-request.ts';
import type { Log } from './logging/log.ts';
import { createNotices } from './notices.ts';
import { createOfficeLink, type OfficeLink } from './office-link.ts';
import type { Clock } from './relay-link/clock.ts';
import type { Fetch } from './relay-link/relay-request.ts';
import { createRequestHandlers } from './request-handlers.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface DesktopOptions {
  /** Everything that is kept on disk lies under it. */
  dataFolder: string;
  platform: AppState['platform'];
  version: string;
  computerName: string;
  keyStore: KeyStore;
  clock: Clock;
  timeZone: () => string;
  fetch?: Fetch;
  /** Asked for after the settings are known, since windows are made from them. */
  edge: (desktop: DesktopFacts) => DesktopEdge;
  log: Log;
}

export interface DesktopFacts {
  settings(): AppState['settings'];
  popupShown(viewId: number, atMs: number): void;
  popupKeyboard(has: boolean): void;
  openCall(callId: string | null): void;
  callBackLater(callId: string): void;
  setPopups(on: boolean): void;
}

/** The whole app without the system it runs on. */
export interface Desktop {
  handlers: RequestHandlers;
  state(): AppState;
  /** `callbrief://…` from the system. Fills a form or shows a call; never connects by itself. */
  openLink(link: string): void;
  /** For an administrator's or a demo's own link, which may connect without asking. Nothing happens when connected. */
  enrolByLink(link: string): Promise<void>;
  wake(reason: 'resume' | 'online' | 'asked'): void;
  close(): Promise<void>;
}

export function createDesktop(options: DesktopOptions): Desktop {
  const { dataFolder, clock, log, keyStore, platform } = options;
  const nowIso = () => clock.now().toISOString();
  const settings = openSettingsFile({ path: join(dataFolder, 'settings.json'), platform, log });
  const keeper = createTokenKeeper({ path: join(dataFolder, 'device.json'), keyStore, log });
  const notices = createNotices(() => changed());

  let office: OfficeLink | null = null;
  let filling: AppState['filling'] = null;
  let removedAt: string | null = null;
  let enrolmentLink: AppState['enrolmentLink'] = null;
  let pushed = '';
  let pushScheduled = false;
  let closed = false;

  const edge = options.edge({
    settings: () => settings.current(),
    popupShown: (viewId, atMs) => workspace.ringTimes.windowShown(viewId, atMs),
    popupKeyboard: (has) => workspace.board.setHasKeyboard(has),
    openCall,
    callBackLater: (callId) => write([{ kind: 'edit_call', callId, followUp: 'please_call_back' }]),
    setPopups: (popupsOn) => settings.change({ popupsOn }),
  });
  let lastCardId: string | null = null;
  let workspace = openFresh();

  function openFresh(): Workspace {
    const opened = openWorkspace({
      historyPath: join(dataFolder, 'history.sqlite'),
      settings: () => settings.current(),
      timeZone: options.timeZone,
      clock,
      clockDifferenceMs: () => office?.link.clockDifferenceMs() ?? null,
      async askRingTest(ask) {
        if (office?.link.status().kind !== 'up_to_date') return null;
        return office.client.startRingTest(ask);
      },
      onView(view) {
        edge.popup.show(view);
        const ringing = view.card?.kind === 'ringing' ? view.card.callId : null;
        if (ringing !== null && ringing !== lastCardId && settings.current().popupSound === 'soft') edge.playSound();
        lastCardId = ringing;
      },
      onCallsChanged: callsChanged,
      onDiskFull: (isFull) => (isFull ? notices.show({ kind: 'disk_full' }) : notices.remove('disk_full')),
      onBackOnline: (notice) => notices.show(notice),
      onRingTest: (run) => edge.mainWindow.push('ring-test:progress', run),
      onTestPainted() {
        const { shown, hasKeyboard, onRightDisplay } = edge.popup.facts();
        return [
          { name: 'popup_shown', ok: shown },
          { name: 'keyboard_kept', ok: !hasKeyboard },
          { name: 'right_display', ok: onRightDisplay },
        ];
      },
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
    const fetch = options.fetch === undefined ? {} : { fetch: options.fetch };
    office = createOfficeLink({
      relayUrl: kept.relayUrl,
      keeper,
      history: workspace.history,
      clock,
      log,
      ...fetch,
      events: (batch) => workspace.events(batch),
      onSession: keepOffice,
      onFilling(progress) {
        filling = progress;
        if (progress === null) callsChanged([]);
        changed();
      },
      onFillFailed(error) {
        log.error('history_failed', { error });
        if (error instanceof HistoryError && error.code === 'disk_full') notices.show({ kind: 'disk_full' });
      },
      onConfirmed: (callId) => callsChanged([callId]),
      onWaitingChanged: changed,
      onRefused: ({ callId, reason }) => {
        notices.show({ kind: 'change_refused', callId, reason });
        callsChanged([callId]);
      },
      onRemoved: () => void removedByOffice(),
    });
    office.link.onStatus(onStatus);
    office.start();
    changed();
  }

  function onStatus(status: ConnectionState): void {
    workspace.catchUp.status(status);
    if (status.kind === 'offline') notices.show({ ...status, kind: 'offline' });
    if (status.kind === 'up_to_date') notices.remove('offline');
    changed();
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

  function keepOffice({ firm, person, wireVersion }: Session): void {
    workspace.history.setOffice({ firm, personId: person.id });
    const write = (rows: Parameters<Workspace['history']['fill']>[0]) => workspace.history.fill(rows);
    write({ people: [person] });
    if (wireVersion > WIRE_VERSION) notices.show({ kind: 'relay_too_new' });
    else notices.remove('relay_too_new');
    changed();
  }

  async function disconnect(): Promise<void> {
    const leaving = office;
    office = null;
    filling = null;
    notices.remove('offline');
    await leaving?.close();
  }

  /** A history belongs to one person of one firm; for anybody else it starts empty. */
  function startOver(): void {
    workspace.close({ erase: true });
    workspace = openFresh();
    callsChanged([]);
  }

  async function removedByOffice(): Promise<void> {
    removedAt = nowIso();
    await disconnect();
    eraseHere({ keeper, history: workspace.history });
    workspace = openFresh();
    notices.show({ kind: 'removed', at: removedAt });
    callsChanged([]);
    edge.mainWindow.open();
  }

  async function remove(): Promise<void> {
    const leaving = office;
    await disconnect();
    if (leaving) await removeComputer({ client: leaving.client, keeper, history: workspace.history, log });
    else eraseHere({ keeper, history: workspace.history });
    workspace = openFresh();
    callsChanged([]);
  }

  async function startEnrolment(ask: EnrolmentAsk) {
    const fetch = options.fetch === undefined ? {} : { fetch: options.fetch };
    const { version: appVersion } = options;
    await disconnect();
    const { result, session } = await enrol(ask, { keeper, platform, appVersion, clock, log, ...fetch });
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
    callsChanged([...new Set(changes.map((change) => change.callId))]);
    changed();
  }

  function openCall(callId: string | null): void {
    edge.mainWindow.open();
    if (callId !== null) edge.mainWindow.push('calls:show', { callId });
  }

  function callsChanged(callIds: string[]): void {
    if (closed) return;
    edge.mainWindow.push('calls:changed', { callIds });
    changed();
  }

  function changed(): void {
    if (pushScheduled || closed) return;
    pushScheduled = true;
    setImmediate(() => {
      pushScheduled = false;
      if (closed) return;
      const state = describe();
      const text = JSON.stringify(state);
      if (text === pushed) return;
      pushed = text;
      edge.mainWindow.push('app:state-changed', state);
      edge.showState(state);
    });
  }

  function describe(): AppState {
    return describeApp({
      keeper,
      history: workspace.history,
      connection: office?.link.status() ?? { kind: 'not_enrolled' },
      notices: notices.list(),
      filling,
      removedAt,
      enrolmentLink,
      settings: settings.current(),
      system: {
        platform,
        version: options.version,
        autostart: edge.autostart.state(),
        popupMeans: edge.popup.means,
        popupHotkeyFree: edge.hotkey.isFree(),
        suggestedDeviceName: options.computerName,
      },
    });
  }

  settings.onChange((next, before) => {
    if (next.appearance !== before.appearance) edge.setAppearance(next.appearance);
    if (next.popupHotkey !== before.popupHotkey) edge.hotkey.use(next.popupHotkey);
    if (next.startWithSystem !== before.startWithSystem) edge.autostart.set(next.startWithSystem);
    workspace.board.refresh();
    changed();
  });
  edge.setAppearance(settings.current().appearance);
  edge.hotkey.use(settings.current().popupHotkey);
  edge.autostart.set(settings.current().startWithSystem);
  connect();
  changed();

  return {
    state: describe,
    handlers: createRequestHandlers({
      edge,
      settings,
      notices,
      workspace: () => workspace,
      office: () => office,
      state: describe,
      startEnrolment,
      remove,
      write,
      openCall,
      now: () => clock.now(),
      timeZone: options.timeZone,
      newId: randomUUID,
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
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
    wake: (reason) => office?.link.wake(reason),
    async close() {
      await disconnect();
      closed = true;
      workspace.close({ erase: false });
    },
  };
}

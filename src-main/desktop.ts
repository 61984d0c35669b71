import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Session } from '@callbrief/relay/wire/rest';
import { WIRE_VERSION } from '@callbrief/relay/wire/version';
import type { AppState, ConnectionState } from '../src-preload/contract.ts';
import { describeApp } from './app-state.ts';
import type { DesktopOptions } from './desktop-options.ts';
import { readDeepLink } from './enrolment/enrolment-link.ts';
import { enrol, type EnrolmentAsk } from './enrolment/enrol.ts';
import { eraseHere, removeComputer } from './enrolment/remove-computer.ts';
import { createTokenKeeper } from './enrolment/token-keeper.ts';
import { HistoryError } from './history/history-error.ts';
import type { Change } from './history/history.ts';
import type { RequestHandlers } from './ipc/answer-request.ts';
import { createNotices } from './notices.ts';
import { followSettings } from './follow-settings.ts';
import { createOfficeLink, type OfficeLink } from './office-link.ts';
import { createStatePusher } from './push-state.ts';
import { createRequestHandlers } from './request-handlers.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

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
  const network = options.fetch === undefined ? {} : { fetch: options.fetch };
  const nowIso = () => clock.now().toISOString();
  const settings = openSettingsFile({ path: join(dataFolder, 'settings.json'), platform, log });
  const keeper = createTokenKeeper({ path: join(dataFolder, 'device.json'), keyStore, log });
  const notices = createNotices(() => changed());

  let office: OfficeLink | null = null;
  let filling: AppState['filling'] = null;
  let removedAt: string | null = null;
  let enrolmentLink: AppState['enrolmentLink'] = null;
  let closed = false;

  const edge = options.edge({
    settings: () => settings.current(),
    popupShown: (viewId, atMs) => workspace.ringTimes.windowShown(viewId, atMs),
    popupKeyboard: (has) => workspace.board.setHasKeyboard(has),
    openCall,
    callBackLater: (callId) => write([{ kind: 'edit_call', callId, followUp: 'please_call_back' }]),
    setPopups: (popupsOn) => settings.change({ popupsOn }),
  });
  const pusher = createStatePusher(describe, (state) => {
    edge.mainWindow.push('app:state-changed', state);
    edge.showState(state);
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
    edge.popup.reset();
    workspace = openFresh();
    callsChanged([]);
  }

  async function removedByOffice(): Promise<void> {
    removedAt = nowIso();
    await disconnect();
    eraseHere({ keeper, history: workspace.history });
    startOver();
    notices.show({ kind: 'removed', at: removedAt });
    edge.mainWindow.open();
  }

  async function remove(): Promise<void> {
    const leaving = office;
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
    pusher.changed();
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

  followSettings(settings, edge);
  settings.onChange(() => {
    workspace.board.refresh();
    changed();
  });
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
      pusher.close();
      workspace.close({ erase: false });
    },
  };
}

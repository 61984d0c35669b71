import type { Language } from '@callbrief/relay/wire/scalars';
import type {
  AppState,
  CallDetail,
  Colleague,
  EnrolmentResult,
  InsightsView,
  Notice,
} from '../src-preload/contract.ts';
import type { DesktopEdge } from './desktop-edge.ts';
import { createAfterCallRequests } from './after-call/requests.ts';
import { createContactRequests } from './contacts/requests.ts';
import { checkRelay } from './enrolment/check-relay.ts';
import type { EnrolmentAsk } from './enrolment/enrol.ts';
import type { Change, Viewer } from './history/history.ts';
import { ifRoom } from './history/remember-if-room.ts';
import type { RequestHandlers } from './ipc/answer-request.ts';
import type { Log } from './logging/log.ts';
import { createMatterRequests } from './matters/requests.ts';
import type { Notices } from './notices.ts';
import type { OfficeLink } from './office-link.ts';
import { askOffice } from './recordings/ask-office.ts';
import { exportCall } from './recordings/export-call.ts';
import type { RelayClient } from './relay-link/relay-client.ts';
import type { Fetch } from './relay-link/relay-request.ts';
import type { SettingsFile } from './settings/settings-file.ts';
import type { Telephony } from './telephony/telephony.ts';
import { describeInsights } from './transcripts/insights-view.ts';
import type { Workspace } from './workspace.ts';

export interface RequestHandlersOptions {
  edge: DesktopEdge;
  settings: SettingsFile;
  notices: Notices;
  workspace: () => Workspace;
  office: () => OfficeLink | null;
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  log: Log;
  state: () => AppState;
  telephony: Telephony;
  colleagues: () => Promise<Colleague[]>;
  callsChanged: (callIds: string[]) => void;
  startEnrolment: (ask: EnrolmentAsk) => Promise<EnrolmentResult>;
  remove: () => Promise<void>;
  /** To disk first, then to the office when there is a connection. */
  write: (changes: Change[]) => void;
  openCall: (callId: string | null) => void;
  showMatter: (matterId: string) => void;
  now: () => Date;
  timeZone: () => string;
  /** What the app speaks. */
  language: () => Language;
  newId: () => string;
  fetch?: Fetch;
}

const MOST_SUGGESTIONS = 10;

/** What each request of the windows does. */
export function createRequestHandlers(options: RequestHandlersOptions): RequestHandlers {
  const { edge, settings, notices, workspace, office, telephony, write, now, log } = options;
  const viewer = (): Viewer => ({
    // Before the first connection there is nobody to look, and nothing to see.
    personId: workspace().history.office()?.personId ?? '',
    now: now().toISOString(),
    timeZone: options.timeZone(),
  });

  function detail(callId: string): CallDetail | null {
    const { history, controls, recordings } = workspace();
    const stored = history.detail(callId, viewer());
    const call = stored && history.call(callId);
    return stored && { ...stored, control: call && controls.of(call), recordings: recordings.ofCall(callId) };
  }

  function insights(callId: string): InsightsView | null {
    const { history } = workspace();
    const found = history.insights.get(callId);
    const isWaiting = history.changes
      .pending()
      .some(({ change }) => change.kind === 'edit_insights' && change.callId === callId);
    return found && describeInsights(found, history.detail(callId, viewer()), isWaiting);
  }

  /**
   * A popup does not tell what its writer saw. A colleague's note that is not in this text was not seen, and then both are
   * kept.
   */
  function basisOf(callId: string, text: string): string | null {
    const { history } = workspace();
    const note = history.call(callId)?.note ?? null;
    const isMine = note?.byPersonId === history.office()?.personId;
    return note !== null && (isMine || text.includes(note.value)) ? note.at : null;
  }

  function actOn(notice: Notice): void {
    switch (notice.kind) {
      case 'offline':
        office()?.link.wake('asked');
        return;
      case 'history_rebuilt':
      case 'history_from_newer_version':
        edge.showFile(notice.setAsidePath);
        return;
      case 'change_refused':
        options.openCall(notice.callId);
        notices.dismiss(notice.id);
        return;
      case 'back_online':
        edge.mainWindow.open();
        notices.dismiss(notice.id);
        return;
      case 'removed':
      case 'disk_full':
      case 'no_key_store':
      case 'relay_too_new':
        return;
    }
  }

  const directory = {
    history: () => workspace().history,
    write,
    client: options.client,
    viewer,
    newId: options.newId,
    log,
  };
  return {
    ...createAfterCallRequests({
      history: () => workspace().history,
      write,
      language: options.language,
      now,
      timeZone: options.timeZone,
      newId: options.newId,
    }),
    ...createMatterRequests({
      ...directory,
      policy: () => workspace().capturePolicy.current(),
      language: options.language,
    }),
    ...createContactRequests(directory),
    'app:state': () => options.state(),
    'enrolment:check': ({ relayUrl }) =>
      checkRelay(relayUrl, options.fetch === undefined ? {} : { fetch: options.fetch }),
    'enrolment:start': (ask) => options.startEnrolment(ask),
    'enrolment:remove': () => options.remove(),
    'connection:retry': () => office()?.link.wake('asked'),
    'notice:dismiss': ({ noticeId }) => notices.dismiss(noticeId),
    'notice:act': ({ noticeId }) => {
      const notice = notices.find(noticeId);
      if (notice) actOn(notice);
    },
    'calls:list': (query) => workspace().history.list(query, viewer()),
    'calls:get': ({ callId }) => detail(callId),
    'calls:edit': (edit) => write([{ kind: 'edit_call', ...edit }]),
    'call:act': ({ callId, act }) => telephony.act(callId, act),
    'dial:look-up': ({ text }) => telephony.lookUp(text),
    'dial:call': ({ number }) => telephony.dial(number),
    'colleagues:list': () => options.colleagues(),

    'messages:conversation': (of) => telephony.conversation(of),
    'messages:send': (message) => telephony.send(message),
    'messages:seen': ({ messageIds }) => {
      // What was seen already changes nothing: a window that tells so at every drawing must not be told to draw.
      ifRoom(() => {
        const seenNow = workspace().history.messagesSeen(messageIds);
        if (seenNow.length > 0) options.callsChanged(seenNow);
      });
    },

    'blocked:list': () => workspace().history.blockedNumbers(),
    'blocked:set': (ask) => telephony.block(ask),

    'routing:get': () => telephony.routing(),
    'routing:save': (next) => telephony.saveRouting(next),
    'routing:preview': (question) => telephony.previewRoute(question),
    'reconcile:run': ({ days }) => telephony.reconcile(days),

    'insights:get': ({ callId }) => insights(callId),
    'insights:edit': ({ callId, edit }) => write([{ kind: 'edit_insights', callId, edit }]),
    'insights:retry': ({ callId, field }) =>
      askOffice(options.client(), (client) => client.retryInsight(callId, field), { what: 'retry_insight', log }),
    'recordings:retry': ({ recordingId }) => workspace().recordings.retry(recordingId),
    'recordings:fetch': ({ recordingId }) => workspace().recordings.fetch(recordingId),
    'recordings:star': ({ recordingId, on }) => workspace().recordings.star(recordingId, on),
    'recordings:peaks': ({ recordingId }) => workspace().recordings.peaks(recordingId),
    'recordings:legal-hold': ({ callId, on, reason }) => workspace().recordings.legalHold(callId, { on, reason }),
    'recordings:usage': () => workspace().recordings.usage(),
    'recordings:clear': () => workspace().recordings.clear(),
    'export:make': (ask) =>
      exportCall(ask, {
        client: options.client,
        call: (callId) => workspace().history.call(callId),
        matter: (matterId) => workspace().history.matter(matterId),
        timeZone: options.timeZone,
        askWhere: (proposal) => edge.askWhereToSave(proposal),
        log,
      }),

    'settings:change': (change) => settings.change(change),
    'ring-test:run': ({ rings }) => workspace().ringTest.run(rings),
    'ring-test:latest': () => workspace().ringTest.latest(),
    'diagnostics:copy': () => edge.copyText(diagnostics()),
    'window:act': ({ action }) => edge.mainWindow.act(action),

    'popup:painted': ({ viewId, paintedAtMs }) => workspace().ringTimes.painted(viewId, paintedAtMs),
    'popup:fit': ({ height }) => edge.popup.fit(height),
    'popup:hold': ({ reason, held }) => workspace().board.hold(reason, held),
    'popup:hide': ({ callId }) => workspace().board.hide(callId),
    'popup:show-strip': ({ callId }) => workspace().board.showStrip(callId),
    'popup:field-focus': ({ focused }) => edge.popup.fieldFocus(focused),
    'popup:note': ({ callId, text }) =>
      write([{ kind: 'edit_call', callId, note: text, noteBasis: basisOf(callId, text) }]),
    'popup:call-back-later': ({ callIds }) => {
      write(callIds.map((callId) => ({ kind: 'edit_call', callId, followUp: 'please_call_back' })));
      const { board } = workspace();
      const { card } = board.current();
      if (card === null) return;
      board.hide(card.kind === 'back_online' ? null : (callIds.find((callId) => board.has(callId)) ?? null));
    },
    'popup:act': ({ callId, act }) => telephony.act(callId, act),
    'popup:open': ({ callId }) => openFromPopup(callId),
    'popup:find-contact': ({ query }) => workspace().history.findContacts(query, MOST_SUGGESTIONS),
    'popup:choose-contact': ({ callId, contactId }) => write([{ kind: 'edit_call', callId, contactId }]),
    'popup:new-contact': ({ callId, name }) => {
      const contactId = options.newId();
      const number = workspace().history.call(callId)?.fromNumber ?? '';
      // The contact first: the call may name it only once the office knows it.
      write([
        { kind: 'new_contact', contactId, name, number, callId },
        { kind: 'edit_call', callId, contactId },
      ]);
    },
  };

  /** The call that rings or is spoken is asked about for its matter; one of a list, for itself. */
  function openFromPopup(callId: string | null): void {
    const { history, board } = workspace();
    const { card } = board.current();
    const matterId = callId === null ? null : (history.call(callId)?.matterId ?? null);
    const isShown = card !== null && card.kind !== 'back_online' && card.callId === callId;
    if (isShown && matterId !== null && history.matter(matterId) !== null) options.showMatter(matterId);
    else options.openCall(callId);
  }

  /** For a support person: no names, no numbers, no notes. */
  function diagnostics(): string {
    const { connection, settings: chosen, notices: shown, ...state } = options.state();
    const { version, platform, phase, popupMeans, popupHotkeyFree, dialHotkeyFree, autostart, callsCached } = state;
    const { capabilities } = state;
    const hotkeys = { popupHotkeyFree, dialHotkeyFree };
    const facts = { version, platform, phase, popupMeans, ...hotkeys, autostart, callsCached, capabilities };
    const latest = workspace().ringTest.latest();
    const told = { ...facts, connection, settings: chosen, notices: shown.map((n) => n.kind), ringTest: latest };
    return JSON.stringify({ callbrief: told, at: now().toISOString() }, null, 2);
  }
}

import type { Language } from '@callbrief/relay/wire/scalars';
import { otherNumber } from '@callbrief/relay/wire/call';
import type {
  ActAnswer,
  AppState,
  CallDetail,
  Colleague,
  EnrolmentResult,
  InsightsView,
  Notice,
} from '../src-preload/contract.ts';
import type { AgentOrder } from '../src-preload/contract/agent.ts';
import { createAgentTalkRequests } from './agent-talk/requests.ts';
import { promisedCallback } from './calls/promised-callback.ts';
import { formatNumber } from './contacts/phone-number.ts';
import type { CallbackDesk } from './callbacks/callback-desk.ts';
import { createCallbackHandlers } from './callbacks/requests.ts';
import { createUndoStack } from './changes/undo-stack.ts';
import type { DesktopEdge } from './desktop-edge.ts';
import { changesOfInsightEdit } from './after-call/accept-suggestion.ts';
import { createAfterCallRequests } from './after-call/requests.ts';
import { createContactRequests } from './contacts/requests.ts';
import { checkRelay } from './enrolment/check-relay.ts';
import type { EnrolmentAsk } from './enrolment/enrol.ts';
import type { Change, Viewer } from './history/history.ts';
import { ifRoom } from './history/remember-if-room.ts';
import { createImportHandlers } from './imports/requests.ts';
import type { RequestHandlers } from './ipc/answer-request.ts';
import type { Log } from './logging/log.ts';
import { createMatterRequests } from './matters/requests.ts';
import { candidatesOf } from './matching/candidates-of.ts';
import { fileCall, newCaller } from './matching/file-call.ts';
import { findCaller } from './matching/find-caller.ts';
import type { Notices } from './notices.ts';
import type { OfficeLink } from './office-link.ts';
import { createPracticeRequests } from './practice/requests.ts';
import { maskAnswers } from './privacy/mask-answers.ts';
import { maskTalk } from './privacy/mask-card.ts';
import { maskDetail, maskList } from './privacy/mask-row.ts';
import type { PrivacyMode } from './privacy/privacy-mode.ts';
import { askOffice } from './recordings/ask-office.ts';
import { exportCall } from './recordings/export-call.ts';
import { createPolicyDesk } from './policy/policy-desk.ts';
import { receptionistHandlers } from './receptionist/receptionist-requests.ts';
import type { RelayClient } from './relay-link/relay-client.ts';
import type { Fetch } from './relay-link/relay-request.ts';
import { createStatisticsDesk } from './statistics/statistics-desk.ts';
import { exportStatistics } from './statistics/export-statistics.ts';
import type { SettingsFile } from './settings/settings-file.ts';
import { refused } from './telephony/act-answer.ts';
import { createTaskHandlers } from './tasks/requests.ts';
import type { Telephony } from './telephony/telephony.ts';
import { createTimeRequests } from './time/requests.ts';
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
  openMatter: (callId: string) => void;
  privacy: PrivacyMode;
  callbacks: CallbackDesk;
  now: () => Date;
  timeZone: () => string;
  /** What the app speaks. */
  language: () => Language;
  newId: () => string;
  fetch?: Fetch;
}

/** What each request of the windows does. */
export function createRequestHandlers(options: RequestHandlersOptions): RequestHandlers {
  const { edge, settings, notices, workspace, office, telephony, write, now, log } = options;
  const policy = createPolicyDesk({
    history: () => workspace().history,
    me: () => workspace().me(),
    client: options.client,
    log,
  });
  const viewer = (): Viewer => ({
    // Before the first connection there is nobody to look, and nothing to see.
    personId: workspace().history.office()?.personId ?? '',
    now: now().toISOString(),
    timeZone: options.timeZone(),
  });

  const statistics = createStatisticsDesk({
    history: () => workspace().history,
    now,
    timeZone: options.timeZone,
    callbacks: () => workspace().history.items.all('callback', 'all'),
    promisedMinutes: () => workspace().history.practice().callbacks.withinMinutes,
    isOpenAt: null,
  });

  function detail(callId: string): CallDetail | null {
    const { history, controls, recordings } = workspace();
    const stored = history.detail(callId, viewer());
    const call = stored && history.call(callId);
    return stored && { ...stored, control: call && controls.of(call), recordings: recordings.ofCall(callId) };
  }

  const isHidden = () => options.privacy.of('main-window')?.revealed === false;

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
        // The words stay in the strip until it is dismissed: a clipboard is soon overwritten.
        if (notice.written !== null) {
          void edge.copyText(notice.written);
          return;
        }
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

  const items = { history: () => workspace().history, write, now, timeZone: options.timeZone, newId: options.newId };
  const directory = {
    history: () => workspace().history,
    write,
    client: options.client,
    viewer,
    isHidden,
    newId: options.newId,
    log,
  };
  const handlers: RequestHandlers = {
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
    ...createTimeRequests({
      history: () => workspace().history,
      write,
      client: options.client,
      language: options.language,
      timeZone: options.timeZone,
      newId: options.newId,
      askWhere: (proposal) => edge.askWhereToSave(proposal),
      openPage: (url) => edge.openPage(url),
      log,
    }),
    ...createAgentTalkRequests({ client: options.client, log }),
    ...createPracticeRequests({ history: () => workspace().history, client: options.client, log }),
    ...createImportHandlers(options),
    ...createCallbackHandlers({ ...items, desk: options.callbacks, undo: createUndoStack() }),
    ...createTaskHandlers({ ...items, undo: createUndoStack() }),
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
    'calls:list': (query) => {
      const list = workspace().history.list(query, viewer());
      return isHidden() ? maskList(list) : list;
    },
    'calls:get': ({ callId }) => {
      const shown = detail(callId);
      return shown && isHidden() ? maskDetail(shown) : shown;
    },
    'calls:edit': (edit) => write(options.callbacks.changesOfCallEdit(edit)),
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
    'policy:get': () => policy.read(),
    'policy:save': (next) => policy.save(next),
    'policy:preview': (question) => policy.preview(question),
    'policy:find': (asked) => policy.find(asked.query),
    ...receptionistHandlers({
      history: () => workspace().history,
      me: () => workspace().me(),
      client: options.client,
      log,
    }),
    'reconcile:run': ({ days }) => telephony.reconcile(days),

    'insights:get': ({ callId }) => insights(callId),
    'insights:edit': (asked) => write(changesOfInsightEdit(asked, workspace().history, options.newId)),
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

    'statistics:get': (ask) => statistics.get(ask),
    'statistics:export': (ask) => exportStatistics(ask, { askWhere: (proposal) => edge.askWhereToSave(proposal), log }),

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
      write(options.callbacks.callBackLater(callIds));
      const { board } = workspace();
      const { card } = board.current();
      if (card === null) return;
      board.hide(card.kind === 'back_online' ? null : (callIds.find((callId) => board.has(callId)) ?? null));
    },
    'popup:act': ({ callId, act }) => telephony.act(callId, act),
    'popup:open': ({ callId }) => options.openCall(callId),
    'popup:open-matter': ({ callId }) => options.openMatter(callId),
    'popup:copy-number': ({ callId }) => {
      const number = numberOf(callId);
      return number === null ? undefined : edge.copyText(formatNumber(number));
    },
    'popup:block': ({ callId }) => {
      const number = numberOf(callId);
      return number === null ? refused('not_a_number') : telephony.block({ number, blocked: true, comment: '' });
    },
    'popup:reveal': ({ held }) => options.privacy.reveal('call-popup', held),
    'privacy:reveal': ({ held }) => options.privacy.reveal('main-window', held),

    'agent:act': ({ callId, ...order }) => tellAgent(callId, order),
    'agent:talks': () => {
      const talks = workspace().agentTalks.list();
      return { talks: isHidden() ? talks.map(maskTalk) : talks };
    },
    'agent:unfold': ({ callId }) => workspace().board.unfold(callId),

    'matching:candidates': ({ callId }) => {
      const { history } = workspace();
      const call = history.call(callId);
      return call === null ? [] : candidatesOf(history, call);
    },
    'matching:find': ({ query }) => findCaller(workspace().history, query),
    'matching:file': ({ callId, contactId, matterId }) => write(fileCall({ callId, contactId, matterId })),
    'matching:new-contact': (ask) => {
      const { history } = workspace();
      write(newCaller(history, ask, { contactId: options.newId(), editId: options.newId() }));
    },
  };
  return maskAnswers(handlers, options.privacy);

  function numberOf(callId: string): string | null {
    const { history, board } = workspace();
    const call = history.call(callId);
    return board.has(callId) || call !== null ? call && otherNumber(call) : null;
  }

  /** What was promised to the caller is mine to keep, whatever becomes of the receptionist. */
  async function tellAgent(callId: string, order: AgentOrder): Promise<ActAnswer> {
    const { history, agentTalks } = workspace();
    // As it stood when it was promised: the talk may be over before the answer is here.
    const live = agentTalks.of(callId);
    const answer = await telephony.tellAgent(callId, order);
    const call = history.call(callId);
    if (order.act !== 'call_back' || answer.result === 'refused' || call === null) return answer;
    write([promisedCallback(call, { me: viewer().personId, live, now: now(), editId: options.newId() })]);
    return answer;
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

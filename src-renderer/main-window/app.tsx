import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState, Notice } from '../../src-preload/contract.ts';
import { CallbacksScreen } from '../callbacks/callbacks-screen.tsx';
import { CallsScreen } from '../calls/calls-screen.tsx';
import { Notices } from '../connection/notices.tsx';
import { DashboardScreen } from '../dashboard/dashboard-screen.tsx';
import { BlockDialog } from '../dialling/block-dialog.tsx';
import { HoldDialog } from '../calls/hold-dialog.tsx';
import { DialDialog } from '../dialling/dial-dialog.tsx';
import { RingingLine } from '../dialling/ringing-line.tsx';
import { EnrolmentScreen } from '../enrolment/enrolment-screen.tsx';
import { MattersScreen } from '../matters/matters-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { TimeScreen } from '../time/time-screen.tsx';
import { PrivacyStrip } from '../privacy/privacy-strip.tsx';
import { usePlayerKeys } from '../player/use-player-keys.ts';
import type { Screen } from '../stores/screen-store.ts';
import { useStores } from '../stores/stores.ts';
import { TasksScreen } from '../tasks/tasks-screen.tsx';
import { commandFor, letterBelongsToField, type Command } from './commands.ts';
import { KeysSheet } from './keys-sheet.tsx';
import { focusNextPane } from './panes.ts';
import { Rail } from './rail.tsx';
import { useRailBadges } from './use-rail-badges.ts';
import { TitleBar } from './title-bar.tsx';

/** First run until connected and walked through; then the window with its screens. */
export function App() {
  const { t } = useTranslation('app');
  const { app: appStore, enrolment } = useStores();
  const app = useStore(appStore.store, (data) => data.app);
  const enrolling = useStore(enrolment.store, ({ step, connecting }) => connecting || (step && step !== 'connect'));
  if (!app)
    return (
      <p role="status" className="sr-only">
        {t('starting')}
      </p>
    );
  return app.phase !== 'ready' || enrolling ? <EnrolmentScreen app={app} /> : <Window app={app} />;
}

/** Screens that name people in every row; the calls have their own strip, over what is covered. */
const namesPeople: readonly Screen[] = ['callbacks', 'tasks', 'matters', 'time', 'statistics'];

function Window({ app }: { app: AppState }) {
  const stores = useStores();
  const {
    bridge,
    app: appStore,
    callList,
    callDetail,
    conversation,
    dial,
    blocked,
    screen,
    enrolment,
    reading,
    matters,
  } = stores;
  usePlayerKeys(stores, app);
  const { screen: current, keysOpen } = useStore(screen);
  const search = useStore(callList.store, (data) => data.search);
  const dialling = useStore(dial.store);
  const blocking = useStore(blocked.store, (data) => data.dialog);
  const isBlocking = useStore(blocked.store, ({ busy, dialog }) => busy !== null && busy.number === dialog?.number);
  const badges = useRailBadges();
  const searchRef = useRef<HTMLInputElement>(null);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const composerRef = useRef<HTMLTextAreaElement>(null);
  const detailRef = useRef<HTMLElement>(null);
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  const { platform } = app;
  const { letterKeys, privacyMode } = app.settings;
  useEffect(() => {
    const inCalls = () => screen.getState().screen === 'calls';
    const run: Record<Exclude<Command, 'control' | 'agent'>, () => void> = {
      search: () => {
        searchRef.current?.focus();
        searchRef.current?.select();
      },
      calls: () => screen.setState({ screen: 'calls' }),
      matters: () => screen.setState({ screen: 'matters' }),
      statistics: () => screen.setState({ screen: 'statistics' }),
      time: () => screen.setState({ screen: 'time' }),
      callbacks: () => screen.setState({ screen: 'callbacks' }),
      tasks: () => screen.setState({ screen: 'tasks' }),
      settings: () => screen.setState({ screen: 'settings' }),
      privacy: () => void appStore.changeSettings({ privacyMode: !privacyMode }),
      next_pane: () => focusNextPane(document, 1, document.activeElement),
      previous_pane: () => focusNextPane(document, -1, document.activeElement),
      all_keys: () => screen.setState({ keysOpen: true }),
      // Not of the call before it, which may still stand there.
      status: () => inCalls() && callDetail.whenShown(() => screen.setState({ statusMenuOpen: true })),
      note: () => {
        if (!inCalls()) return;
        // What is written about a call is its note; to a number, the message.
        if (conversation.store.getState().open !== null) composerRef.current?.focus();
        else
          callDetail.whenShown(() => {
            if (noteRef.current?.offsetParent !== null) return noteRef.current?.focus();
            // It stands in a tab that is not shown.
            reading.showTab('about');
            setTimeout(() => noteRef.current?.focus(), 0);
          });
      },
      next_call: () => inCalls() && callList.move(1),
      previous_call: () => inCalls() && callList.move(-1),
      call: () => {
        const { open } = conversation.store.getState();
        const number = open === null ? callDetail.store.getState().detail?.number : open.number;
        if (inCalls() && number) dial.ask(number);
      },
      heard: () => {
        const { voicemail } = callDetail.store.getState().detail ?? {};
        const isOnScreen = inCalls() && conversation.store.getState().open === null;
        if (isOnScreen && voicemail) void callDetail.setHeard(voicemail.heard === null);
      },
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const context = { platform, letterKeys, letterBelongsToField: letterBelongsToField(event.target) };
      // A dialog asks first: a letter that means something behind it does nothing.
      if (document.querySelector('[role="dialog"]')) return;
      const command = commandFor(event, context);
      if (!command) return;
      if (command === 'agent') {
        if (pressAgent(event.key)) event.preventDefault();
        return;
      }
      event.preventDefault();
      if (command === 'control') pressControl(event.key);
      else run[command]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [platform, letterKeys, privacyMode, appStore, screen, callList, callDetail, conversation, dial, reading]);

  const act = (notice: Notice) => {
    quietly(bridge.request('notice:act', { noticeId: notice.id }));
    if (notice.kind === 'back_online') {
      screen.setState({ screen: 'calls' });
      callList.ask({ filter: notice.notReturned > 0 ? 'unreturned' : 'all', search: '' });
    }
    if (notice.kind === 'change_refused' && notice.written === null && notice.callId) {
      screen.setState({ screen: 'calls' });
      callList.selectCall(notice.callId);
    }
    if (notice.kind === 'removed') enrolment.begin(app);
  };

  return (
    <div className="flex h-full flex-col">
      <TitleBar
        app={app}
        search={search}
        searchRef={searchRef}
        onSearch={(text) => {
          screen.setState({ screen: 'calls' });
          callList.ask({ search: text });
        }}
        onLeaveSearch={() => focusNextPane(document, 1, document.querySelector('[data-pane="rail"]'))}
        onDial={dial.ask}
        onPrivacy={(privacyMode) => void appStore.changeSettings({ privacyMode })}
        onPopups={(popupsOn) => void appStore.changeSettings({ popupsOn })}
        onWindow={(action) => quietly(bridge.request('window:act', { action }))}
      />
      <div className="flex min-h-0 grow">
        <Rail
          screen={current}
          badges={badges}
          onGo={(to) => {
            // Where one is already: back to its list.
            if (to === 'matters' && current === to) matters.open(null);
            screen.setState({ screen: to });
          }}
        />
        <div className="flex min-w-0 grow flex-col">
          <Notices
            notices={app.notices}
            onAct={act}
            onDismiss={(notice) => quietly(bridge.request('notice:dismiss', { noticeId: notice.id }))}
          />
          <RingingLine ringingFor={dialling.ringingFor} onDismiss={dial.dismissRinging} />
          {app.privacy.because !== null && namesPeople.includes(current) && (
            <PrivacyStrip privacy={app.privacy} bridge={bridge} />
          )}
          {current === 'calls' && (
            <CallsScreen app={app} noteRef={noteRef} composerRef={composerRef} detailRef={detailRef} />
          )}
          {current === 'matters' && <MattersScreen app={app} />}
          {current === 'time' && <TimeScreen app={app} />}
          {current === 'statistics' && <DashboardScreen />}
          {current === 'callbacks' && <CallbacksScreen app={app} />}
          {current === 'tasks' && <TasksScreen app={app} />}
          {current === 'settings' && <SettingsScreen app={app} />}
        </div>
      </div>
      <DialDialog data={dialling} onCall={() => void dial.call()} onClose={dial.close} />
      <BlockDialog
        data={blocking}
        saving={isBlocking}
        onComment={blocked.comment}
        onConfirm={() => void blocked.confirm()}
        onClose={blocked.close}
      />
      <HoldDialog />
      <KeysSheet
        open={keysOpen}
        mac={platform === 'darwin'}
        letterKeys={letterKeys}
        onClose={() => screen.setState({ keysOpen: false })}
      />
    </div>
  );
}

/**
 * The button of the live call on screen that names this letter; none, when nothing can be done to it. While the receptionist
 * has the caller, the letter is for that.
 */
function pressControl(key: string): void {
  if (!pressAgent(key)) keyed('[data-pane="detail"]', key)?.click();
}

function pressAgent(key: string): boolean {
  const button = keyed('[data-live-agent]', key);
  button?.click();
  return button !== null;
}

const keyed = (within: string, key: string) =>
  document.querySelector<HTMLElement>(`${within} [aria-keyshortcuts="${key.toUpperCase()}"]`);

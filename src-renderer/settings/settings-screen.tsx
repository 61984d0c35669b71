import { clsx } from 'clsx';
import {
  Ban,
  Bot,
  ClipboardCheck,
  Clock,
  FileUp,
  EyeOff,
  HardDrive,
  Info,
  Languages,
  Link,
  Mic,
  PhoneIncoming,
  PhoneOutgoing,
  Split,
  TriangleAlert,
  Volume2,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import { ImportSettings } from '../imports/import-settings.tsx';
import { RoutingSettings } from '../routing/routing-settings.tsx';
import { ReceptionistSettings } from '../receptionist/receptionist-settings.tsx';
import { PolicySettings } from '../policy/policy-settings.tsx';
import { hasPolicyChanges } from '../stores/policy-store.ts';
import { hasReceptionistChanges } from '../stores/receptionist-store.ts';
import { hasPracticeChanges } from '../stores/practice-store.ts';
import { hasChanges } from '../stores/routing-store.ts';
import type { SettingsSection } from '../stores/screen-store.ts';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';
import { AboutSettings } from './about-settings.tsx';
import { AudioSettings } from './audio-settings.tsx';
import { BlockedSettings } from './blocked-settings.tsx';
import { CallingSettings } from './calling-settings.tsx';
import { ConnectionSettings } from './connection-settings.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { OfflineSettings } from './offline-settings.tsx';
import { PopupSettings } from './popup-settings.tsx';
import { PracticeSettings } from './practice-settings.tsx';
import { TimeSettings } from './time-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';

/** What holds on this computer is one page; what holds for the whole firm has a page each. */
const groups: ['computer' | 'firm', [SettingsSection, LucideIcon][]][] = [
  [
    'computer',
    [
      ['connection', Link],
      ['popup', PhoneIncoming],
      ['calling', PhoneOutgoing],
      ['offline', HardDrive],
      ['audio', Volume2],
      ['privacy', EyeOff],
      ['display', Languages],
      ['about', Info],
    ],
  ],
  [
    'firm',
    [
      ['routing', Split],
      ['policy', Mic],
      ['receptionist', Bot],
      ['blocked', Ban],
      ['afterCall', ClipboardCheck],
      ['time', Clock],
      ['imports', FileUp],
    ],
  ],
];

export function SettingsScreen({ app }: { app: AppState }) {
  const { t } = useTranslation('settings');
  const { app: appStore, screen, routing, policy, receptionist, practice } = useStores();
  const { settingsSection: current } = useStore(screen);
  const { settingFailed } = useStore(appStore.store);
  const unsaved: Partial<Record<SettingsSection, boolean>> = {
    routing: useStore(routing.store, hasChanges),
    policy: useStore(policy.store, hasPolicyChanges),
    receptionist: useStore(receptionist.store, hasReceptionistChanges),
    afterCall: useStore(practice.store, (data) => hasPracticeChanges(data, 'afterCall')),
    time: useStore(practice.store, (data) => hasPracticeChanges(data, 'time')),
  };
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const section = page.current?.querySelector(`#settings-${current}`);
    section?.scrollIntoView?.({ block: 'start' });
  }, [current]);
  return (
    <main className="grid min-h-0 min-w-0 grow grid-cols-[12.75rem_1fr]">
      <nav
        aria-label={t('title')}
        data-pane="list"
        className="scroll-quiet flex flex-col gap-px border-r border-line bg-canvas px-2.5 py-3.5"
      >
        <h1 className="px-2.5 pb-1 text-title font-semibold">{t('title')}</h1>
        {groups.map(([group, sections]) => (
          <div key={group} role="group" aria-labelledby={`settings-group-${group}`} className="flex flex-col gap-px">
            <span id={`settings-group-${group}`} className="px-2.5 pt-2.5 pb-1 text-caption font-medium text-text-3">
              {t(`group.${group}`)}
            </span>
            {sections.map(([section, icon]) => (
              <button
                key={section}
                type="button"
                aria-current={section === current ? 'true' : undefined}
                {...(section === current && { 'data-pane-start': true })}
                onClick={() => {
                  // Pressed again after scrolling away: the same section is no change of state, but a wish.
                  page.current?.querySelector(`#settings-${section}`)?.scrollIntoView({ block: 'start' });
                  screen.setState({ settingsSection: section });
                }}
                className={clsx(
                  'flex min-h-8 items-center gap-2.25 rounded-2 px-2.5 py-1 text-left font-medium',
                  section === current ? 'bg-selected text-accent-text' : 'text-text-2 hover:bg-hover',
                )}
              >
                <Icon of={icon} />
                <span>
                  {t(`section.${section}`)}{' '}
                  {unsaved[section] === true && (
                    <span className="block text-caption font-normal text-caution-text">{t('notSavedYet')}</span>
                  )}
                </span>
              </button>
            ))}
          </div>
        ))}
      </nav>
      <div ref={page} data-pane="detail" className="scroll-quiet min-h-0 bg-surface px-9 pb-10">
        {settingFailed && (
          <p
            role="alert"
            className="mt-4 flex max-w-220 items-center gap-2 rounded-2 border border-critical-line bg-critical-tint px-3.5 py-2"
          >
            <Icon of={TriangleAlert} className="text-critical" />
            {t('notSaved')}
          </p>
        )}
        <Page app={app} section={current} />
      </div>
    </main>
  );
}

function Page({ app, section }: { app: AppState; section: SettingsSection }) {
  const {
    bridge,
    app: appStore,
    ringTest,
    routing,
    routePreview,
    blocked,
    reconcile,
    audioUsage,
    practice,
    clio,
    output,
    policy,
    receptionist,
    imports,
  } = useStores();
  const ringData = useStore(ringTest.store);
  const onChange = (change: Parameters<typeof appStore.changeSettings>[0]) => void appStore.changeSettings(change);
  if (section === 'routing') return <RoutingSettings routing={routing} preview={routePreview} />;
  if (section === 'time') return <TimeSettings app={app} practice={practice} clio={clio} />;
  if (section === 'afterCall') return <PracticeSettings app={app} practice={practice} />;
  if (section === 'policy') return <PolicySettings policy={policy} />;
  if (section === 'receptionist') return <ReceptionistSettings receptionist={receptionist} />;
  if (section === 'imports') return <ImportSettings app={app} imports={imports} />;
  if (section === 'blocked') return <BlockedSettings app={app} blocked={blocked} />;
  return (
    <>
      <ConnectionSettings
        app={app}
        reconcile={reconcile}
        onReconnect={() => void bridge.request('connection:retry').catch(() => undefined)}
        onRemove={() => bridge.request('enrolment:remove')}
      />
      <PopupSettings app={app} ringTest={ringData} onChange={onChange} onRing={() => void ringTest.ring(10)} />
      <CallingSettings app={app} onChange={onChange} />
      <OfflineSettings app={app} audioUsage={audioUsage} onChange={onChange} />
      <AudioSettings settings={app.settings} output={output} onChange={onChange} />
      <PrivacySettings app={app} onChange={onChange} />
      <DisplaySettings settings={app.settings} onChange={onChange} />
      <AboutSettings app={app} onChange={onChange} onCopyDiagnostics={() => bridge.request('diagnostics:copy')} />
    </>
  );
}

import { clsx } from 'clsx';
import { Info, Languages, Link, PhoneIncoming, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import type { SettingsSection } from '../stores/screen-store.ts';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';
import { AboutSettings } from './about-settings.tsx';
import { ConnectionSettings } from './connection-settings.tsx';
import { DisplaySettings } from './display-settings.tsx';
import { PopupSettings } from './popup-settings.tsx';

const sections: [SettingsSection, LucideIcon][] = [
  ['connection', Link],
  ['popup', PhoneIncoming],
  ['display', Languages],
  ['about', Info],
];

/** One page; the list at the left scrolls to its parts. */
export function SettingsScreen({ app }: { app: AppState }) {
  const { t } = useTranslation('settings');
  const { bridge, app: appStore, ringTest, screen } = useStores();
  const { settingsSection: current } = useStore(screen);
  const ringData = useStore(ringTest.store);
  const { settingFailed } = useStore(appStore.store);
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const section = page.current?.querySelector(`#settings-${current}`);
    section?.scrollIntoView?.({ block: 'start' });
  }, [current]);
  const onChange = (change: Parameters<typeof appStore.changeSettings>[0]) => void appStore.changeSettings(change);
  return (
    <main className="grid min-h-0 min-w-0 grow grid-cols-[12.75rem_1fr]">
      <nav
        aria-label={t('title')}
        data-pane="list"
        className="flex flex-col gap-px border-r border-line bg-canvas px-2.5 py-3.5"
      >
        <h1 className="px-2.5 pb-2.5 text-title font-semibold">{t('title')}</h1>
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
            {t(`section.${section}`)}
          </button>
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
        <ConnectionSettings
          app={app}
          onReconnect={() => void bridge.request('connection:retry').catch(() => undefined)}
          onRemove={() => bridge.request('enrolment:remove')}
        />
        <PopupSettings app={app} ringTest={ringData} onChange={onChange} onRing={() => void ringTest.ring(10)} />
        <DisplaySettings settings={app.settings} onChange={onChange} />
        <AboutSettings app={app} onChange={onChange} onCopyDiagnostics={() => bridge.request('diagnostics:copy')} />
      </div>
    </main>
  );
}

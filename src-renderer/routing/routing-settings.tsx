import { CloudOff, LockKeyhole } from 'lucide-react';
import { useEffect, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { SettingsSection } from '../settings/option-row.tsx';
import type { RoutePreviewStore } from '../stores/route-preview-store.ts';
import { problemsOf, type RoutingStore } from '../stores/routing-store.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { changeThenFocus } from './change-then-focus.ts';
import { ClosedDays } from './closed-days.tsx';
import { fieldMarks } from './field-marks.ts';
import { HoursEditor } from './hours-editor.tsx';
import { RuleList } from './rule-list.tsx';
import { SaveBar } from './save-bar.tsx';
import { WhatWouldHappen } from './what-would-happen.tsx';

/** Settings > Call routing: what would happen, the rules that say so, and when the office is open. */
export function RoutingSettings({ routing, preview }: { routing: RoutingStore; preview: RoutePreviewStore }) {
  const { t } = useTranslation('routing');
  const control = useTranslation('control').t;
  const data = useStore(routing.store);
  const { desk, draft, notLoaded, loading, showProblems, undo } = data;
  useEffect(() => void routing.load(), [routing]);
  const problems = useMemo(() => problemsOf(data), [data]);
  const marks = useMemo(() => fieldMarks(problems, showProblems, t), [problems, showProblems, t]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
    // In a text field the letters come back first.
    if (!isUndo || !undo || (event.target instanceof Element && event.target.matches('input, textarea'))) return;
    event.preventDefault();
    changeThenFocus(() => routing.undo(), undo.focus);
  };
  return (
    <SettingsSection id="routing" title={t('title')}>
      <p className="max-w-160 text-text-2">{t('intro')}</p>
      {!desk || !draft ? (
        <div className="mt-3 rounded-3 border border-line">
          {notLoaded ? (
            <EmptyState
              icon={CloudOff}
              title={t('notLoaded')}
              action={
                <Button busy={loading} onClick={() => void routing.load()}>
                  {t('retry')}
                </Button>
              }
            >
              <p role="alert">{control(`refusal.${notLoaded}`)}</p>
            </EmptyState>
          ) : (
            <p role="status" className="px-3.5 py-6 text-center text-text-2">
              {t('loading')}
            </p>
          )}
        </div>
      ) : (
        // Ctrl+Z of any part of it.
        <div role="presentation" onKeyDown={onKeyDown}>
          {!desk.canSave && (
            <p className="mt-3 flex items-center gap-2 rounded-2 border border-line bg-sunken px-3.5 py-2 text-text-2">
              <Icon of={LockKeyhole} />
              {t('onlyAdmin')}
            </p>
          )}
          {notLoaded && (
            <p role="alert" className="mt-3 rounded-2 border border-caution-line bg-caution-tint px-3.5 py-2">
              {control(`refusal.${notLoaded}`)}
            </p>
          )}
          {/* What gets the keyboard is scrolled clear of the bar with Save at the foot. */}
          <div className="[&_:is(button,input,select)]:scroll-mb-36">
            <WhatWouldHappen desk={desk} draft={draft} preview={preview} />
            <RuleList desk={desk} draft={draft} routing={routing} problems={problems} marks={marks} />
            <HoursEditor draft={draft} routing={routing} marks={marks} canSave={desk.canSave} />
            <ClosedDays draft={draft} routing={routing} marks={marks} canSave={desk.canSave} />
          </div>
          <SaveBar routing={routing} />
        </div>
      )}
    </SettingsSection>
  );
}

import { useEffect, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { DeskPage } from '../settings/desk-page.tsx';
import { SettingsSection } from '../settings/option-row.tsx';
import type { RoutePreviewStore } from '../stores/route-preview-store.ts';
import { problemsOf, type RoutingStore } from '../stores/routing-store.ts';
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
      {/* Ctrl+Z of any part of it. */}
      <div role="presentation" onKeyDown={onKeyDown}>
        <DeskPage
          desk={desk}
          draft={draft}
          notLoaded={notLoaded}
          isLoading={loading}
          words={{ notLoaded: t('notLoaded'), loading: t('loading') }}
          load={() => void routing.load()}
          bar={<SaveBar routing={routing} />}
        >
          {(loaded, changed) => (
            <>
              <WhatWouldHappen desk={loaded} draft={changed} preview={preview} />
              <RuleList desk={loaded} draft={changed} routing={routing} problems={problems} marks={marks} />
              <HoursEditor draft={changed} routing={routing} marks={marks} canSave={loaded.canSave} />
              <ClosedDays draft={changed} routing={routing} marks={marks} canSave={loaded.canSave} />
            </>
          )}
        </DeskPage>
      </div>
    </SettingsSection>
  );
}

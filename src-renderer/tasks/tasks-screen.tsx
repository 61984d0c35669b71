import { CalendarDays, ListChecks, Pencil, Plus, Trash2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import type { TaskRow } from '../../src-preload/contract/tasks.ts';
import { useHidden } from '../privacy/use-hidden.ts';
import { useStores } from '../stores/stores.ts';
import { tasksInScope, type TasksData } from '../stores/tasks-store.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KeyBar } from '../ui/key-bar.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { UndoStrip } from '../ui/undo-strip.tsx';
import { AssignMenu } from './assign-menu.tsx';
import { AddTaskDialog, DueDialog } from './task-dialog.tsx';
import { TaskTable } from './task-table.tsx';
import { useTaskKeys } from './use-task-keys.ts';

/** What people of the firm have to do. */
export function TasksScreen({ app }: { app: AppState }) {
  const { t } = useTranslation('tasks');
  const { bridge, tasks, newId, showCall } = useStores();
  const data = useStore(tasks.store);
  const now = useOfficeNow(30_000);
  const isHidden = useHidden();
  useTaskKeys(tasks, app, { canRewrite: !isHidden });
  const findMatter = useCallback(
    (query: string) => bridge.request('callbacks:find-matter', { query, contactId: null }),
    [bridge],
  );
  const { list, scope, doneOpen, selectedId, doing, changed, told } = data;
  useEffect(() => {
    if (told === null || told === 'not_saved') return undefined;
    const timer = setTimeout(tasks.dismiss, 8_000);
    return () => clearTimeout(timer);
  }, [told, tasks]);
  const rows = tasksInScope(data);
  const open = rows.filter(({ group }) => group !== 'done');
  const overdue = open.filter(({ group }) => group === 'overdue').length;
  const selected = rows.find(({ id }) => id === selectedId) ?? null;
  const { letterKeys } = app.settings;
  const mac = app.platform === 'darwin';
  const openFrom = ({ call }: TaskRow) => call !== null && showCall(call.id);
  const tellText = told === null ? null : t(told === 'not_saved' ? 'notSaved' : `undo.${told}`);

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col bg-surface">
      <section aria-label={t('title')} data-pane="list" className="relative flex min-h-0 grow flex-col">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 pt-3 pr-5 pb-2.5 pl-5">
          <h1 className="text-title font-semibold">{t('title')}</h1>
          <span role="status" className="text-meta text-text-2">
            {list && overdue > 0 && (
              <>
                <b className="font-medium text-critical-text">{t('overdueCount', { count: overdue })}</b>
                {' · '}
              </>
            )}
            {list && t('openCount', { count: open.length })}
          </span>
          <span className="ml-auto flex flex-wrap items-center gap-3">
            <Segmented<TasksData['scope']>
              label={t('whose')}
              value={scope}
              segments={[
                { value: 'mine', label: t('scope.mine') },
                { value: 'everyone', label: t('scope.everyone') },
              ]}
              onChange={tasks.show}
            />
            <span className="flex items-center gap-1">
              <AssignMenu
                people={list?.people ?? []}
                assigneeId={selected?.assignee?.id ?? null}
                open={doing === 'assign'}
                disabled={selected === null}
                onOpenChange={(on) => tasks.begin(on ? 'assign' : null)}
                onChoose={(assigneePersonId) => tasks.edit({ assigneePersonId })}
              />
              <IconButton
                icon={CalendarDays}
                label={t('due.title')}
                shortcut="D"
                disabled={selected === null}
                onClick={() => tasks.begin('due')}
              />
              <IconButton
                icon={Pencil}
                label={t('editTitle')}
                shortcut="E"
                disabled={selected === null || isHidden}
                onClick={() => tasks.begin('title')}
              />
              <IconButton
                icon={Trash2}
                label={t('remove')}
                shortcut="Delete"
                disabled={selected === null}
                onClick={() => tasks.edit({ state: 'removed' })}
              />
            </span>
            <Button look="primary" icon={Plus} onClick={() => tasks.begin('add')}>
              {t('add.open')}
              {letterKeys && (
                <span aria-hidden="true" className="inline-flex">
                  <Kbd onAccent>N</Kbd>
                </span>
              )}
            </Button>
          </span>
        </header>
        {list === null ? (
          <p role="status" className="px-5 text-text-2">
            {data.failed ? t('failed') : t('loading')}
          </p>
        ) : rows.length === 0 ? (
          <div className="flex grow items-center justify-center border-t border-line">
            <EmptyState
              icon={ListChecks}
              title={t('empty.title')}
              action={
                scope === 'mine' && list.rows.length > 0 ? (
                  <Button onClick={() => tasks.show('everyone')}>{t('empty.showAll')}</Button>
                ) : (
                  <Button icon={Plus} onClick={() => tasks.begin('add')}>
                    {t('add.open')}
                  </Button>
                )
              }
            >
              {t('empty.why')}
            </EmptyState>
          </div>
        ) : (
          <TaskTable
            rows={rows}
            doneOpen={doneOpen}
            selectedId={selectedId}
            editingTitle={doing === 'title' && !isHidden}
            focusRequests={data.focusRequests}
            now={now}
            onSelect={(id) => tasks.select(id, { focus: true })}
            onMove={tasks.move}
            onOpen={openFrom}
            onFold={tasks.foldDone}
            onToggle={tasks.toggle}
            onTitle={(title) => tasks.edit({ title })}
            onLeaveTitle={() => {
              tasks.begin(null);
              if (selectedId !== null) tasks.select(selectedId, { focus: true });
            }}
          />
        )}
        {(changed !== null || tellText !== null) && (
          <div className="absolute inset-x-5 bottom-3 mx-auto max-w-120">
            {changed === null ? (
              <p
                role={told === 'not_saved' ? 'alert' : 'status'}
                className="rounded-2 border border-line-2 bg-raised px-3.5 py-2 shadow-2"
              >
                {tellText}
              </p>
            ) : (
              <UndoStrip
                key={changed.times}
                text={t(`changed.${changed.what}`, { title: changed.title })}
                action={t('undo.action')}
                onUndo={tasks.undo}
                onLeave={tasks.dismiss}
              />
            )}
          </div>
        )}
      </section>
      {letterKeys && (
        <KeyBar
          hints={[
            { keys: ['↑', '↓'], word: t('keys.move') },
            { keys: ['Space'], word: t('keys.done') },
            { keys: ['E'], word: t('keys.title') },
            { keys: ['A'], word: t('keys.assign') },
            { keys: ['D'], word: t('keys.due') },
            { keys: ['N'], word: t('keys.add') },
            { keys: ['Delete'], word: t('keys.remove') },
            { keys: ['Enter'], word: t('keys.openCall') },
            { keys: [mac ? '⌘ Z' : 'Ctrl Z'], word: t('keys.undo') },
          ]}
          last={{ keys: ['?'], word: t('keys.all') }}
        />
      )}
      {list && (
        <AddTaskDialog
          people={list.people}
          open={doing === 'add'}
          notSaved={told === 'not_saved'}
          findMatter={findMatter}
          onAdd={(set) => void tasks.add(newId(), set)}
          onClose={() => tasks.begin(null)}
        />
      )}
      <DueDialog
        row={doing === 'due' ? selected : null}
        onDue={(due) => tasks.edit({ due })}
        onClose={() => tasks.begin(null)}
      />
    </main>
  );
}

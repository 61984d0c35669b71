import { PhoneOutgoing, Plus, SlidersHorizontal } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AppState } from '../../src-preload/contract.ts';
import type { CallbackDetail } from '../../src-preload/contract/callbacks.ts';
import { useHidden } from '../privacy/use-hidden.ts';
import { rowsInScope, type CallbackScope, type ForFilter } from '../stores/callbacks-store.ts';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { KeyBar } from '../ui/key-bar.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { UndoStrip } from '../ui/undo-strip.tsx';
import { AddCallbackDialog } from './add-callback-dialog.tsx';
import { CallbackSide } from './callback-side.tsx';
import { CallbackTable } from './callback-table.tsx';
import { EditCallbackDialog } from './edit-callback-dialog.tsx';
import { useCallbackKeys } from './use-callback-keys.ts';

/** Who is owed a call: the queue, the selected one beside it, and the keys along the edge. */
export function CallbacksScreen({ app }: { app: AppState }) {
  const { t } = useTranslation('callbacks');
  const { bridge, callbacks, dial, newId, showCall } = useStores();
  const data = useStore(callbacks.store);
  const now = useOfficeNow(30_000);
  const dueRef = useRef<HTMLDivElement>(null);
  const isHidden = useHidden();
  useCallbackKeys(callbacks, app, { dueRef, canRewrite: !isHidden, onCall: dial.ask });
  const findCaller = useCallback((query: string) => bridge.request('callbacks:find-caller', { query }), [bridge]);
  const findMatter = useCallback(
    (query: string, contactId: string | null) => bridge.request('callbacks:find-matter', { query, contactId }),
    [bridge],
  );
  const { list, scope, forFilter, selectedId, detail, changed, told } = data;
  // What only says that nothing happened leaves by itself.
  useEffect(() => {
    if (told === null || told === 'not_saved') return undefined;
    const timer = setTimeout(callbacks.dismiss, 8_000);
    return () => clearTimeout(timer);
  }, [told, callbacks]);
  const rows = rowsInScope(data);
  const open = rows.filter(({ group }) => group !== 'closed');
  const overdue = open.filter(({ group }) => group === 'overdue').length;
  const mac = app.platform === 'darwin';
  const { letterKeys } = app.settings;
  const hear = ({ callId, fromMs }: NonNullable<CallbackDetail['passage']>) => showCall(callId, fromMs);
  const tellText = told === null ? null : t(told === 'not_saved' ? 'notSaved' : `undo.${told}`);

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col bg-surface">
      <div className="flex min-h-0 grow">
        <section aria-label={t('queue')} data-pane="list" className="relative flex min-h-0 min-w-0 grow flex-col">
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
              <Segmented<CallbackScope>
                label={t('whose')}
                value={scope}
                segments={[
                  { value: 'mine', label: t('scope.mine') },
                  { value: 'my_lawyers', label: t('scope.my_lawyers') },
                  { value: 'everyone', label: t('scope.everyone') },
                ]}
                onChange={callbacks.show}
              />
              <Select<ForFilter>
                label={t('forFilter')}
                icon={SlidersHorizontal}
                fit
                value={forFilter}
                options={[
                  { value: 'all', label: t('forAll') },
                  ...(list?.people ?? []).map(({ id, shortName }) => ({
                    value: `person:${id}` as const,
                    label: t('forOne', { name: shortName }),
                  })),
                  ...(list?.teams ?? []).map(({ id, name }) => ({
                    value: `team:${id}` as const,
                    label: t('forOne', { name }),
                  })),
                ]}
                onChange={callbacks.showFor}
              />
              <Button look="primary" icon={Plus} onClick={() => callbacks.setAdding(true)}>
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
                icon={PhoneOutgoing}
                title={list.rows.length === 0 ? t('empty.title') : t('empty.noneHere')}
                action={
                  list.rows.length === 0 ? (
                    <Button icon={Plus} onClick={() => callbacks.setAdding(true)}>
                      {t('add.open')}
                    </Button>
                  ) : (
                    <Button
                      onClick={() => {
                        callbacks.show('everyone');
                        callbacks.showFor('all');
                      }}
                    >
                      {t('empty.showAll')}
                    </Button>
                  )
                }
              >
                {list.rows.length === 0 ? t('empty.why') : t('empty.filtered')}
              </EmptyState>
            </div>
          ) : (
            <CallbackTable
              rows={rows}
              soonMinutes={list.soonMinutes}
              closedOpen={data.closedOpen}
              selectedId={selectedId}
              focusRequests={data.focusRequests}
              now={now}
              onSelect={(id) => callbacks.select(id, { focus: true })}
              onMove={callbacks.move}
              onOpen={({ callId }) => callId !== null && showCall(callId)}
              onFold={callbacks.foldClosed}
              onTake={(row) =>
                callbacks.editRow(row, { ownerPersonId: list.people.find(({ isMe }) => isMe)?.id ?? null })
              }
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
                  text={t(`changed.${changed.what}`, { who: changed.title ?? t('withheld') })}
                  action={t('undo.action')}
                  onUndo={callbacks.undo}
                  onLeave={callbacks.dismiss}
                />
              )}
            </div>
          )}
        </section>
        {detail && detail.id === selectedId && list && (
          <CallbackSide
            detail={detail}
            people={list.people}
            assigning={data.assigning}
            letterKeys={letterKeys}
            now={now}
            dueRef={dueRef}
            canRewrite={!isHidden}
            onAssigning={callbacks.setAssigning}
            onRewrite={() => callbacks.setEditing(true)}
            onEdit={callbacks.edit}
            onCall={dial.ask}
            onOpenCall={(callId) => showCall(callId)}
            onHear={hear}
          />
        )}
      </div>
      {letterKeys && (
        <KeyBar
          hints={[
            { keys: ['↑', '↓'], word: t('keys.move') },
            { keys: ['1', '–', '4'], word: t('keys.status') },
            { keys: ['C'], word: t('keys.call') },
            { keys: ['A'], word: t('keys.assign') },
            { keys: ['D'], word: t('keys.due') },
            { keys: ['E'], word: t('keys.edit') },
            { keys: ['R'], word: t('keys.reached') },
            { keys: ['X'], word: t('keys.noAnswer') },
            { keys: ['Enter'], word: t('keys.openCall') },
            { keys: [mac ? '⌘ Z' : 'Ctrl Z'], word: t('keys.undo') },
          ]}
          last={{ keys: ['?'], word: t('keys.all') }}
        />
      )}
      {list && (
        <EditCallbackDialog
          detail={data.editing && !isHidden && detail?.id === selectedId ? detail : null}
          list={list}
          notSaved={told === 'not_saved'}
          onSave={(set) => void callbacks.rewrite(set)}
          onClose={() => callbacks.setEditing(false)}
        />
      )}
      {list && (
        <AddCallbackDialog
          list={list}
          open={data.adding}
          notSaved={told === 'not_saved'}
          findCaller={findCaller}
          findMatter={findMatter}
          onAdd={(set) => void callbacks.add(newId(), set)}
          onClose={() => callbacks.setAdding(false)}
        />
      )}
    </main>
  );
}

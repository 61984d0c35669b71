import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { hasChanges, problemsOf, type RoutingStore } from '../stores/routing-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { UndoStrip } from '../ui/undo-strip.tsx';
import { changeThenFocus, ruleFocus } from './change-then-focus.ts';
import { fieldFocus } from './field-marks.ts';

/** Long enough to be read; then the rules have their room again. */
const SAVED_SHOWN_MS = 8_000;

/** Stays at the foot of the section, over the pane's own margin: what was taken away, what went wrong, and Save or Discard for all of it. */
export function SaveBar({ routing }: { routing: RoutingStore }) {
  const { t } = useTranslation('routing');
  const control = useTranslation('control').t;
  const data = useStore(routing.store);
  const { undo, saving, saved, notSaved, refusedField, showProblems } = data;
  const changed = hasChanges(data);
  const problems = problemsOf(data);
  const conflict = notSaved === 'revision_conflict';
  const forgetUndo = useCallback(() => routing.forgetUndo(), [routing]);
  useEffect(() => {
    if (!saved) return undefined;
    const timer = setTimeout(() => routing.forgetSaved(), SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [saved, routing]);
  const after = (isSaved: boolean) => {
    if (!isSaved) goToFirstProblem(routing);
  };
  if (!changed && !undo && !saved && !conflict) return null;
  return (
    <div className="sticky -bottom-10 z-10 -mx-1 mt-5 grid max-w-222 gap-2 bg-surface px-1 pt-2 pb-3">
      {undo && (
        <UndoStrip
          key={`${undo.what} ${undo.name}`}
          text={t(`undoOf.${undo.what}`, { name: undo.name.trim() === '' ? t('unnamed') : undo.name })}
          action={undo.what === 'theirs' ? t('backToMine') : t('undo')}
          onUndo={() => changeThenFocus(() => routing.undo(), undo.focus)}
          onLeave={forgetUndo}
        />
      )}
      {(changed || conflict) && (
        <div
          role="group"
          aria-label={t('unsaved')}
          className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-2 border border-caution-line bg-caution-tint py-2 pr-2.5 pl-3.5"
        >
          <Icon of={TriangleAlert} className="text-caution" />
          <div className="min-w-60 flex-1">
            {conflict ? (
              <p role="alert">
                <b className="font-semibold">{t('conflict')}</b> {t('conflictWhy')}
              </p>
            ) : notSaved !== null ? (
              <p role="alert">
                <b className="font-semibold">{t('unsaved')}.</b>{' '}
                {refusedField === null ? control(`refusal.${notSaved}`) : t('problem.refused')}
              </p>
            ) : showProblems && problems.size > 0 ? (
              <p role="alert">
                <b className="font-semibold">{t('unsaved')}.</b> {t('fieldsWrong', { count: problems.size })}
              </p>
            ) : (
              <p>
                <b className="font-semibold">{t('unsaved')}.</b> {t('unsavedWhat')}
              </p>
            )}
          </div>
          <span className="flex flex-wrap items-center gap-2">
            {conflict ? (
              <>
                <Button size={32} busy={saving} onClick={() => void routing.saveOverTheirs().then(after)}>
                  {t('saveMine')}
                </Button>
                <Button size={32} look="primary" busy={data.loading} onClick={() => void routing.loadTheirs()}>
                  {t('loadTheirs')}
                </Button>
              </>
            ) : (
              <>
                <Button size={32} onClick={() => routing.discard()}>
                  {t('discard')}
                </Button>
                <Button size={32} look="primary" busy={saving} onClick={() => void routing.save().then(after)}>
                  {saving ? t('saving') : t('save')}
                </Button>
              </>
            )}
          </span>
        </div>
      )}
      {saved && !changed && (
        <p role="status" className="rounded-2 border border-positive-line bg-positive-tint px-3.5 py-2">
          {t('saved')}
        </p>
      )}
    </div>
  );
}

/** Opens the rule that the first marked field is in, and puts the keyboard into the field. */
function goToFirstProblem(routing: RoutingStore): void {
  const data = routing.store.getState();
  const isTold = data.showProblems || data.refusedField !== null;
  const path = isTold ? [...problemsOf(data).keys()][0] : undefined;
  if (path === undefined) return;
  const index = /^rules\.(\d+)\./.exec(path)?.[1];
  const rule = index === undefined ? undefined : data.draft?.rules[Number(index)];
  const focus = rule && path.endsWith('.name') ? `rule-name:${rule.id}` : fieldFocus(path);
  changeThenFocus(() => rule && routing.openRule(rule.id, true), focus, rule ? ruleFocus(rule.id) : null);
}

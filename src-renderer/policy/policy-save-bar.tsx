import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { hasPolicyChanges, policyProblems, type PolicyStore } from '../stores/policy-store.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { UndoStrip } from '../ui/undo-strip.tsx';

/** Long enough to be read. */
const SAVED_SHOWN_MS = 8_000;

/** At the foot of the section, as that of the rules for calls: what was taken away, what went wrong, Save and Discard. */
export function PolicySaveBar({ policy }: { policy: PolicyStore }) {
  const { t } = useTranslation('policy');
  const routing = useTranslation('routing').t;
  const control = useTranslation('control').t;
  const data = useStore(policy.store);
  const { undo, saving, saved, notSaved, showProblems, loading } = data;
  const changed = hasPolicyChanges(data);
  const problems = policyProblems(data);
  const conflict = notSaved === 'revision_conflict';
  useEffect(() => {
    if (!saved) return undefined;
    const timer = setTimeout(policy.forgetSaved, SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [saved, policy]);
  if (!changed && !undo && !saved && !conflict) return null;
  const wrong = conflict
    ? { title: t('conflict'), why: routing('conflictWhy') }
    : notSaved !== null
      ? { title: `${routing('unsaved')}.`, why: control(`refusal.${notSaved}`) }
      : showProblems && problems.size > 0
        ? { title: `${routing('unsaved')}.`, why: routing('fieldsWrong', { count: problems.size }) }
        : null;
  return (
    <div className="sticky -bottom-10 z-10 -mx-1 mt-5 grid max-w-222 gap-2 bg-surface px-1 pt-2 pb-3">
      {undo && (
        <UndoStrip
          key={`${undo.what} ${JSON.stringify(undo.draft.rules.length)}`}
          text={t(`undoOf.${undo.what}`)}
          action={undo.what === 'theirs' ? routing('backToMine') : routing('undo')}
          onUndo={policy.undo}
          onLeave={policy.forgetUndo}
        />
      )}
      {(changed || conflict) && (
        <div
          role="group"
          aria-label={routing('unsaved')}
          className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-2 border border-caution-line bg-caution-tint py-2 pr-2.5 pl-3.5"
        >
          <Icon of={TriangleAlert} className="text-caution" />
          <p role={wrong ? 'alert' : undefined} className="min-w-60 flex-1">
            <b className="font-semibold">{wrong?.title ?? `${routing('unsaved')}.`}</b> {wrong?.why ?? t('unsavedWhat')}
          </p>
          <span className="flex flex-wrap items-center gap-2">
            {conflict ? (
              <>
                <Button size={32} busy={saving} onClick={() => void policy.saveOverTheirs()}>
                  {routing('saveMine')}
                </Button>
                <Button size={32} look="primary" busy={loading} onClick={() => void policy.loadTheirs()}>
                  {routing('loadTheirs')}
                </Button>
              </>
            ) : (
              <>
                <Button size={32} onClick={policy.discard}>
                  {routing('discard')}
                </Button>
                <Button size={32} look="primary" busy={saving} onClick={() => void policy.save()}>
                  {saving ? routing('saving') : routing('save')}
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

import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { DraftBar } from '../settings/draft-bar.tsx';
import { hasPolicyChanges, policyProblems, type PolicyStore } from '../stores/policy-store.ts';

/** At the foot of the section, as that of the rules for calls: what was taken away, what went wrong, Save and Discard. */
export function PolicySaveBar({ policy }: { policy: PolicyStore }) {
  const { t } = useTranslation('policy');
  const routing = useTranslation('routing').t;
  const control = useTranslation('control').t;
  const data = useStore(policy.store);
  const { undo, notSaved, showProblems } = data;
  const problems = policyProblems(data);
  const conflict = notSaved === 'revision_conflict';
  const wrong = conflict
    ? { title: t('conflict'), why: routing('conflictWhy') }
    : notSaved !== null
      ? { title: `${routing('unsaved')}.`, why: control(`refusal.${notSaved}`) }
      : showProblems && problems.size > 0
        ? { title: `${routing('unsaved')}.`, why: routing('fieldsWrong', { count: problems.size }) }
        : null;
  return (
    <DraftBar
      changed={hasPolicyChanges(data)}
      conflict={conflict}
      wrong={wrong}
      unsavedWhat={t('unsavedWhat')}
      saved={data.saved}
      savedWords={t('saved')}
      saving={data.saving}
      loading={data.loading}
      undo={
        undo && {
          key: `${undo.what} ${String(data.draft?.rules.length)}`,
          text: t(`undoOf.${undo.what}`),
          isTheirs: undo.what === 'theirs',
        }
      }
      of={policy}
    />
  );
}

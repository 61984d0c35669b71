import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { DraftBar } from '../settings/draft-bar.tsx';
import { hasReceptionistChanges, receptionistProblems, type ReceptionistStore } from '../stores/receptionist-store.ts';
import { useProblemWords } from './use-problem-words.ts';

/** At the foot of the section: what was taken away, what keeps it from being saved, Save and Discard. */
export function ReceptionistSaveBar({ receptionist }: { receptionist: ReceptionistStore }) {
  const { t } = useTranslation('receptionist');
  const routing = useTranslation('routing').t;
  const control = useTranslation('control').t;
  const words = useProblemWords();
  const data = useStore(receptionist.store);
  const { undo, notSaved, showProblems } = data;
  const [problem] = receptionistProblems(data);
  const conflict = notSaved === 'revision_conflict';
  const title = `${routing('unsaved')}.`;
  const wrong = conflict
    ? { title: t('conflict'), why: routing('conflictWhy') }
    : notSaved !== null
      ? { title, why: notSaved === 'malformed' ? t('problem.refused') : control(`refusal.${notSaved}`) }
      : showProblems && problem
        ? { title, why: words(problem) }
        : null;
  return (
    <DraftBar
      changed={hasReceptionistChanges(data)}
      conflict={conflict}
      wrong={wrong}
      unsavedWhat={t('unsavedWhat')}
      saved={data.saved}
      savedWords={t('saved')}
      saving={data.saving}
      loading={data.loading}
      undo={undo && { key: undo.what, text: t(`undoOf.${undo.what}`), isTheirs: undo.what === 'theirs' }}
      of={receptionist}
    />
  );
}

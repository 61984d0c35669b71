import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PracticePart, PracticeStore } from '../stores/practice-store.ts';
import { Button } from '../ui/button.tsx';

/** Saves one page of how the firm works after a call, and says what became of it. */
export function PracticeSaveBar({
  practice,
  part,
  isAdmin,
  wrong = null,
}: {
  practice: PracticeStore;
  part: PracticePart;
  isAdmin: boolean;
  /** What has to be put right first. */
  wrong?: string | null;
}) {
  const { t } = useTranslation('practice');
  const control = useTranslation('control').t;
  const { saving, saved, notSaved } = useStore(practice.store);
  if (!isAdmin) return null;
  const trouble = notSaved?.part === part ? notSaved.why : null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      <Button
        look="primary"
        size={32}
        busy={saving === part}
        disabled={wrong !== null}
        onClick={() => void practice.save(part)}
      >
        {t('save')}
      </Button>
      <span role="status">{saved === part && t('saved')}</span>
      {wrong !== null && <span className="text-critical-text">{wrong}</span>}
      {trouble !== null && (
        <span role="alert" className="text-critical-text">
          {trouble === 'revision_conflict' ? t('conflict') : `${t('notSaved')} ${control(`refusal.${trouble}`)}`}
        </span>
      )}
    </div>
  );
}

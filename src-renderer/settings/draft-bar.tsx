import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { UndoStrip } from '../ui/undo-strip.tsx';

/** Long enough to be read. */
const SAVED_SHOWN_MS = 8_000;

/**
 * At the foot of a section whose draft is saved as a whole: what was taken away, what went wrong, Save and Discard.
 * @param of what is saved here, with its acts
 */
export function DraftBar({
  changed,
  conflict,
  wrong,
  unsavedWhat,
  saved,
  savedWords,
  saving,
  loading,
  undo,
  of,
}: {
  changed: boolean;
  /** Somebody else saved first. */
  conflict: boolean;
  /** Why it was not saved. */
  wrong: { title: string; why: string } | null;
  unsavedWhat: string;
  saved: boolean;
  savedWords: string;
  saving: boolean;
  loading: boolean;
  undo: { key: string; text: string; isTheirs: boolean } | null;
  of: {
    undo: () => void;
    forgetUndo: () => void;
    forgetSaved: () => void;
    discard: () => void;
    save: () => Promise<unknown>;
    saveOverTheirs: () => Promise<unknown>;
    loadTheirs: () => Promise<unknown>;
  };
}) {
  const { t } = useTranslation('routing');
  useEffect(() => {
    if (!saved) return undefined;
    const timer = setTimeout(of.forgetSaved, SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [saved, of]);
  if (!changed && !undo && !saved && !conflict) return null;
  return (
    <div className="sticky -bottom-10 z-10 -mx-1 mt-5 grid max-w-222 gap-2 bg-surface px-1 pt-2 pb-3">
      {undo && (
        <UndoStrip
          key={undo.key}
          text={undo.text}
          action={undo.isTheirs ? t('backToMine') : t('undo')}
          onUndo={of.undo}
          onLeave={of.forgetUndo}
        />
      )}
      {(changed || conflict) && (
        <div
          role="group"
          aria-label={t('unsaved')}
          className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-2 border border-caution-line bg-caution-tint py-2 pr-2.5 pl-3.5"
        >
          <Icon of={TriangleAlert} className="text-caution" />
          <p role={wrong ? 'alert' : undefined} className="min-w-60 flex-1">
            <b className="font-semibold">{wrong?.title ?? `${t('unsaved')}.`}</b> {wrong?.why ?? unsavedWhat}
          </p>
          <span className="flex flex-wrap items-center gap-2">
            {conflict ? (
              <>
                <Button size={32} busy={saving} onClick={() => void of.saveOverTheirs()}>
                  {t('saveMine')}
                </Button>
                <Button size={32} look="primary" busy={loading} onClick={() => void of.loadTheirs()}>
                  {t('loadTheirs')}
                </Button>
              </>
            ) : (
              <>
                <Button size={32} onClick={of.discard}>
                  {t('discard')}
                </Button>
                <Button size={32} look="primary" busy={saving} onClick={() => void of.save()}>
                  {saving ? t('saving') : t('save')}
                </Button>
              </>
            )}
          </span>
        </div>
      )}
      {saved && !changed && (
        <p role="status" className="rounded-2 border border-positive-line bg-positive-tint px-3.5 py-2">
          {savedWords}
        </p>
      )}
    </div>
  );
}

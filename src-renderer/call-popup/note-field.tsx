import { useSurroundings } from './popup-context.ts';
import type { CardWork } from './use-card-work.ts';
import { useWords } from './use-words.ts';

/** The note for the file. Saves itself; stays when the call ends. */
export function NoteField({ work }: { work: CardWork }) {
  const t = useWords();
  const { locale } = useSurroundings();
  const { draft, setNoteField } = work;
  return (
    <>
      <textarea
        ref={setNoteField}
        lang={locale}
        aria-label={t('note')}
        aria-keyshortcuts="N"
        placeholder={t('note_placeholder')}
        maxLength={20_000}
        value={draft.text}
        onChange={(event) => draft.write(event.target.value)}
        onBlur={draft.flush}
        className="mt-2.5 block h-15.5 w-full flex-none resize-none rounded-2 border border-control bg-surface px-2.5 py-2 text-ui text-text placeholder:text-text-3 placeholder:opacity-100"
      />
      {draft.failed && <output className="mt-1 block text-meta text-critical-text">{t('note_not_saved')}</output>}
    </>
  );
}

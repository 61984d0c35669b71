import { Clock, TriangleAlert } from 'lucide-react';
import { useId, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import type { CallDetailData } from '../stores/call-detail-store.ts';
import { Chip } from '../ui/chip.tsx';
import { useFormat } from '../words/format.ts';

/** The file note, saved while writing. Who wrote it and whether it waits for the connection stand beside it. */
export function NoteEditor({
  note,
  draft,
  readOnly,
  compact = false,
  now,
  fieldRef,
  onType,
  onLeave,
}: {
  note: CallDetail['note'];
  draft: CallDetailData['draft'];
  /** While another call is on its way to the screen. */
  readOnly: boolean;
  /** Beside a transcript: one line until more is written. */
  compact?: boolean;
  now: Date;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onType: (text: string) => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const id = useId();
  const failed = draft?.state === 'failed';
  const waiting = note?.waiting === true && draft === null;
  return (
    <section>
      <header className="mb-1.5 flex min-h-5 items-center gap-1.5">
        <label htmlFor={id} className="font-semibold">
          {t('detail.note')}
        </label>
        {waiting && (
          <Chip tone="caution" icon={Clock}>
            {t('detail.noteWaiting')}
          </Chip>
        )}
        {failed && (
          <Chip tone="critical" icon={TriangleAlert}>
            {t('detail.noteNotSaved')}
          </Chip>
        )}
        {note && draft === null && (
          <span className="ml-auto text-meta text-text-3">
            {t('detail.noteBy', { name: note.byName, when: format.dayAndTimeWithin(note.at, now) })}
          </span>
        )}
      </header>
      <textarea
        ref={fieldRef}
        id={id}
        value={draft?.text ?? note?.text ?? ''}
        placeholder={t('detail.notePlaceholder')}
        maxLength={20_000}
        readOnly={readOnly}
        aria-describedby={failed || waiting ? `${id}-state` : undefined}
        onChange={(event) => onType(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        className={`block field-sizing-content max-h-96 w-full resize-none rounded-2 border bg-surface placeholder:text-text-3 ${compact ? 'min-h-8 border-line-2 px-2 py-1 text-ui' : 'min-h-24 border-control px-2.5 py-2 text-read'}`}
      />
      {(failed || waiting) && (
        <p
          id={`${id}-state`}
          role={failed ? 'alert' : undefined}
          className={`mt-1 text-meta ${failed ? 'text-critical-text' : 'text-text-2'}`}
        >
          {failed ? t('detail.noteNotSavedWhy') : t('detail.noteWaitingWhy')}
        </p>
      )}
    </section>
  );
}

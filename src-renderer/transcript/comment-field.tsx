import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { useFormat } from '../words/format.ts';

/** What somebody notes at a moment of the recording, for everybody who may hear it. */
export function CommentField({
  atMs,
  onSave,
  onClose,
}: {
  atMs: number;
  /** @returns whether it was kept. */
  onSave: (text: string) => Promise<boolean>;
  onClose: () => void;
}) {
  const { t } = useTranslation('insights');
  const format = useFormat();
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = () => {
    if (text.trim() === '') return onClose();
    void onSave(text.trim()).then((kept) => (kept ? onClose() : setFailed(true)));
  };
  const label = t('transcript.commentAt', { time: format.place(atMs) });
  return (
    <div className="grid shrink-0 gap-1.5 border-b border-line bg-sunken px-4 py-2">
      <span className="text-meta font-medium text-text-2">{label}</span>
      <textarea
        ref={field}
        aria-label={label}
        placeholder={t('transcript.commentPlaceholder')}
        value={text}
        maxLength={2_000}
        rows={1}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) save();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="block field-sizing-content max-h-32 min-h-8 w-full resize-none rounded-2 border border-control bg-surface px-2.5 py-1 placeholder:text-text-3"
      />
      <div className="flex items-center justify-end gap-1.5">
        <span role="alert" className="mr-auto text-meta text-critical-text">
          {failed ? t('transcript.notSaved') : ''}
        </span>
        <Button size={24} onClick={onClose}>
          {t('transcript.cancel')}
        </Button>
        <Button size={24} look="primary" onClick={save}>
          {t('transcript.save')}
        </Button>
      </div>
    </div>
  );
}

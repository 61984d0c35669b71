import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useWords } from '../call-popup/use-words.ts';

/** As much as is said in one breath, and as the office takes. */
const MOST_CHARACTERS = 300;

/** One line for the receptionist to say next. Enter sends it, Escape closes the field. */
export function WhisperField({
  text,
  locale,
  onText,
  onSend,
  onClose,
  focus,
}: {
  text: string;
  /** For the spelling help; absent: the window's. */
  locale?: string;
  onText: (text: string) => void;
  onSend: () => void;
  onClose: () => void;
  /** Gives the field the keyboard, as the window does that. */
  focus: (field: HTMLElement) => void;
}) {
  const t = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const give = useRef(focus);
  useEffect(() => {
    give.current = focus;
  }, [focus]);
  useEffect(() => {
    if (field.current) give.current(field.current);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    // A word that is being composed is not sent half.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      if (text.trim() !== '') onSend();
    } else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <input
        ref={field}
        lang={locale}
        aria-label={t('agent:whisper_what')}
        aria-describedby={id}
        placeholder={`${t('agent:whisper_what')}…`}
        autoComplete="off"
        maxLength={MOST_CHARACTERS}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        className="block h-8 w-full flex-none rounded-2 border border-control bg-surface px-2.5 text-ui text-text placeholder:text-text-3 placeholder:opacity-100"
      />
      <p id={id} className="mt-0.75 text-caption text-text-3">
        {t('agent:whisper_hint')}
      </p>
    </>
  );
}

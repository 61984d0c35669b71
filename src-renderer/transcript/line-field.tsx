import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A text corrected in its place: Enter saves, Esc drops, leaving saves what was changed. */
export function LineField({
  label,
  help,
  text,
  maxLength,
  required = false,
  className = '',
  onSave,
  onClose,
}: {
  label: string;
  help?: string;
  text: string;
  maxLength: number;
  /** Emptied, it stays as it was. */
  required?: boolean;
  className?: string;
  /** @returns whether it was kept; else it stays to be tried again. */
  onSave: (text: string) => Promise<boolean>;
  onClose: () => void;
}) {
  const { t } = useTranslation('insights');
  const id = useId();
  const [typed, setTyped] = useState(text);
  const [failed, setFailed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  /** Closing moves the keyboard away, and leaving would save once more. */
  const done = useRef(false);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, []);
  const close = () => {
    done.current = true;
    onClose();
  };
  const save = () => {
    const changed = typed.trim();
    if (changed === text.trim() || (required && changed === '')) return close();
    done.current = true;
    void onSave(changed).then((kept) => {
      if (kept) return onClose();
      done.current = false;
      setFailed(true);
    });
  };
  return (
    <span className={`block ${className}`}>
      <textarea
        ref={field}
        aria-label={label}
        aria-describedby={failed || help ? id : undefined}
        aria-invalid={failed || undefined}
        value={typed}
        maxLength={maxLength}
        rows={1}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (!done.current) save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) save();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="block field-sizing-content w-full resize-none rounded-2 border border-accent bg-surface px-2 py-1 leading-[1.3125rem] shadow-[0_0_0_1px_var(--cb-accent)] outline-none"
      />
      {(failed || help) && (
        <span
          id={id}
          role={failed ? 'alert' : undefined}
          className={`block text-meta ${failed ? 'text-critical-text' : 'text-text-2'}`}
        >
          {failed ? t('transcript.notSaved') : help}
        </span>
      )}
    </span>
  );
}

import { clsx } from 'clsx';
import { useId } from 'react';
import { FieldMessage } from './field-message.tsx';

/** Letters and digits of a code, upper case, at most eight; dashes, spaces and anything else are passed over. */
export function codeCharacters(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 8);
}
/** `K7QF2M9D` as it is read: `K7QF–2M9D`. */
export function codeForReading(code: string): string {
  return code.length > 4 ? `${code.slice(0, 4)}–${code.slice(4)}` : code;
}

/** One field, not eight: it can be pasted, dictated and read by a screen reader. */
export function CodeField({
  label,
  code,
  help,
  error,
  disabled = false,
  onCode,
}: {
  label: string;
  code: string;
  help: string;
  error?: string | undefined;
  disabled?: boolean;
  onCode: (code: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.25 block font-medium">
        {label}
      </label>
      <input
        id={id}
        value={codeForReading(code)}
        disabled={disabled}
        onChange={(event) => onCode(codeCharacters(event.target.value))}
        placeholder="····–····"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-message`}
        className={clsx(
          'h-12 w-full rounded-2 border bg-surface px-4 font-mono text-[1.375rem] tracking-[0.28em] placeholder:text-text-3 focus-visible:border-accent disabled:bg-sunken',
          error ? 'border-critical shadow-[0_0_0_1px_var(--cb-critical)]' : 'border-control',
        )}
      />
      <FieldMessage id={`${id}-message`} help={help} error={error} />
    </div>
  );
}

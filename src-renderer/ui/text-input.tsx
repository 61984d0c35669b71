import { clsx } from 'clsx';
import { useId, useState, type ComponentPropsWithRef } from 'react';
import { FieldMessage } from './field-message.tsx';

export interface TextInputProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value'> {
  /** Its name for screen readers; a visible word stands beside it. */
  label: string;
  value: string;
  /** Said once the field was left, or at once with `marked`. */
  error?: string | undefined;
  /** The mistake is shown although nobody was in the field yet. */
  marked?: boolean;
  help?: string | undefined;
  /** Layout of field and sentence; `contents` where a grid around several fields places them. */
  layout?: string;
  onText: (text: string) => void;
  /** The field was left; for tidying what was typed. */
  onLeave?: () => void;
}

/** A field of one line among others in a row, 28 high; its sentence stands under it. */
export function TextInput({
  label,
  value,
  error,
  marked = false,
  help,
  layout = 'inline-flex flex-col',
  className,
  onText,
  onLeave,
  ...input
}: TextInputProps) {
  const id = useId();
  const [left, setLeft] = useState(false);
  const shown = error !== undefined && (left || marked) ? error : undefined;
  return (
    <span className={clsx(layout, 'min-w-0')}>
      <input
        {...input}
        aria-label={label}
        value={value}
        aria-invalid={shown ? true : undefined}
        aria-describedby={shown || help ? id : undefined}
        onChange={(event) => onText(event.target.value)}
        onBlur={() => {
          setLeft(true);
          onLeave?.();
        }}
        className={clsx(
          'h-7 min-w-0 rounded-2 border bg-surface px-2.5 text-ui text-text placeholder:text-text-3 disabled:border-line-2 disabled:bg-sunken disabled:text-text-3',
          shown ? 'border-critical shadow-[0_0_0_1px_var(--cb-critical)]' : 'border-control',
          className,
        )}
      />
      <FieldMessage id={id} help={help} error={shown} />
    </span>
  );
}

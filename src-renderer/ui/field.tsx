import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { useId, type ComponentPropsWithRef, type ReactNode } from 'react';
import { FieldMessage } from './field-message.tsx';
import { Icon } from './icon.tsx';

export interface FieldProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'size'> {
  label: string;
  icon?: LucideIcon;
  help?: string;
  /** What is wrong, in a sentence that says what to do next. */
  error?: string | undefined;
  /** Stands at the end inside the field: `✓ found`. */
  end?: ReactNode;
  onText: (text: string) => void;
}

/** A labelled text field; the sentence under it belongs to it. What was typed is never cleared by an error. */
export function Field({ label, icon, help, error, end, onText, className, ...input }: FieldProps) {
  const id = useId();
  const messageId = `${id}-message`;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.25 block font-medium">
        {label}
      </label>
      <div
        className={clsx(
          'flex h-9 items-center gap-2 rounded-2 border bg-surface px-3 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-focus',
          error ? 'border-critical shadow-[0_0_0_1px_var(--cb-critical)]' : 'border-control',
          input.disabled && 'border-line-2 bg-sunken',
        )}
      >
        {icon && <Icon of={icon} className="text-text-3" />}
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || help ? messageId : undefined}
          onChange={(event) => onText(event.target.value)}
          className="min-w-0 grow bg-transparent outline-none placeholder:text-text-3 disabled:text-text-3"
        />
        {end}
      </div>
      <FieldMessage id={messageId} help={help} error={error} />
    </div>
  );
}

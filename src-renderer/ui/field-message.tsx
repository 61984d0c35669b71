import { clsx } from 'clsx';
import { CircleAlert } from 'lucide-react';
import { Icon } from './icon.tsx';

/** The line under a field: help, or what is wrong and what to do next. */
export function FieldMessage({
  id,
  help,
  error,
}: {
  id: string;
  help?: string | undefined;
  error?: string | undefined;
}) {
  if (!error && !help) return null;
  return (
    <p
      id={id}
      role={error ? 'alert' : undefined}
      className={clsx(
        'mt-1.25 text-meta leading-[1.0625rem]',
        error ? 'flex items-start gap-1.5 text-critical-text' : 'text-text-2',
      )}
    >
      {error && <Icon of={CircleAlert} size={14} className="mt-px" />}
      <span>{error ?? help}</span>
    </p>
  );
}

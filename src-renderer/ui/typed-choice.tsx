import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type RefObject } from 'react';
import { FieldMessage } from './field-message.tsx';
import { IconButton } from './icon-button.tsx';
import { Icon } from './icon.tsx';

export interface TypedOption {
  id: string;
  title: string;
  detail: string | null;
}

/** A combobox's list has no element in HTML: a `select` cannot be filtered by a field beside it. */
const listbox = { role: 'listbox' };
const option = { role: 'option', tabIndex: -1 };

/** A field that finds as one types; what is chosen stands in its place until it is let go. */
export function TypedChoice({
  label,
  placeholder,
  query,
  options,
  chosen,
  error,
  help,
  clearLabel,
  inputRef,
  onQuery,
  onChoose,
  onClear,
}: {
  label: string;
  placeholder: string;
  query: string;
  options: readonly TypedOption[];
  chosen: TypedOption | null;
  error?: string | undefined;
  help?: string | undefined;
  clearLabel: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  onQuery: (query: string) => void;
  onChoose: (id: string) => void;
  onClear: () => void;
}) {
  const id = useId();
  const [marked, setMarked] = useState({ query: '', index: -1 });
  const [focused, setFocused] = useState(false);
  const active = marked.query === query ? marked.index : -1;
  const open = focused && options.length > 0;
  const mark = (index: number) => setMarked({ query, index });

  const onKeyDown = (event: KeyboardEvent) => {
    const found = options[active];
    if (event.key === 'ArrowDown' && open) mark((active + 1) % options.length);
    else if (event.key === 'ArrowUp' && open) mark(active <= 0 ? options.length - 1 : active - 1);
    else if (event.key === 'Enter' && open && found) onChoose(found.id);
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative">
      <label htmlFor={chosen ? undefined : id} className="mb-1.25 block font-medium">
        {label}
      </label>
      {chosen ? (
        <div className="flex h-9 items-center gap-2 rounded-2 border border-line-2 bg-sunken pr-1 pl-3">
          <span className="cut grow">
            <span className="font-medium">{chosen.title}</span>
            {chosen.detail && <span className="text-text-2"> · {chosen.detail}</span>}
          </span>
          <IconButton icon={X} label={clearLabel} onClick={onClear} />
        </div>
      ) : (
        <div
          className={clsx(
            'flex h-9 items-center gap-2 rounded-2 border bg-surface px-3 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-focus',
            error ? 'border-critical shadow-[0_0_0_1px_var(--cb-critical)]' : 'border-control',
          )}
        >
          <Icon of={Search} className="text-text-3" />
          <input
            ref={inputRef}
            id={id}
            role="combobox"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={open && active >= 0 ? `${id}-${String(active)}` : undefined}
            aria-invalid={error ? true : undefined}
            aria-describedby={error || help ? `${id}-message` : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            placeholder={placeholder}
            value={query}
            onChange={(event) => onQuery(event.target.value)}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            onKeyDown={onKeyDown}
            className="min-w-0 grow bg-transparent outline-none placeholder:text-text-3"
          />
        </div>
      )}
      <div
        {...listbox}
        id={`${id}-list`}
        aria-label={label}
        hidden={!open || chosen !== null}
        className="scroll-quiet absolute inset-x-0 top-full z-10 mt-1 max-h-48 rounded-3 border border-line bg-raised p-1 shadow-2"
      >
        {options.map((one, index) => (
          // The keyboard stays in the field and moves through `aria-activedescendant`: a row takes no focus of its own.
          <div
            {...option}
            key={one.id}
            id={`${id}-${String(index)}`}
            aria-selected={index === active}
            // Before the field is left, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(one.id);
            }}
            className={clsx(
              'flex min-h-8 items-baseline gap-2 rounded-1 px-2 py-1.5',
              index === active ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <span className="shrink-0 font-medium">{one.title}</span>
            {one.detail && <span className="cut text-meta text-text-2">{one.detail}</span>}
          </div>
        ))}
      </div>
      <FieldMessage id={`${id}-message`} help={help} error={error} />
    </div>
  );
}

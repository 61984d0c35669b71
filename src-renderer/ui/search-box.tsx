import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

/** A field above a list that is searched as somebody types. Enter and ↓ go on to the list, Esc clears. */
export function SearchBox({
  label,
  placeholder,
  clearLabel,
  text,
  inputRef,
  onText,
  onLeave,
  className = 'w-81',
}: {
  label: string;
  placeholder: string;
  clearLabel: string;
  text: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  onText: (text: string) => void;
  onLeave: () => void;
  className?: string;
}) {
  return (
    <div
      role="search"
      className={`flex h-7 min-w-36 items-center gap-2 rounded-2 border border-control bg-surface pr-1 pl-2 has-[input:focus-visible]:border-accent has-[input:focus-visible]:shadow-[0_0_0_1px_var(--cb-accent)] ${className}`}
    >
      <Icon of={Search} className="text-text-3" />
      <input
        ref={inputRef}
        type="text"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        maxLength={200}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            if (text === '') onLeave();
            else onText('');
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
          else return;
          event.preventDefault();
        }}
        className="min-w-0 grow bg-transparent text-ui text-ellipsis outline-none placeholder:text-text-3"
      />
      {text !== '' && <IconButton size={24} icon={X} label={clearLabel} onClick={() => onText('')} />}
    </div>
  );
}

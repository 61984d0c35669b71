import { Search, X } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';

/** Searches what is on this computer, while typing, also offline. Enter goes on to the results, Esc clears. */
export function SearchField({
  text,
  shortcut,
  inputRef,
  onText,
  onLeave,
  onDial,
}: {
  text: string;
  /** `Ctrl K` */
  shortcut: string;
  inputRef: RefObject<HTMLInputElement | null>;
  onText: (text: string) => void;
  onLeave: () => void;
  /** Ctrl Enter: what was typed is a number to call. */
  onDial: (text: string) => void;
}) {
  const { t } = useTranslation('app');
  const [focused, setFocused] = useState(false);
  return (
    <div
      role="search"
      data-pane="search"
      className={`window-no-drag flex h-7 w-81 min-w-36 shrink-[999999] items-center gap-2 rounded-2 border bg-surface pr-1 pl-2 ${focused ? 'border-accent shadow-[0_0_0_1px_var(--cb-accent)]' : 'border-line-2'}`}
    >
      <Icon of={Search} className="text-text-3" />
      <input
        ref={inputRef}
        type="text"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={text}
        spellCheck={false}
        maxLength={200}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            if (text === '') onLeave();
            else onText('');
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            if (text.trim() !== '') onDial(text);
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
          else return;
          event.preventDefault();
        }}
        className="min-w-0 grow bg-transparent text-ui text-ellipsis outline-none placeholder:text-text-3"
      />
      {text === '' ? (
        <Kbd>{shortcut}</Kbd>
      ) : (
        <IconButton size={24} icon={X} label={t('clearSearch')} shortcut="Esc" onClick={() => onText('')} />
      )}
    </div>
  );
}

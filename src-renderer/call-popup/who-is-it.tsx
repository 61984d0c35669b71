import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import type { FoundCaller } from '../../src-preload/contract/matching.ts';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import type { CardWork } from './use-card-work.ts';
import { useClickGuard } from './use-click-guard.ts';
import { useSuggestions } from './use-suggestions.ts';
import { useWords } from './use-words.ts';

/** A combobox's list has no element in HTML: a `select` cannot be filtered by a field beside it. */
const listbox = { role: 'listbox' };
const option = { role: 'option', tabIndex: -1 };

/** Asks who an unknown caller is. Searches this computer only; nothing is filed until someone chooses. */
export function WhoIsIt({ work }: { work: CardWork }) {
  const t = useWords();
  const { setQueryField } = work;
  const listId = useId();
  const found = useSuggestions(work.query);
  // A mark belongs to the letters it was set for: other letters, other list, nothing marked.
  const [marked, setMarked] = useState({ query: '', index: -1 });
  const active = marked.query === work.query ? marked.index : -1;
  const setActive = (index: number) => setMarked({ query: work.query, index });
  const open = found !== null && found.length > 0;

  const file = ({ contactId, matter }: FoundCaller) => work.file(contactId, matter?.id ?? null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    const chosen = found[active];
    if (event.key === 'ArrowDown') setActive((active + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive(active <= 0 ? found.length - 1 : active - 1);
    else if (event.key === 'Enter' && chosen !== undefined) file(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <label className="mt-3 flex h-8 flex-none items-center gap-2 rounded-2 border border-control bg-surface px-2 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus">
        <Icon of={Search} className="text-text-3" />
        <input
          ref={setQueryField}
          role="combobox"
          aria-label={t('who_is_it_name')}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t('who_is_it')}
          value={work.query}
          onChange={(event) => work.search(event.target.value)}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent text-ui text-text outline-none placeholder:text-text-3 placeholder:opacity-100"
        />
      </label>
      <div
        {...listbox}
        id={listId}
        aria-label={t('found')}
        hidden={!open}
        className="scroll-quiet mt-1.5 -mx-1.5 max-h-31.25 space-y-px"
      >
        {found?.map((person, index) => (
          <Person
            key={`${person.contactId ?? ''} ${person.matter?.id ?? ''}`}
            id={`${listId}-${index}`}
            person={person}
            digit={index + 1}
            active={index === active}
            onChoose={() => file(person)}
          />
        ))}
      </div>
      <output className={found !== null && !open ? 'mt-2 block text-meta text-text-2' : 'sr-only'}>
        {found === null ? '' : open ? t('found_count', { count: found.length }) : t('none_found')}
      </output>
    </>
  );
}

interface PersonProps {
  id: string;
  person: FoundCaller;
  digit: number;
  active: boolean;
  onChoose: () => void;
}

function Person({ id, person, digit, active, onChoose }: PersonProps) {
  const guard = useClickGuard<HTMLDivElement>(onChoose);
  const { current } = guard.ref;
  useEffect(() => {
    if (active) current?.scrollIntoView({ block: 'nearest' });
  }, [active, current]);
  const t = useWords();
  const { organisation, matter } = person;
  const line =
    person.contactId === null ? [t('found_matter')] : [organisation, matter && `${matter.number} ${matter.title}`];
  return (
    // The keyboard stays in the field and moves through `aria-activedescendant`: a row takes no focus of its own.
    <div
      {...option}
      {...guard}
      id={id}
      aria-selected={active}
      data-digit={digit <= 9 ? digit : undefined}
      className={clsx(
        'grid cursor-default grid-cols-[1.125rem_1fr] items-center gap-x-2.5 gap-y-0.5 rounded-2 border pt-0.75 pr-2 pb-1 pl-1.5',
        active ? 'border-accent bg-selected' : 'border-transparent hover:bg-hover',
      )}
    >
      <span className="flex">{digit <= 9 && <Kbd>{digit}</Kbd>}</span>
      <span className="truncate font-medium">{person.name}</span>
      {line.some(Boolean) && (
        <span className="col-start-2 truncate text-meta text-text-2">{line.filter(Boolean).join(' · ')}</span>
      )}
    </div>
  );
}

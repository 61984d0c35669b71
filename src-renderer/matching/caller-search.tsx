import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bridge } from '../../src-preload/contract.ts';
import type { FoundCaller } from '../../src-preload/contract/matching.ts';
import { Icon } from '../ui/icon.tsx';
import { usePlaceGuard } from '../ui/use-place-guard.ts';

/** A combobox's list has no element in HTML. */
const listbox = { role: 'listbox' };
const option = { role: 'option', tabIndex: -1 };

/** People and matters of this computer, as one types; Enter files the call to the marked one. */
export function CallerSearch({
  bridge,
  onChoose,
  onLeave,
}: {
  bridge: Bridge;
  onChoose: (contactId: string | null, matterId: string | null) => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation('matching');
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [answer, setAnswer] = useState<{ query: string; found: FoundCaller[] } | null>(null);
  const [marked, setMarked] = useState(0);
  const wanted = query.trim();
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (wanted === '') return undefined;
    let isCurrent = true;
    bridge.request('matching:find', { query: wanted }).then(
      (found) => isCurrent && setAnswer({ query: wanted, found }),
      () => isCurrent && setAnswer({ query: wanted, found: [] }),
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, wanted]);
  const found = wanted === '' ? [] : (answer?.found ?? []);
  const active = Math.min(marked, found.length - 1);
  const choose = ({ contactId, matter }: FoundCaller) => onChoose(contactId, matter?.id ?? null);

  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[active];
    if (event.key === 'ArrowDown') setMarked(Math.min(active + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setMarked(Math.max(active - 1, 0));
    else if (event.key === 'Escape') onLeave();
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div className="mt-1.5 max-w-140">
      <label className="flex h-8 items-center gap-2 rounded-2 border border-control bg-surface px-2 focus-within:outline-2 focus-within:outline-focus">
        <Icon of={Search} className="text-text-3" />
        <input
          ref={field}
          role="combobox"
          aria-label={t('someone_else')}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={active >= 0 ? `${listId}-${String(active)}` : undefined}
          autoComplete="off"
          maxLength={200}
          placeholder={t('search')}
          value={query}
          onChange={(event) => {
            setMarked(0);
            setQuery(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="min-w-0 flex-1 bg-transparent text-ui text-text outline-none placeholder:text-text-3"
        />
      </label>
      <div {...listbox} id={listId} aria-label={t('someone_else')} className="mt-1 space-y-px">
        {found.map((one, index) => (
          <FoundRow
            key={`${one.contactId ?? ''} ${one.matter?.id ?? ''}`}
            id={`${listId}-${String(index)}`}
            one={one}
            isMarked={index === active}
            onPress={() => choose(one)}
          />
        ))}
      </div>
      <output
        className={
          wanted !== '' && answer?.query === wanted && found.length === 0 ? 'text-meta text-text-2' : 'sr-only'
        }
      >
        {wanted !== '' && answer?.query === wanted && found.length === 0 ? t('none') : ''}
      </output>
    </div>
  );
}

function FoundRow(props: { id: string; one: FoundCaller; isMarked: boolean; onPress: () => void }) {
  const { id, one, isMarked, onPress } = props;
  const press = usePlaceGuard<HTMLDivElement>(null, onPress);
  return (
    // The keyboard stays in the field and moves through `aria-activedescendant`.
    <div
      {...option}
      {...press}
      id={id}
      aria-selected={isMarked}
      className={clsx(
        'cursor-default rounded-2 border px-2 py-1',
        isMarked ? 'border-accent bg-selected' : 'border-transparent hover:bg-hover',
      )}
    >
      <span className="block truncate font-medium">{one.name}</span>
      <span className="block truncate text-meta text-text-2">
        {[one.organisation, one.contactId && one.matter && `${one.matter.number} ${one.matter.title}`]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  );
}

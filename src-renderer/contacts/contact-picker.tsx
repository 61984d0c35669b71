import { Search } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundContact } from '../../src-preload/contract/contacts.ts';
import { useStores } from '../stores/stores.ts';
import { Icon } from '../ui/icon.tsx';

/** Finds a contact as somebody types; ↑ ↓ and Enter choose. */
export function ContactPicker({
  label,
  without = [],
  onChoose,
}: {
  label: string;
  /** Chosen already. */
  without?: readonly string[];
  onChoose: (contact: FoundContact) => void;
}) {
  const { t } = useTranslation('matters');
  const { bridge } = useStores();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<FoundContact[] | null>(null);
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  const shown = (found ?? []).filter(({ contactId }) => !without.includes(contactId));

  function type(text: string): void {
    setTyped(text);
    setAt(0);
    const mine = (asked.current += 1);
    if (text.trim() === '') return setFound(null);
    void bridge.request('contacts:find', { query: text.slice(0, 200) }).then(
      (contacts) => mine === asked.current && setFound(contacts),
      () => mine === asked.current && setFound([]),
    );
  }
  function choose(contact: FoundContact | undefined): void {
    if (contact === undefined) return;
    asked.current += 1;
    setTyped('');
    setFound(null);
    onChoose(contact);
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(shown.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    // In a form Enter would send it.
    else if (event.key === 'Enter') choose(shown[at]);
    else if (event.key === 'Escape' && typed !== '') {
      event.stopPropagation();
      type('');
    } else return;
    event.preventDefault();
  };
  return (
    <div>
      <div className="flex h-7 items-center gap-2 rounded-2 border border-control bg-surface px-2 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-focus">
        <Icon of={Search} className="text-text-3" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[at] ? `${id}-${String(at)}` : undefined}
          aria-autocomplete="list"
          placeholder={t('form.findContactHelp')}
          value={typed}
          maxLength={200}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          className="min-w-0 grow bg-transparent outline-none placeholder:text-text-3"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={shown.length > 0 ? 'mt-1 rounded-2 border border-line bg-raised p-1' : 'hidden'}
      >
        {shown.map((contact, index) => (
          <div
            key={contact.contactId}
            id={`${id}-${String(index)}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(contact);
            }}
            className={`flex min-h-7 items-center gap-2 rounded-1 px-2 ${index === at ? 'bg-hover' : ''}`}
          >
            <span>{contact.name}</span>
            <span className="text-meta text-text-2">{contact.organisation}</span>
          </div>
        ))}
      </div>
      {found !== null && shown.length === 0 && (
        <p role="status" className="mt-1 text-meta text-text-2">
          {t('form.noContact')}
        </p>
      )}
    </div>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../ui/text-input.tsx';
import { ChosenList } from './chosen-list.tsx';

interface Named {
  id: string;
  name: string;
}

/** Matters or contacts, found as they are typed; any number of them. */
export function NamedChoice({
  label,
  placeholder,
  chosen,
  find,
  onAdd,
  onRemove,
}: {
  label: string;
  placeholder: string;
  chosen: readonly Named[];
  find: (query: string) => Promise<readonly Named[]>;
  onAdd: (one: Named) => void;
  onRemove: (id: string) => void;
}) {
  const { t } = useTranslation('policy');
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<{ query: string; list: readonly Named[] } | null>(null);
  const asked = query.trim();
  useEffect(() => {
    if (asked === '') return undefined;
    let isCurrent = true;
    void find(asked).then((list) => isCurrent && setFound({ query: asked, list }));
    return () => {
      isCurrent = false;
    };
  }, [asked, find]);
  const shown =
    asked === '' || found === null ? null : found.list.filter(({ id }) => chosen.every((one) => one.id !== id));
  return (
    <div>
      <ChosenList label={label} chosen={chosen} onRemove={onRemove} />
      <TextInput label={label} placeholder={placeholder} className="w-64 max-w-full" value={query} onText={setQuery} />
      {shown !== null && (
        <div role="group" aria-label={t('found', { label })} className="mt-1 flex max-w-md flex-col">
          {shown.length === 0 ? (
            <p role="status" className="text-meta text-text-3">
              {t('nothingFound')}
            </p>
          ) : (
            shown.map((one) => (
              <button
                key={one.id}
                type="button"
                onClick={() => {
                  onAdd(one);
                  setQuery('');
                }}
                className="cut min-h-6 rounded-1 px-2 text-left hover:bg-hover"
              >
                {one.name}
              </button>
            ))
          )}
        </div>
      )}
    </div>
  );
}

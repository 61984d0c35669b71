import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { changeThenFocus } from '../routing/change-then-focus.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';

/** Some of a few, in an order that counts: each can be moved, taken out, and another added. */
export function OrderedChoice<V extends string>({
  label,
  add,
  chosen,
  options,
  nobody,
  least = 0,
  readOnly,
  onChange,
}: {
  label: string;
  /** "Add a person…" */
  add: string;
  chosen: readonly V[];
  options: readonly { value: V; label: string }[];
  /** Said when none is chosen. */
  nobody: string;
  /** So many always stay. */
  least?: number;
  readOnly: boolean;
  onChange: (chosen: V[]) => void;
}) {
  const { t } = useTranslation('receptionist');
  const nameOf = (value: V) => options.find((one) => one.value === value)?.label ?? `${value} (${t('unknownPerson')})`;
  const left = options.filter(({ value }) => !chosen.includes(value));
  const focusOf = (value: V, what: string) => `${label}:${value}:${what}`;
  const move = (index: number, by: 1 | -1) => {
    const value = chosen[index];
    if (value === undefined || index + by < 0 || index + by >= chosen.length) return;
    const next = chosen.toSpliced(index, 1).toSpliced(index + by, 0, value);
    // At an end of the list one of the two can no longer be pressed.
    const isAtEnd = index + by === (by === 1 ? chosen.length - 1 : 0);
    const goesOn = by === 1 ? !isAtEnd : isAtEnd;
    changeThenFocus(() => onChange(next), focusOf(value, goesOn ? 'down' : 'up'));
  };
  return (
    <div className="grid w-72 max-w-full gap-1.5">
      {chosen.length === 0 ? (
        <p className="text-right text-text-2">{nobody}</p>
      ) : (
        <ol aria-label={label} className="overflow-hidden rounded-2 border border-line-2">
          {chosen.map((value, index) => (
            <li
              key={value}
              className="flex min-h-8 items-center gap-1 pr-1 pl-2.5 not-first:border-t not-first:border-line"
            >
              <span aria-hidden="true" className="w-4 text-meta text-text-3">
                {index + 1}
              </span>
              <span className="min-w-0 grow cut">{nameOf(value)}</span>
              {!readOnly && (
                <>
                  <IconButton
                    size={24}
                    icon={ArrowUp}
                    label={t('up', { name: nameOf(value) })}
                    data-focus={focusOf(value, 'up')}
                    className={clsx(index === 0 && 'invisible')}
                    onClick={() => move(index, -1)}
                  />
                  <IconButton
                    size={24}
                    icon={ArrowDown}
                    label={t('down', { name: nameOf(value) })}
                    data-focus={focusOf(value, 'down')}
                    className={clsx(index === chosen.length - 1 && 'invisible')}
                    onClick={() => move(index, 1)}
                  />
                  <IconButton
                    size={24}
                    icon={X}
                    label={t('remove', { name: nameOf(value) })}
                    data-focus={focusOf(value, 'remove')}
                    className={clsx(chosen.length <= least && 'invisible')}
                    onClick={() => {
                      const neighbour = chosen[index + 1] ?? chosen[index - 1];
                      changeThenFocus(
                        () => onChange(chosen.toSpliced(index, 1)),
                        neighbour === undefined ? null : focusOf(neighbour, 'remove'),
                      );
                    }}
                  />
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {!readOnly && left.length > 0 && (
        <span className="justify-self-end">
          <Select<V | ''>
            label={add}
            value=""
            options={[{ value: '', label: add }, ...left]}
            onChange={(value) => value !== '' && onChange([...chosen, value])}
          />
        </span>
      )}
    </div>
  );
}

import { Plus, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { wordProblems } from './practice-problems.ts';

/** A list of the firm's own words: each can be rewritten or taken away, and one can be added. */
export function WordList({
  of,
  words,
  longest,
  most,
  disabled,
  onChange,
}: {
  of: 'tags' | 'outcomes';
  words: readonly string[];
  /** Letters of one. */
  longest: number;
  /** Of them. */
  most: number;
  disabled: boolean;
  onChange: (words: string[]) => void;
}) {
  const { t } = useTranslation('practice');
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const problems = wordProblems(words);
  const word = typed.trim();
  const isThere = word !== '' && wordProblems([...words, word]).at(-1) === 'twice';
  const isFull = words.length >= most;
  const put = (index: number, text: string) => onChange(words.with(index, text));
  return (
    <section aria-labelledby={`${id}-title`} className="mt-5">
      <h3 id={`${id}-title`} className="mb-1 font-semibold">
        {t(`${of}.title`)}
      </h3>
      <p className="mb-2 max-w-160 text-meta text-text-2">{t(`${of}.what`)}</p>
      <div className="rounded-3 border border-line px-3.5 py-2.5">
        {words.length === 0 && <p className="text-text-2">{t(`${of}.none`)}</p>}
        <ol className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-x-4 gap-y-1.5">
          {words.map((one, index) => {
            const problem = problems[index] ?? null;
            return (
              // A word that is being rewritten is still the same row.
              <li key={String(index)} className="flex min-w-0 items-start gap-1">
                <TextInput
                  label={t(`${of}.one`, { number: index + 1 })}
                  value={one}
                  maxLength={longest}
                  marked
                  error={problem === null ? undefined : t(`list.${problem}`)}
                  layout="flex min-w-0 grow flex-col"
                  onText={(text) => put(index, text)}
                  onLeave={() => one !== one.trim() && put(index, one.trim())}
                />
                {!disabled && (
                  <IconButton
                    icon={X}
                    label={t(`${of}.remove`, { name: one })}
                    onClick={() => {
                      onChange(words.toSpliced(index, 1));
                      field.current?.focus();
                    }}
                  />
                )}
              </li>
            );
          })}
        </ol>
        {!disabled && (
          <form
            className="mt-2.5 flex items-start gap-1.5"
            onSubmit={(event) => {
              event.preventDefault();
              if (word === '' || isThere || isFull) return;
              onChange([...words, word]);
              setTyped('');
              field.current?.focus();
            }}
          >
            <span className="flex w-60 min-w-0 flex-col">
              <input
                ref={field}
                aria-label={t(`${of}.new`)}
                aria-describedby={`${id}-new`}
                placeholder={t(`${of}.hint`)}
                value={typed}
                maxLength={longest}
                onChange={(event) => setTyped(event.target.value)}
                className="h-7 min-w-0 rounded-2 border border-control bg-surface px-2.5 text-ui placeholder:text-text-3"
              />
              <FieldMessage
                id={`${id}-new`}
                error={isThere ? t('list.twice') : undefined}
                help={isFull ? t('list.full', { count: most }) : undefined}
              />
            </span>
            <Button type="submit" icon={Plus} disabled={word === '' || isThere || isFull}>
              {t(`${of}.add`)}
            </Button>
          </form>
        )}
      </div>
    </section>
  );
}

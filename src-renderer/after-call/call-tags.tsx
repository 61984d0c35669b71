import { Plus, Tag, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

/** The firm's own tags, which can be changed, before the provider's, which cannot. */
export function CallTags({
  tags,
  providerTags,
  known,
  onChange,
}: {
  tags: readonly string[];
  providerTags: readonly string[];
  /** What the firm uses: proposed while typing. */
  known: readonly string[];
  onChange: (tags: string[]) => void;
}) {
  const { t } = useTranslation('afterCall');
  const calls = useTranslation('calls').t;
  return (
    <div className="ml-auto flex min-h-5 flex-wrap items-center justify-end gap-1">
      <ul aria-label={t('tags.title')} className="contents">
        {tags.map((tag) => (
          <li key={tag} className="flex max-w-60">
            <Chip icon={Tag}>
              <span className="cut leading-normal">{tag}</span>
              <button
                type="button"
                aria-label={t('tags.remove', { tag })}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
                className="relative -mr-1 inline-flex size-4 items-center justify-center rounded-1 text-text-3 before:absolute before:-inset-1 hover:bg-hover hover:text-text"
              >
                <Icon of={X} size={12} />
              </button>
            </Chip>
          </li>
        ))}
      </ul>
      {providerTags.length > 0 && (
        <ul aria-label={calls('detail.added.tags')} className="contents">
          {providerTags.map((tag) => (
            <li key={tag} className="flex max-w-60">
              <Chip icon={Tag}>
                <span className="cut leading-normal">{tag}</span>
              </Chip>
            </li>
          ))}
        </ul>
      )}
      <AddTag tags={tags} known={known} onAdd={(tag) => onChange([...tags, tag])} />
    </div>
  );
}

function AddTag({
  tags,
  known,
  onAdd,
}: {
  tags: readonly string[];
  known: readonly string[];
  onAdd: (tag: string) => void;
}) {
  const { t } = useTranslation('afterCall');
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const id = useId();
  const typed = text.trim();
  const proposed = known.filter(
    (tag) => !tags.includes(tag) && tag.toLocaleLowerCase().includes(typed.toLocaleLowerCase()),
  );
  const add = (tag: string) => {
    if (tag !== '' && !tags.includes(tag)) onAdd(tag);
    setText('');
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton size={24} icon={Plus} label={t('tags.add')} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          aria-label={t('tags.add')}
          className="z-40 w-64 rounded-3 border border-line bg-raised p-2 shadow-2 outline-none"
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              add(typed);
            }}
            className="flex gap-1.5"
          >
            <label htmlFor={id} className="sr-only">
              {t('tags.name')}
            </label>
            <input
              id={id}
              value={text}
              maxLength={40}
              placeholder={t('tags.name')}
              onChange={(event) => setText(event.target.value)}
              className="h-7 min-w-0 grow rounded-2 border border-control bg-surface px-2 text-ui placeholder:text-text-3"
            />
            <Button type="submit" disabled={typed === ''}>
              {t('tags.put')}
            </Button>
          </form>
          {proposed.length > 0 && (
            <ul className="mt-1.5 max-h-48 overflow-auto">
              {proposed.map((tag) => (
                <li key={tag}>
                  <button
                    type="button"
                    onClick={() => add(tag)}
                    className="cut min-h-7 w-full rounded-2 px-2 text-left hover:bg-hover"
                  >
                    {tag}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

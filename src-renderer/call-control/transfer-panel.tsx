import { clsx } from 'clsx';
import { Hash, Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../src-preload/contract.ts';
import { Avatar } from '../ui/avatar.tsx';
import { BusyLabel } from '../ui/busy-label.tsx';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { ControlButton } from './control-button.tsx';
import { useControlDesk } from './control-desk.ts';
import { describePresence, describeWhereabouts } from './describe-presence.ts';
import { looksLikeNumber } from './looks-like-number.ts';
import { usePress } from './use-press.ts';
import { useColleagues } from './use-colleagues.ts';

/** A combobox's list has no element in HTML: a `select` cannot be filtered by a field beside it. */
const listbox = { role: 'listbox' };
const optionRole = { role: 'option', tabIndex: -1 };

type Choice = { key: string; name: string } & ({ colleague: Colleague } | { typed: string });

export interface TransferPanelProps {
  attended: boolean;
  busy: boolean;
  /** Less high, as in the popup. */
  compact?: boolean;
  fieldRef?: Ref<HTMLInputElement>;
  /** E.164 and whose it is. */
  onTransfer: (to: string, name: string, attended: boolean) => void;
  onClose: () => void;
}

/**
 * Who takes the call: a colleague, the ones who are free first, or a typed number. Two steps, because a transfer cannot
 * be taken back: Enter in the list chooses, Enter on the button transfers.
 */
export function TransferPanel({ attended, busy, compact = false, fieldRef, onTransfer, onClose }: TransferPanelProps) {
  const { t } = useTranslation('control');
  const { readNumber } = useControlDesk();
  const colleagues = useColleagues();
  const listId = useId();
  const root = useRef<HTMLElement>(null);
  const [query, setQuery] = useState('');
  const [marked, setMarked] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [notANumber, setNotANumber] = useState<string | null>(null);

  const typed = query.trim();
  const choices = choicesFor(typed, colleagues.state === 'known' ? colleagues.list : []);
  const active = choices.findIndex(({ key }) => key === marked);
  const choose = (choice: Choice | undefined) => {
    if (choice === undefined || ('colleague' in choice && choice.colleague.number === null)) return;
    setMarked(choice.key);
    setChosen(choice);
    setNotANumber(null);
  };
  const transfer = async (first: boolean) => {
    if (chosen === null) return;
    const to = 'colleague' in chosen ? chosen.colleague.number : await readNumber(chosen.typed);
    if (to === null) setNotANumber(chosen.name);
    else onTransfer(to, chosen.name, first);
  };

  // Chosen with the keyboard: the next Enter is the transfer. With a pointer the focus stays where it is.
  const goOn = () => root.current?.querySelector<HTMLElement>('[data-transfer]')?.focus();
  const onFieldKey = (event: KeyboardEvent) => {
    const step = (by: number) => setMarked(choices[(active + by + choices.length) % choices.length]?.key ?? null);
    if (event.key === 'ArrowDown' && choices.length > 0) step(1);
    else if (event.key === 'ArrowUp' && choices.length > 0) step(active < 0 ? 0 : -1);
    else if (event.key === 'Enter') {
      const choice = choices[active] ?? choices[0];
      choose(choice);
      // After React has drawn the button.
      setTimeout(goOn, 0);
    } else return;
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    onClose();
  };

  const said =
    notANumber !== null
      ? t('transferPanel.notANumber', { text: notANumber })
      : choices.length > 0
        ? t('transferPanel.found', { count: choices.length })
        : colleagues.state === 'loading'
          ? t('transferPanel.loading')
          : colleagues.state === 'unreadable'
            ? t('transferPanel.unreadable')
            : t('transferPanel.nobody');
  return (
    // Esc anywhere in the panel closes it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={root} aria-label={t('transferPanel.title')} onKeyDown={onKeyDown} className="min-w-0">
      <label className="flex h-8 items-center gap-2 rounded-2 border border-control bg-surface px-2 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus">
        <Icon of={Search} className="text-text-3" />
        <input
          ref={fieldRef}
          role="combobox"
          aria-label={t('transferPanel.title')}
          aria-expanded={choices.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${String(active)}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder={t('transferPanel.search')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(null);
            setMarked(null);
            setNotANumber(null);
          }}
          onKeyDown={onFieldKey}
          className="min-w-0 grow bg-transparent text-ui text-text outline-none placeholder:text-text-3 placeholder:opacity-100"
        />
      </label>
      <div
        {...listbox}
        id={listId}
        aria-label={t('transferPanel.list')}
        hidden={choices.length === 0}
        className={clsx('scroll-quiet mt-1.5 space-y-px', compact ? 'max-h-19' : 'max-h-56')}
      >
        {choices.map((choice, index) => (
          <Option
            key={choice.key}
            id={`${listId}-${String(index)}`}
            choice={choice}
            active={index === active}
            chosen={choice.key === chosen?.key}
            onChoose={() => choose(choice)}
          />
        ))}
      </div>
      <output
        className={clsx(
          'mt-1.5 block text-meta',
          notANumber === null ? 'text-text-2' : 'text-critical-text',
          notANumber === null && choices.length > 0 && 'sr-only',
        )}
      >
        {said}
      </output>
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        <ControlButton
          look="primary"
          data-transfer=""
          disabled={chosen === null}
          busy={busy}
          aria-busy={busy || undefined}
          onPress={() => void transfer(false)}
          className="h-auto! min-h-7 max-w-full py-1 whitespace-normal!"
        >
          <BusyLabel
            words={chosen === null ? t('transfer.label') : t('transferPanel.transferTo', { name: chosen.name })}
            busyWords={[t('transfer.busy')]}
            busy={busy}
          />
        </ControlButton>
        {attended && (
          <ControlButton
            disabled={chosen === null || busy}
            aria-label={chosen === null ? undefined : t('transferPanel.speakFirstWith', { name: chosen.name })}
            onPress={() => void transfer(true)}
          >
            {t('transferPanel.speakFirst')}
          </ControlButton>
        )}
        {chosen === null && <span className="text-meta text-text-2">{t('transferPanel.choose')}</span>}
      </div>
    </section>
  );
}

/** A typed number first, then the colleagues whose name has what was typed. */
function choicesFor(typed: string, colleagues: readonly Colleague[]): Choice[] {
  const wanted = plain(typed);
  const found = colleagues
    .filter(({ name, shortName }) => plain(`${name} ${shortName}`).includes(wanted))
    .map((colleague): Choice => ({ key: colleague.personId, name: colleague.name, colleague }));
  return looksLikeNumber(typed) ? [{ key: `number ${typed}`, name: typed, typed }, ...found] : found;
}

/** `Benoît` is found with `benoit`. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function Option(props: { id: string; choice: Choice; active: boolean; chosen: boolean; onChoose: () => void }) {
  const { choice, active, chosen } = props;
  const { t } = useTranslation('control');
  const guard = usePress<HTMLDivElement>(props.onChoose);
  const { current } = guard.ref;
  useEffect(() => {
    if (active) current?.scrollIntoView({ block: 'nearest' });
  }, [active, current]);
  const impossible = 'colleague' in choice && choice.colleague.number === null;
  return (
    // The keyboard stays in the field and moves through `aria-activedescendant`: a row takes no focus of its own.
    <div
      {...optionRole}
      {...guard}
      id={props.id}
      aria-selected={chosen}
      aria-disabled={impossible || undefined}
      className={clsx(
        'grid min-h-9 cursor-default grid-cols-[1.5rem_1fr] items-center gap-x-2.5 rounded-2 border py-1 pr-2 pl-1.5',
        chosen
          ? 'border-accent bg-selected'
          : active
            ? 'border-accent-line bg-hover'
            : 'border-transparent hover:bg-hover',
      )}
    >
      {'typed' in choice ? (
        <>
          <Icon of={Hash} className="justify-self-center text-text-2" />
          <span className="cut font-medium">{t('transferPanel.number', { number: choice.typed })}</span>
        </>
      ) : (
        <>
          <Avatar name={choice.name} us />
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className={clsx('font-medium', impossible && 'text-text-3')}>{choice.name}</span>
            <Presence colleague={choice.colleague} />
          </span>
        </>
      )}
    </div>
  );
}

function Presence({ colleague }: { colleague: Colleague }) {
  const { t } = useTranslation('control');
  const format = useFormat();
  const time = (at: string) => format.time(at);
  const told = [describePresence(colleague, t, time), describeWhereabouts(colleague.whereabouts, t, time)].filter(
    (one) => one !== null,
  );
  return (
    <span className="ml-auto flex flex-wrap justify-end gap-x-2.5 text-meta">
      {colleague.number === null && <span className="text-text-3">{t('transferPanel.noLine')}</span>}
      {told.map(({ icon, tone, words }) => (
        <span key={words} className={`inline-flex items-center gap-1 whitespace-nowrap ${tone}`}>
          <Icon of={icon} size={12} />
          {words}
        </span>
      ))}
    </span>
  );
}

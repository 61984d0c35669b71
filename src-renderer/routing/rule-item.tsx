import type { RouteRule } from '@callbrief/relay/wire/routing';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, CopyPlus, Trash2, TriangleAlert } from 'lucide-react';
import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Switch } from '../ui/switch.tsx';
import { ruleFocus } from './change-then-focus.ts';
import { describeRule } from './describe-rule.ts';
import type { FieldMarks } from './field-marks.ts';
import { RuleEditor } from './rule-editor.tsx';
import { useRuleWords } from './use-rule-words.ts';

/** A rule as a sentence; pressed, its fields. */
export function RuleItem({
  rule,
  index,
  of,
  desk,
  open,
  wrong,
  marks,
  onOpen,
  onChange,
  onMove,
  onDuplicate,
  onRemove,
}: {
  rule: RouteRule;
  index: number;
  of: number;
  desk: RoutingDesk;
  open: boolean;
  /** A field of it is marked; told also while its fields are folded away. */
  wrong: boolean;
  marks: FieldMarks;
  onOpen: (open: boolean) => void;
  onChange: (change: Partial<RouteRule>) => void;
  onMove: (by: 1 | -1) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('routing');
  const words = useRuleWords(desk);
  const id = useId();
  const name = rule.name.trim() === '' ? t('unnamed') : rule.name;
  const place = index + 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    // In a list of choices Alt+↓ opens the list.
    if (!event.altKey || by === null || (event.target instanceof Element && event.target.matches('select, input')))
      return;
    event.preventDefault();
    onMove(by);
  };
  const sentence = (
    <>
      <span className="mt-px inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-1 bg-pressed px-1 text-caption font-semibold text-text-2">
        {place}
      </span>{' '}
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-1.5 font-medium text-text">
          {name} {wrong && <Icon of={TriangleAlert} size={14} className="text-critical" />}
          {!rule.enabled && <span className="text-meta font-normal text-text-3">{t('off')}</span>}
        </span>{' '}
        <span className={clsx('block text-meta leading-[1.0625rem]', rule.enabled ? 'text-text-2' : 'text-text-3')}>
          {describeRule(rule, words)}
        </span>
      </span>
    </>
  );
  return (
    <li className="not-first:border-t not-first:border-line">
      {/* Alt and an arrow, from any of the buttons. */}
      <div role="presentation" onKeyDown={desk.canSave ? onKeyDown : undefined}>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 py-2 pr-3 pl-3.5">
          {desk.canSave ? (
            <button
              type="button"
              data-focus={ruleFocus(rule.id)}
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              onClick={() => onOpen(!open)}
              className="flex min-w-80 flex-1 items-start gap-2 rounded-1 text-left"
            >
              <Icon of={open ? ChevronDown : ChevronRight} className="mt-0.5 text-text-3" />
              {sentence}
            </button>
          ) : (
            <div className="selectable flex min-w-80 flex-1 items-start gap-2">{sentence}</div>
          )}
          {desk.canSave && (
            <span className="ml-auto flex items-center gap-0.5">
              <Switch label={t('switchOn', { name })} on={rule.enabled} onChange={(enabled) => onChange({ enabled })} />
              <span className="w-1.5" />
              <IconButton
                icon={ArrowUp}
                label={t('up', { name })}
                shortcut="Alt ↑"
                aria-disabled={index === 0}
                onClick={() => onMove(-1)}
                className={clsx(index === 0 && 'opacity-40')}
              />
              <IconButton
                icon={ArrowDown}
                label={t('down', { name })}
                shortcut="Alt ↓"
                aria-disabled={place === of}
                onClick={() => onMove(1)}
                className={clsx(place === of && 'opacity-40')}
              />
              <IconButton icon={CopyPlus} label={t('duplicate', { name })} onClick={onDuplicate} />
              <IconButton icon={Trash2} label={t('remove', { name })} onClick={onRemove} />
            </span>
          )}
        </div>
        {open && (
          <div id={id} role="group" aria-label={t('rule', { place, name })}>
            <RuleEditor rule={rule} path={`rules.${String(index)}`} desk={desk} marks={marks} onChange={onChange} />
          </div>
        )}
      </div>
    </li>
  );
}

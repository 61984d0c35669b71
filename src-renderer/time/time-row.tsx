import { clsx } from 'clsx';
import { communicationCodes } from '@callbrief/relay/wire/time-rules';
import { Check, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeEditAsk, TimeRow } from '../../src-preload/contract/time.ts';
import { useHidden } from '../privacy/use-hidden.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { useFormat } from '../words/format.ts';
import { MeasuredAndCharged } from './measured-and-charged.tsx';
import { SecondTimekeeperWarning } from './second-timekeeper-warning.tsx';
import { useCodeName } from './use-code-name.ts';

/** One entry: dashed until reviewed; what went out is no longer written. */
export function TimeRowItem({
  row,
  unitMinutes,
  showWho,
  onOpen,
  onEdit,
}: {
  row: TimeRow;
  unitMinutes: number;
  showWho: boolean;
  onOpen: () => void;
  onEdit: (set: TimeEditAsk['set']) => void;
}) {
  const { t } = useTranslation('time');
  const format = useFormat();
  const isReviewed = row.state === 'reviewed';
  const isOut = row.exported !== null;
  const isHidden = useHidden();
  const toggle = () => onEdit({ state: isReviewed ? 'draft' : 'reviewed' });
  const who = row.withWhom ?? t('withheld');
  return (
    <li
      data-time-row
      aria-label={[who, row.matter?.number, t(`state.${row.state}`)].filter(Boolean).join(', ')}
      className={clsx(
        'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 rounded-3 border bg-surface px-3 py-2.25',
        isReviewed ? 'border-line' : 'border-dashed border-control',
      )}
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        {row.startedAt !== null && <span className="text-text-2 tabular-nums">{format.time(row.startedAt)}</span>}
        <button
          type="button"
          data-row-start
          disabled={row.callId === null}
          onClick={onOpen}
          className="truncate font-medium enabled:hover:underline"
        >
          {who}
        </button>
        <span className="truncate text-meta text-text-2">
          {row.matter ? `${row.matter.number} · ${row.matter.title}` : t('noMatter')}
        </span>
        {showWho && <Chip>{row.personName}</Chip>}
        {row.exported && (
          <Chip tone="positive">
            {t('exportedOn', { where: t(`exported.${row.exported.to}`), date: format.date(row.exported.at) })}
          </Chip>
        )}
        {row.waiting && <Chip tone="caution">{t('waiting')}</Chip>}
      </div>
      <div className="flex items-center gap-1.5">
        <MeasuredAndCharged row={row} unitMinutes={null} />
        {!isOut && (
          <>
            <Button size={24} icon={isReviewed ? Undo2 : Check} onClick={toggle} aria-keyshortcuts="V">
              {isReviewed ? t('reopen') : t('review')}
            </Button>
            {!isReviewed && (
              <IconButton size={24} icon={Trash2} label={t('discard')} onClick={() => onEdit({ state: 'discarded' })} />
            )}
          </>
        )}
      </div>
      <div className="col-span-2 flex flex-wrap items-start gap-2">
        <Narrative row={row} readOnly={isOut || isHidden} onChange={(narrative) => onEdit({ narrative })} />
        <CodeChoice row={row} disabled={isOut} onChange={(activityCode) => onEdit({ activityCode })} />
        <Minutes row={row} step={unitMinutes} readOnly={isOut} onChange={(minutes) => onEdit({ minutes })} />
      </div>
      <div className="col-span-2 empty:hidden">
        <SecondTimekeeperWarning row={row} onConfirm={() => onEdit({ secondConfirmed: true })} />
      </div>
    </li>
  );
}

function Narrative({ row, readOnly, onChange }: { row: TimeRow; readOnly: boolean; onChange: (text: string) => void }) {
  const { t } = useTranslation('time');
  const [text, setText] = useTyped(row.narrative);
  const { narrativeFrom: from } = row;
  const hint = from === 'note' || from === 'summary' ? t(`narrativeFrom.${from}`) : null;
  return (
    <span className="flex min-w-60 grow flex-col">
      <textarea
        aria-label={t('narrative')}
        value={text}
        readOnly={readOnly}
        rows={text.length > 70 ? 2 : 1}
        maxLength={4_000}
        placeholder={t('noNarrative')}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== row.narrative && onChange(text)}
        className="min-h-7 w-full resize-y rounded-2 border border-line-2 bg-surface px-2 py-1 text-ui read-only:border-transparent placeholder:text-text-3"
      />
      {hint !== null && <span className="px-2 text-meta text-text-3">{hint}</span>}
    </span>
  );
}

function CodeChoice({
  row,
  disabled,
  onChange,
}: {
  row: TimeRow;
  disabled: boolean;
  onChange: (code: string | null) => void;
}) {
  const { t } = useTranslation('time');
  const codeName = useCodeName();
  const own = row.activityCode;
  if (disabled) return <span className="py-1 text-meta text-text-2">{codeName(own) ?? t('noCode')}</span>;
  const codes = [...new Set([...communicationCodes, ...(own === null ? [] : [own])])];
  return (
    <Select
      label={t('code')}
      value={own ?? ''}
      options={[
        { value: '', label: t('noCode') },
        ...codes.map((code) => ({ value: code, label: codeName(code) ?? code })),
      ]}
      onChange={(code) => onChange(code === '' ? null : code)}
    />
  );
}

function Minutes({
  row,
  step,
  readOnly,
  onChange,
}: {
  row: TimeRow;
  step: number;
  readOnly: boolean;
  onChange: (minutes: number) => void;
}) {
  const { t } = useTranslation('time');
  const [text, setText] = useTyped(String(row.minutes));
  const read = () => {
    const minutes = Number(text);
    if (text.trim() === '' || !Number.isInteger(minutes) || minutes < 0 || minutes > 1_440)
      setText(String(row.minutes));
    else if (minutes !== row.minutes) onChange(minutes);
  };
  return (
    <input
      type="number"
      aria-label={t('minutes')}
      value={text}
      min={0}
      max={1_440}
      step={step}
      readOnly={readOnly}
      onChange={(event) => setText(event.target.value)}
      onBlur={read}
      onKeyDown={(event) => event.key === 'Enter' && read()}
      className="h-7 w-18 rounded-2 border border-line-2 bg-surface px-2 text-right text-ui tabular-nums read-only:border-transparent"
    />
  );
}

/** What is typed stays while it is typed; what comes from elsewhere replaces it when nobody types. */
function useTyped(value: string): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const last = useRef(value);
  useEffect(() => {
    // Only what still says the value of before was not typed over.
    setText((now) => (now === last.current ? value : now));
    last.current = value;
  }, [value]);
  return [text, setText];
}

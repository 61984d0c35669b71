import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { importField, type ImportField, type ImportMapping, type ImportView } from '@callbrief/relay/wire/import';
import type { ImportsStore } from '../stores/imports-store.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Switch } from '../ui/switch.tsx';

/** Columns that are drawn; a table of a thousand lists would hold the window up. The others keep their guessed meaning. */
const MOST_DRAWN = 60;
const LEFT_OUT = 'left_out';

/** The first rows with what each column means, before anything is imported. */
export function ImportPreview({ current, imports }: { current: ImportView; imports: ImportsStore }) {
  const { t, i18n } = useTranslation('imports');
  const { busy } = useStore(imports.store);
  const numbers = new Intl.NumberFormat(i18n.language);
  const { mapping, needs, kind } = current;
  const isTable = kind === 'csv';
  const change = (next: Partial<ImportMapping>) => void imports.map({ ...mapping, ...next });
  const drawn = current.columns.slice(0, MOST_DRAWN);
  const options = [
    { value: LEFT_OUT, label: t('leftOut') } as const,
    ...importField.options.map((value) => ({ value, label: t(`field.${value}`) })),
  ];
  return (
    <div className="mt-4">
      <p className="selectable font-medium">
        {t('file', { name: current.fileName, count: current.counts.total, rows: numbers.format(current.counts.total) })}
      </p>
      <p className="text-meta text-text-2">
        {isTable ? t('mappingWhat') : t('cardsWhat')}
        {drawn.length < current.columns.length &&
          ` ${t('moreColumns', { count: current.columns.length - drawn.length })}`}
      </p>
      <div
        role="region"
        aria-label={t('preview')}
        className="scroll-quiet mt-2 overflow-x-auto rounded-3 border border-line"
      >
        <table className="border-collapse text-meta">
          <thead>
            <tr>
              {drawn.map((name, column) => (
                <th key={column} className="border-b border-line px-2 py-1.5 text-left align-bottom font-medium">
                  <span className="mb-1 block max-w-60 truncate">{name || t('column', { number: column + 1 })}</span>
                  {isTable && (
                    <Select<ImportField | typeof LEFT_OUT>
                      label={t('meaningOf', { column: name || t('column', { number: column + 1 }) })}
                      value={mapping.columns[column] ?? LEFT_OUT}
                      options={options}
                      onChange={(chosen) =>
                        change({ columns: mapping.columns.with(column, chosen === LEFT_OUT ? null : chosen) })
                      }
                    />
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {current.rows.map((cells, row) => (
              <tr key={row} className="not-first:border-t not-first:border-line">
                {drawn.map((_, column) => (
                  <td key={column} className="selectable max-w-60 truncate px-2 py-1">
                    {cells[column] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isTable && (
        <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-2">
          <span className="flex items-center gap-2">
            <Switch label={t('hasHeader')} on={mapping.hasHeader} onChange={(hasHeader) => change({ hasHeader })} />
            <span aria-hidden>{t('hasHeader')}</span>
          </span>
          {(needs.includes('date_order') || mapping.dateOrder !== null) && (
            <Select
              label={t('dateOrder.label')}
              value={mapping.dateOrder ?? 'ask'}
              options={[
                { value: 'ask', label: t('dateOrder.ask') },
                { value: 'day_first', label: t('dateOrder.day_first') },
                { value: 'month_first', label: t('dateOrder.month_first') },
              ]}
              onChange={(order) => change({ dateOrder: order === 'ask' ? null : order })}
            />
          )}
        </div>
      )}
      {needs.map((need) => (
        <p key={need} role="status" className="mt-2 text-caution-text">
          {t(`need.${need}`)}
        </p>
      ))}
      <div className="mt-3 flex gap-2">
        <Button
          size={32}
          look="primary"
          busy={busy === 'starting'}
          disabled={needs.length > 0 || busy === 'mapping'}
          onClick={() => void imports.begin()}
        >
          {busy === 'starting' ? t('starting') : t('start', { rows: numbers.format(current.counts.total) })}
        </Button>
        <Button size={32} busy={busy === 'removing'} onClick={() => void imports.remove()}>
          {t('forget')}
        </Button>
      </div>
    </div>
  );
}

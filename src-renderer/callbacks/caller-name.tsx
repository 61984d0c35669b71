import { useTranslation } from 'react-i18next';
import type { CallbackRow } from '../../src-preload/contract/callbacks.ts';

/** Who is owed the call: a name, a name in quotation marks until there is a contact, a number; and what they are. */
export function CallerName({ row }: { row: CallbackRow }) {
  const { t } = useTranslation('callbacks');
  const roles = useTranslation('roles').t;
  return (
    <>
      <span className="font-semibold">{titleOf(row, t)}</span>
      {row.role && (
        <span className="ml-1.5 text-meta text-text-3">
          {row.titleIs === 'said' ? t('notChecked') : roles(`word.${row.role}`)}
        </span>
      )}
      {row.byMachine && (
        <span className="ml-2 inline-flex h-4 items-center rounded-1 border border-dashed border-control px-1.25 align-[0.0625rem] text-caption leading-none font-medium text-text-2">
          {t('aiMessage')}
        </span>
      )}
    </>
  );
}

export function titleOf(
  { title, titleIs }: Pick<CallbackRow, 'title' | 'titleIs'>,
  t: ReturnType<typeof useTranslation<'callbacks'>>['t'],
): string {
  if (title === null) return t('withheld');
  return titleIs === 'said' ? t('quoted', { name: title }) : title;
}

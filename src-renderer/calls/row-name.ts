import type { TFunction } from 'i18next';
import type { CallRow } from '../../src-preload/contract.ts';
import type { Format } from '../words/format.ts';
import { describeOutcome } from './describe-outcome.ts';

/** A row as a screen reader says it: who, when, what happened, for which matter, what is to do. */
export function rowName(
  row: CallRow,
  t: TFunction<'calls'>,
  roles: TFunction<'roles'>,
  format: Format,
  now: Date,
): string {
  return [
    row.title ?? t('row.withheld'),
    row.role && roles(`word.${row.role}`),
    format.time(row.startedAt),
    describeOutcome(row, t, format, now).words,
    row.matter ? `${row.matter.number} ${row.matter.title}` : row.lineName,
    row.followUp && roles(`followUp.${row.followUp}`),
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

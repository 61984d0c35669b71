import type { CallDetail, CallList, HistoryRow } from '../../src-preload/contract.ts';
import { HIDDEN, HIDDEN_TITLE } from './initials.ts';
import { maskTitle } from './mask-card.ts';

/** The list as somebody else may see it: when, which line, what became of it. */
export function maskList(list: CallList): CallList {
  return { ...list, rows: list.rows.map(maskRow) };
}

export function maskRow(row: HistoryRow): HistoryRow {
  const masked = {
    title: row.title && maskTitle(row.title),
    titleMarks: null,
    snippet: null,
    matter: row.matter && { ...row.matter, title: HIDDEN_TITLE },
  };
  return row.kind === 'message' ? { ...row, ...masked, number: null, text: HIDDEN } : { ...row, ...masked };
}

/** Everything of a call that names somebody or says what it was about. The window covers what was said and written. */
export function maskDetail(detail: CallDetail): CallDetail {
  return {
    ...detail,
    ...(maskRow(detail) as CallDetail),
    numberFormatted: detail.numberFormatted && HIDDEN,
    organisation: null,
    languages: [],
    nextDeadline: detail.nextDeadline && { ...detail.nextDeadline, title: '' },
  };
}

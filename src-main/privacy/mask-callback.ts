import type { CallbackDetail, CallbackList, CallbackRow } from '../../src-preload/contract/callbacks.ts';
import { HIDDEN, HIDDEN_TITLE } from './initials.ts';
import { maskTitle } from './mask-card.ts';

/** The queue as somebody else may see it: whose turn it is and by when, not who waits and why. */
export function maskCallbackList(list: CallbackList): CallbackList {
  return { ...list, rows: list.rows.map(maskRow) };
}

/** `number` stays: it is dialled, and never drawn. */
export function maskCallbackDetail(detail: CallbackDetail | null): CallbackDetail | null {
  return (
    detail && {
      ...detail,
      ...maskRow(detail),
      organisation: null,
      numberFormatted: detail.numberFormatted && HIDDEN,
      represented: detail.represented && { by: '' },
    }
  );
}

function maskRow(row: CallbackRow): CallbackRow {
  return {
    ...row,
    title: row.title && (row.titleIs === 'number' ? HIDDEN : maskTitle(row.title)),
    matter: row.matter && { ...row.matter, title: HIDDEN_TITLE },
    reason: row.reason && HIDDEN,
  };
}

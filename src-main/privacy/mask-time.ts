import type { TimeList, TimeRow } from '../../src-preload/contract/time.ts';
import { HIDDEN, HIDDEN_TITLE } from './initials.ts';
import { maskTitle } from './mask-card.ts';

/** Time as somebody else may see it: how long and on which matter by number, not with whom and what for. */
export function maskTimeList(list: TimeList): TimeList {
  return {
    ...list,
    rows: list.rows.map(maskRow),
    matters: list.matters.map((matter) => ({ ...matter, title: matter.title && HIDDEN_TITLE })),
  };
}

function maskRow(row: TimeRow): TimeRow {
  return {
    ...row,
    withWhom: row.withWhom && maskTitle(row.withWhom),
    matter: row.matter && { ...row.matter, title: HIDDEN_TITLE },
    narrative: row.narrative && HIDDEN,
  };
}

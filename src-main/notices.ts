import type { Notice } from '../src-preload/contract.ts';

type WithoutId<T> = T extends { id: string } ? Omit<T, 'id'> : never;
export type NewNotice = WithoutId<Notice>;

/** The strips above the content. One of each kind at a time, except refused changes, which are one for each thing they are about. */
export interface Notices {
  list(): Notice[];
  find(noticeId: string): Notice | null;
  show(notice: NewNotice): void;
  /** Nothing happens where there is none. */
  remove(kind: Notice['kind']): void;
  dismiss(noticeId: string): void;
}

export function createNotices(onChange: () => void): Notices {
  let notices: Notice[] = [];
  const keep = (next: Notice[]) => {
    if (JSON.stringify(next) === JSON.stringify(notices)) return;
    notices = next;
    onChange();
  };
  return {
    list: () => notices,
    find: (noticeId) => notices.find((notice) => notice.id === noticeId) ?? null,
    show(notice) {
      const id = notice.kind === 'change_refused' ? `${notice.kind}:${notice.about}` : notice.kind;
      const shown = { ...notice, id };
      keep(notices.some((n) => n.id === id) ? notices.map((n) => (n.id === id ? shown : n)) : [...notices, shown]);
    },
    remove: (kind) => keep(notices.filter((notice) => notice.kind !== kind)),
    dismiss: (noticeId) => keep(notices.filter((notice) => notice.id !== noticeId)),
  };
}

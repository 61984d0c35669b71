import type { ContactEdit, MatterEdit } from '@callbrief/relay/wire/directory';
import { itemSchemas, type ItemEditOf, type ItemKind, type ItemOf } from '@callbrief/relay/wire/item';
import { practice, type Practice } from '@callbrief/relay/wire/practice';
import { pageOf, type Page } from '@callbrief/relay/wire/rest';
import { z } from 'zod';
import type { RelayRequest } from './relay-request.ts';

/** Callbacks, tasks, time entries, contacts and matters, as they are written; and how the firm works. */
export interface ItemRequests {
  /** By id. Rows that this version cannot read are left out. */
  items<K extends ItemKind>(kind: K, cursor: string | null, limit: number): Promise<Page<ItemOf[K]>>;
  /** The same edit twice is one edit. @returns it as the relay has it now, where it said so */
  editItem<K extends ItemKind>(kind: K, itemId: string, edit: ItemEditOf[K]): Promise<ItemOf[K] | null>;
  editContact(contactId: string, edit: ContactEdit): Promise<void>;
  editMatter(matterId: string, edit: MatterEdit): Promise<void>;
  practice(): Promise<Practice>;
  savePractice(next: Practice): Promise<Practice>;
}

type Ask = <T extends z.ZodType>(path: string, answer: T, more?: Partial<RelayRequest>) => Promise<z.infer<T>>;

const paths: { [K in ItemKind]: string } = { callback: '/callbacks', task: '/tasks', time_entry: '/time-entries' };
/** The least that says "the relay has it". */
const kept = z.looseObject({ id: z.string() });

export function createItemRequests({ ask }: { ask: Ask }): ItemRequests {
  return {
    async items(kind, cursor, limit) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
      const { items, ...page } = await ask(`${paths[kind]}?${query.toString()}`, pageOf(z.unknown()));
      const read = items.map((row) => itemSchemas[kind].safeParse(row));
      return { ...page, items: read.flatMap((row) => (row.success ? [row.data] : [])) };
    },
    async editItem(kind, itemId, edit) {
      const path = `${paths[kind]}/${encodeURIComponent(itemId)}`;
      const told = await ask(path, kept, { method: 'PATCH', body: edit });
      const now = itemSchemas[kind].safeParse(told);
      return now.success ? now.data : null;
    },
    async editContact(contactId, edit) {
      await ask(`/contacts/${encodeURIComponent(contactId)}`, kept, { method: 'PATCH', body: edit });
    },
    async editMatter(matterId, edit) {
      await ask(`/matters/${encodeURIComponent(matterId)}`, kept, { method: 'PATCH', body: edit });
    },
    practice: () => ask('/practice', practice),
    savePractice: (next) => ask('/practice', practice, { method: 'PUT', body: next }),
  };
}

import type { Callback } from '../wire/callback.ts';
import type { ItemEditOf, ItemKind, ItemOf } from '../wire/item.ts';
import type { Practice } from '../wire/practice.ts';
import type { Page } from '../wire/rest.ts';
import type { IsoTime } from '../wire/scalars.ts';
import type { Author, Written } from './port.ts';

/** Callbacks, tasks and time entries of one tenant, and how the firm works. */
export interface ItemStore {
  /** By id; pages as `contactPage`. */
  itemPage<K extends ItemKind>(kind: K, cursor: string | null, limit: number): Promise<Page<ItemOf[K]>>;
  item<K extends ItemKind>(kind: K, itemId: string): Promise<ItemOf[K] | null>;
  /**
   * Merges field by field (wire/signed.ts); an unknown id makes one. No event when nothing is new. `incomplete`: a new one
   * lacks what it needs, and nothing was written.
   */
  editItem<K extends ItemKind>(
    kind: K,
    itemId: string,
    edit: ItemEditOf[K],
    by: Author,
    receivedAt: IsoTime,
  ): Promise<Written<ItemOf[K]> | 'incomplete'>;
  /** That somebody still owes, oldest first. */
  openCallbacks(): Promise<Callback[]>;
  /** Everything about a matter, a contact or a call, by id. */
  itemsOf<K extends ItemKind>(
    kind: K,
    of: { matterId: string } | { contactId: string } | { callId: string },
  ): Promise<ItemOf[K][]>;

  practice(): Promise<Practice>;
  /** Compare-and-set on the revision. Null: somebody else saved first. */
  setPractice(next: Practice, expectedRevision: number, at: IsoTime): Promise<Written<Practice> | null>;
}

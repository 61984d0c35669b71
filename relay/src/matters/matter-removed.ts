import { noWrites, type Belongings, type DirectoryWrites } from '../directory/directory-writes.ts';
import { moveBelongings, type MoveContext } from '../directory/move-belongings.ts';
import type { Matter } from '../wire/directory.ts';
import { matterRemovedDrafts } from './matter-events.ts';

/** A matter is gone: what belonged to it goes on, under no matter. */
export function matterRemoved(gone: Matter, belongings: Belongings, at: string, context: MoveContext): DirectoryWrites {
  const hops = { providerAt: null, receivedAt: context.receivedAt, committedAt: context.now.toISOString() };
  const moved = moveBelongings(belongings, { matterId: null }, context);
  return {
    ...noWrites(),
    ...moved,
    mattersGone: [gone.id],
    events: [...moved.events, ...matterRemovedDrafts(context.tenantId, gone, at, hops)],
  };
}

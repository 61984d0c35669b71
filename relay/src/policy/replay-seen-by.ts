import { aboutOf } from '../calls/event-draft.ts';
import type { StoredEvent, TenantStore } from '../storage/port.ts';
import type { LoggedEvent, WithheldKind } from '../wire/events.ts';
import { withheldJson } from './may-see.ts';

/**
 * Events of the past as one person may have them today: what happened before a matter was restricted stands in the log as
 * everybody's. Only for a person from whom something is hidden are the events looked into.
 * @param store as this person sees it
 */
export async function replaySeenBy(
  personId: string,
  store: TenantStore,
  events: readonly StoredEvent[],
): Promise<readonly StoredEvent[]> {
  const hidden = await store.hiddenMatterIds(personId);
  if (hidden.length === 0) return events;
  const abouts = new Map(
    events.flatMap((event) => {
      const about = event.restricted ? null : aboutOf(JSON.parse(event.json) as LoggedEvent, null);
      return about === null ? [] : [[event, about] as const];
    }),
  );
  const idsOf = (kind: WithheldKind) => [
    ...new Set([...abouts.values()].filter(({ of }) => of === kind).map(({ id }) => id)),
  ];
  const gone = async (kind: WithheldKind, find: (id: string) => Promise<unknown>) => {
    const ids = idsOf(kind);
    const found = await Promise.all(ids.map(find));
    return new Set(ids.filter((_, index) => found[index] === null));
  };
  const calls = idsOf('call');
  const withheld: Record<WithheldKind, ReadonlySet<string>> = {
    call: new Set(calls.length === 0 ? [] : await store.callsInMatters(calls, hidden)),
    message: await gone('message', (id) => store.message(id)),
    matter: new Set(hidden),
    callback: await gone('callback', (id) => store.item('callback', id)),
    task: await gone('task', (id) => store.item('task', id)),
    time_entry: await gone('time_entry', (id) => store.item('time_entry', id)),
  };
  return events.map((event) => {
    const about = abouts.get(event);
    if (!about || !withheld[about.of].has(about.id)) return event;
    return { id: event.id, type: 'withheld', json: withheldJson(about) };
  });
}

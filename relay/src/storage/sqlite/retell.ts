import type { EventDraft } from '../../calls/event-draft.ts';
import type { AnyItem, Belongings } from '../../directory/directory-writes.ts';
import { retellBelongings, retellParts } from '../../directory/retell.ts';
import { isSameAudience, type Audience } from '../../policy/may-see.ts';
import type { Call } from '../../wire/call.ts';
import type { Hops } from '../../wire/events.ts';
import { itemKind } from '../../wire/item.ts';
import type { TextLock } from '../text-lock.ts';
import type { Tables } from './tables.ts';

/** What must be told again because other people may know of it now. */
export function createRetell(
  tenantId: string,
  { calls, messages, items, recordings, insights, restricted }: Tables,
  lock: TextLock,
) {
  function itemsOf(column: 'contact_id' | 'matter_id' | 'call_id', id: string): AnyItem[] {
    return itemKind.options.flatMap((kind) =>
      items.of(tenantId, kind, column, id).map((item) => ({ kind, item }) as AnyItem),
    );
  }

  function belongingsOf(column: 'contact_id' | 'matter_id', id: string): Belongings {
    return {
      calls: calls.of(tenantId, column, id),
      messages: messages.of(tenantId, column, id),
      items: itemsOf(column, id),
    };
  }

  function partsOfCall(callId: string, hops: Hops): EventDraft[] {
    const kept = insights.ofCall(tenantId, callId, lock)?.insights;
    return retellParts(
      tenantId,
      {
        items: itemsOf('call_id', callId),
        recordings: recordings.ofCall(tenantId, callId),
        insights: kept ? [kept] : [],
      },
      hops,
    );
  }

  return {
    belongingsOf,
    /** A call was filed elsewhere: what hangs on it, when other people may know of it now. */
    callMoved(before: Call, after: Call, hops: Hops): EventDraft[] {
      if (before.matterId === after.matterId) return [];
      const matters = restricted.of(tenantId);
      const of = (call: Call) => (call.matterId === null ? null : (matters.get(call.matterId) ?? null));
      return isSameAudience(of(before), of(after)) ? [] : partsOfCall(after.id, hops);
    },
    /** Everything of a matter, when other people may know of it now. */
    matterOpened(matterId: string, before: Audience, after: Audience, hops: Hops): EventDraft[] {
      if (isSameAudience(before, after)) return [];
      const belongings = belongingsOf('matter_id', matterId);
      return [
        ...retellBelongings(tenantId, belongings, hops),
        ...belongings.calls.flatMap(({ call }) => partsOfCall(call.id, hops)),
      ];
    },
  };
}

import { callChangedDraft, draft, type EventDraft } from '../calls/event-draft.ts';
import { fieldStates } from '../insights/ai-completed.ts';
import { itemDrafts } from '../items/item-events.ts';
import { recordingChangedDraft } from '../recordings/told-recording.ts';
import type { Hops } from '../wire/events.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import type { AnyItem, Belongings } from './directory-writes.ts';

/** What hangs on a call and has no matter of its own. */
export interface CallParts {
  items: readonly AnyItem[];
  recordings: readonly Recording[];
  insights: readonly CallInsights[];
}

/**
 * Tells again what itself did not change, because other people may know of it now: their desktops learn it or forget it.
 */
export function retellParts(tenantId: string, parts: CallParts, hops: Hops): EventDraft[] {
  return [
    ...parts.items.flatMap(({ kind, item }) => itemDrafts(kind, item, item, { tenantId, hops })),
    ...parts.recordings.map((recording) => recordingChangedDraft(recording, hops)),
    ...parts.insights.map((insights) =>
      draft({
        type: 'insights_changed',
        callId: insights.callId,
        revision: insights.revision,
        fields: fieldStates(insights),
        hops,
      }),
    ),
  ];
}

export function retellBelongings(tenantId: string, { calls, messages, items }: Belongings, hops: Hops): EventDraft[] {
  return [
    ...calls.map(({ call }) => callChangedDraft('edit', call, JSON.stringify(call), hops)),
    ...messages.map(({ message }) => draft({ type: 'message_changed', message, hops })),
    ...items.flatMap(({ kind, item }) => itemDrafts(kind, item, item, { tenantId, hops })),
  ];
}

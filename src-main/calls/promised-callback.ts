import { otherNumber, type Call } from '@callbrief/relay/wire/call';
import { callbackIdOf } from '@callbrief/relay/wire/callback';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import type { Change } from '../history/history.ts';

const WITHIN_MS = 10 * 60_000;

/** The receptionist says "within ten minutes" to the caller: it is mine, with what is known by now. */
export function promisedCallback(
  call: Call,
  { me, live, now, editId }: { me: string; live: AgentTalk | null; now: Date; editId: string },
): Change {
  return {
    kind: 'edit_item',
    item: 'callback',
    itemId: callbackIdOf(call.id),
    editId,
    did: null,
    set: {
      callId: call.id,
      source: 'agent',
      number: otherNumber(call),
      callerName: live?.saidName ?? null,
      reason: live?.topic ?? '',
      ownerPersonId: me,
      dueAt: new Date(now.getTime() + WITHIN_MS).toISOString(),
      urgency: live?.urgency.level === 'high' ? 'high' : 'normal',
      status: 'please_call_back',
      closed: null,
    },
  };
}

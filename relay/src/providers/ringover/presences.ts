import { amountOf, fieldsOf, flagOf, listOf, textOf } from '../field.ts';
import type { ProviderAccount } from '../port.ts';
import { wallTime } from './wall-time.ts';

type Presence = Awaited<ReturnType<ProviderAccount['presence']>>[number];

/**
 * `GET /presences` (telephony facts 1.1). Somebody who snoozes and is on the phone is on the phone; outside their hours
 * (`is_planned_snooze`) no call reaches them, which to a colleague is the same as a snooze.
 * @param timeZone `snooze_end` is told as `2020-07-17 10:14:24`, without a zone; the firm's is assumed
 */
export function readPresences(body: unknown, timeZone: string, now: Date): Presence[] {
  return listOf(fieldsOf(body)['list']).flatMap((value) => {
    const user = fieldsOf(value);
    const providerUserId = textOf(user['user_id'])?.replace(/^USER/i, '');
    if (providerUserId === undefined) return [];
    const isSnoozed = flagOf(user['is_snoozed']) === true;
    const isAway = isSnoozed || flagOf(user['is_planned_snooze']) === true;
    const isConnected = amountOf(user['connected_devices']) !== 0;
    const state: Presence['state'] =
      (amountOf(user['in_call']) ?? 0) > 0 ? 'talking' : isAway ? 'snoozed' : isConnected ? 'free' : 'not_connected';
    const end = isSnoozed && state === 'snoozed' ? wallTime(textOf(user['snooze_end']), timeZone) : null;
    // An end that is past says that the zone was another one.
    return { providerUserId, state, until: end !== null && end > now ? end.toISOString() : null };
  });
}

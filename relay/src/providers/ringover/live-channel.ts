import { fieldsOf, flagOf, listOf, textOf } from '../field.ts';
import { ProviderError, type LivePhone } from '../port.ts';

/** One phone of a call that goes on, as `POST /calls/current` tells of it (telephony facts 1.2). */
export interface LiveChannel {
  /** A UUID here, and not the webhooks' channel_id. */
  channelId: string;
  userId: string | null;
  isAnswered: boolean;
  /** Null: not said. */
  hold: boolean | null;
  mute: boolean | null;
}

/**
 * The phone's channel among all live ones.
 * @param body of `POST /calls/current`; null (204): nobody speaks
 * @throws ProviderError call_over when this phone is no longer part of such a call. A call that went on to a colleague is
 * over for this phone: whatever is asked must not happen to theirs
 */
export function findLiveChannel(body: unknown, phone: LivePhone): LiveChannel {
  const ofCall = listOf(fieldsOf(body)['current_calls_list'])
    .map(fieldsOf)
    .flatMap((entry) => {
      const channelId = textOf(entry['channel_id']);
      if (textOf(entry['call_id']) !== phone.providerCallId || channelId === null) return [];
      return {
        channelId,
        userId: userIdOf(entry['user_id']),
        isAnswered: textOf(entry['status'])?.toUpperCase() === 'ANSWERED',
        hold: flagOf(entry['hold']),
        mute: flagOf(entry['mute']),
      } satisfies LiveChannel;
    });
  const { providerUserId } = phone;
  const own = ofCall.filter((c) => c.userId === null || providerUserId === null || c.userId === providerUserId);
  const named = own.filter((c) => c.userId !== null);
  // Whose phone it is was not said by the webhooks, and several phones are in the call: any guess could be the wrong one.
  if (providerUserId === null && named.length > 1 && new Set(named.map((c) => c.userId)).size > 1) {
    throw new ProviderError('provider_cannot', 'The call has several phones and it is not known which is meant.');
  }
  const best = own.toSorted((a, b) => rank(b) - rank(a))[0];
  if (best === undefined) throw new ProviderError('call_over', 'This phone is in no such call any more.');
  return best;
}

/** A named phone before one that belongs to nobody, one that speaks before one that rings. */
const rank = (c: LiveChannel) => (c.userId === null ? 0 : 2) + (c.isAnswered ? 1 : 0);

/** 0 stands for nobody. */
function userIdOf(value: unknown): string | null {
  const id = textOf(value)?.replace(/^USER/i, '') ?? null;
  return id === '0' ? null : id;
}

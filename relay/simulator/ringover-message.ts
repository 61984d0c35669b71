import type { PretendMessage } from './pretend-effect.ts';
import type { RingoverSide, SignedDelivery } from './pretend-provider.ts';
import { signRingoverV1 } from './sign-ringover.ts';

/**
 * Ringover's webhook for an SMS (telephony facts 2.2 and 7.3): one that was sent over the API is told like one that a
 * person sent.
 */
export function ringoverMessage(
  side: RingoverSide,
  message: PretendMessage,
  event: 'sent' | 'received',
): SignedDelivery {
  const path = `/hooks/ringover/${side.hookToken}/call`;
  const at = message.at.getTime() / 1_000;
  const body = JSON.stringify({
    event,
    resource: 'sms',
    timestamp: at,
    data: {
      id: `${message.conversationId}-${message.messageId}`,
      message_id: message.messageId,
      conversation_id: message.conversationId,
      time: Math.floor(at),
      direction: event === 'sent' ? 'outbound' : 'inbound',
      from_number: digits(message.from),
      to_number: digits(message.to),
      body: message.body,
      is_internal: false,
      is_collaborative: false,
      ...(message.userId === null ? {} : { user_id: Number(message.userId) }),
    },
    attempt: 1,
  });
  const signedUrl = (side.publicBaseUrl ?? side.relayUrl).replace(/\/+$/, '') + path;
  return {
    url: side.relayUrl.replace(/\/+$/, '') + path,
    headers: {
      'Content-Type': 'application/json',
      'X-Ringover-Webhook-Signature': signRingoverV1(side.key, signedUrl, body),
    },
    body,
  };
}

const digits = (number: string) => number.replace(/^\+/, '');

import type { Delivery } from '../storage/port.ts';
import { contentHash } from './dedupe-key.ts';

/** A delivery with a valid signature that we could not read: kept raw for the operator, acknowledged, counted. */
export function unreadableDelivery(
  from: Pick<Delivery, 'provider' | 'receivedAt' | 'contentType' | 'rawBody'>,
  reason: string,
): Delivery {
  return {
    ...from,
    dedupeKey: `unreadable/${contentHash(from.rawBody)}`,
    kind: 'unreadable',
    unreadable: reason.slice(0, 200),
    facts: [],
  };
}

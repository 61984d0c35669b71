import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallTruth } from '@callbrief/relay/wire/call';
import { callTruth } from '@callbrief/relay/wire/call';
import type { CallFact } from '@callbrief/relay/wire/call-fact';
import { describeCall, noFacts, reduceCall, type CallState } from '@callbrief/relay/wire/call-state';
import type { Told } from '../../../relay/simulator/life/call-life.ts';
import { providerOf } from '../../../relay/simulator/life/tell.ts';
import type { Delivery, ToldMessage } from '../../../relay/src/storage/port.ts';
import { parseLosslessly } from '../../../relay/src/webhooks/lossless-json.ts';
import { ringoverDelivery } from '../../../relay/src/webhooks/providers/ringover/delivery.ts';
import { sipgateDelivery } from '../../../relay/src/webhooks/providers/sipgate/delivery.ts';
import { generatedHistory, receivedAt, type GeneratedHistory } from '../../support/generated-histories.ts';

/** 10,000 histories per run in all; each property says its share. Alone on the machine they take ten seconds. */
const IN_ANY_ORDER = 7_000;
const INVARIANTS = 3_000;
const patience = { timeout: 120_000 };

const history = generatedHistory({ from: new Date('2026-11-19T08:00:00.000Z'), withinMs: 9 * 3_600_000 });

function translate(one: GeneratedHistory, told: Told, attempt: number): Delivery {
  const rawBody = Buffer.from(told.body(attempt));
  const raw = { receivedAt: receivedAt(one, told).toISOString(), contentType: '', rawBody };
  return providerOf(one.teller) === 'sipgate'
    ? sipgateDelivery({ ...raw, provider: 'sipgate' }, 'BE')
    : ringoverDelivery({ ...raw, provider: 'ringover' }, parseLosslessly(rawBody), 'BE');
}

interface Folded {
  /** By the provider's group id. */
  calls: ReadonlyMap<string, CallTruth | null>;
  messages: readonly ToldMessage[];
}

/** @param insertOnce as the inbox does: what is known by its key is not looked at again */
function fold(deliveries: readonly Delivery[], insertOnce: boolean): Folded {
  const seen = new Set<string>();
  const states = new Map<string, CallState>();
  const messages = new Map<string, ToldMessage>();
  for (const delivery of deliveries) {
    expect(delivery.unreadable).toBeNull();
    if (insertOnce && seen.has(delivery.dedupeKey)) continue;
    seen.add(delivery.dedupeKey);
    for (const { providerCallId, fact } of delivery.facts) {
      states.set(providerCallId, reduceCall(states.get(providerCallId) ?? noFacts, fact));
    }
    for (const message of delivery.messages ?? []) {
      if (!messages.has(message.providerMessageId)) messages.set(message.providerMessageId, message);
    }
  }
  return {
    calls: new Map([...states].map(([id, state]) => [id, describeCall(state)])),
    messages: [...messages.values()].sort((a, b) => (a.providerMessageId < b.providerMessageId ? -1 : 1)),
  };
}

test(
  'whatever the order and however often it is told, a generated history ends in the same calls and messages',
  patience,
  () => {
    fc.assert(
      fc.property(history, (one) => {
        const ordered = fold(
          one.told.map((told) => translate(one, told, 1)),
          false,
        );
        const arriving = one.arrival.map(({ index, attempt }) => translate(one, one.told[index] as Told, attempt));
        expect(fold(arriving, true)).toEqual(ordered);
        expect(fold(arriving, false)).toEqual(ordered);
      }),
      { numRuns: IN_ANY_ORDER },
    );
  },
);

test('every generated history is one valid call whose outcome and times are possible', patience, () => {
  fc.assert(
    fc.property(history, (one) => {
      const deliveries = one.arrival.map(({ index, attempt }) => translate(one, one.told[index] as Told, attempt));
      const facts = deliveries.flatMap((delivery) => delivery.facts);
      const { calls, messages } = fold(deliveries, true);
      // One call for each group id, however many phones, transfers and forwards there were.
      expect([...calls.keys()].filter((id) => id !== one.life.callId)).toEqual([]);
      const truth = calls.get(one.life.callId) ?? null;
      if (truth) checkTimes(callTruth.parse(truth));
      if (truth)
        checkOutcome(
          truth,
          facts.map(({ fact }) => fact),
        );
      const sent = one.told.filter(({ wire, event }) => wire === 'ringover/call' && /^(received|sent)$/.test(event));
      expect(messages).toHaveLength(sent.length);
    }),
    { numRuns: INVARIANTS },
  );
});

function checkTimes(truth: CallTruth): void {
  if (truth.answeredAt !== null) expect(truth.answeredAt >= truth.startedAt).toBe(true);
  if (truth.endedAt !== null) expect(truth.endedAt >= (truth.answeredAt ?? truth.startedAt)).toBe(true);
  expect(truth.durationSeconds ?? 0).toBeGreaterThanOrEqual(0);
  expect(truth.endedAt === null).toBe(truth.durationSeconds === null);
}

function checkOutcome(truth: CallTruth, facts: readonly CallFact[]): void {
  const answered = facts.some(({ kind }) => kind === 'answered');
  // Answered by a colleague is never missed for anybody.
  expect(['talking', 'answered'].includes(truth.outcome)).toBe(answered);
  expect(truth.answeredBy !== null).toBe(answered);
  if (truth.endedAt !== null) {
    expect(truth.legs.filter(({ state }) => state === 'ringing' || state === 'talking')).toEqual([]);
  }
}

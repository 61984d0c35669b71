import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Message } from '@callbrief/relay/wire/message';
import { deliver } from '../../relay/simulator/deliver.ts';
import { providerOf } from '../../relay/simulator/life/tell.ts';
import { createRandom, shuffled } from '../../relay/simulator/random.ts';
import { createSign } from '../../relay/simulator/told/wires.ts';
import type { DesktopApp } from '../support/desktop-app.ts';
import {
  generatedHistory,
  generatedPeople,
  receivedAt,
  type GeneratedHistory,
} from '../support/generated-histories.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startWiredFirm, type WiredFirm } from '../support/wired-firm.ts';

const HISTORIES = 1_000;
/** Deliveries that are under way at once; they share the relay's commits. */
const AT_ONCE = 24;
/** Other histories at every run; a failure says which, and they come back with it. */
const SEED = Number(process.env['HISTORIES_SEED'] ?? Date.now() % 1_000_000);

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
async function openFirm(): Promise<WiredFirm> {
  const firm = await startWiredFirm({ dataDir: tempDir(), people: generatedPeople });
  opened.push(() => firm.close());
  return firm;
}

interface Sent {
  history: GeneratedHistory;
  index: number;
  attempt: number;
}

/**
 * Sends Ringover's deliveries many at once. sipgate's carry no time, so the relay's clock makes it: they go one after the
 * other, each with the clock at the moment that it tells of (see `receivedAt`).
 * @param lanes what must keep its order stands in one lane
 */
async function send(firm: WiredFirm, lanes: readonly (readonly Sent[])[]): Promise<void> {
  const sign = createSign(firm.wires);
  const one = async ({ history, index, attempt }: Sent) => {
    const told = history.told[index];
    if (!told) throw new Error('Nothing to send.');
    if (providerOf(history.teller) === 'sipgate') firm.setClock(receivedAt(history, told));
    const { acknowledged, status } = await deliver(sign(told.wire, told.body(attempt)), { giveUpAfterMs: 0 });
    if (!acknowledged) throw new Error(`${told.event} was answered ${status}`);
  };
  const ofSipgate = ([first]: readonly Sent[]) => first && providerOf(first.history.teller) === 'sipgate';
  const ringover = lanes.filter((lane) => !ofSipgate(lane));
  const worker = async () => {
    for (let lane = ringover.pop(); lane; lane = ringover.pop()) for (const sent of lane) await one(sent);
  };
  const sipgate = async () => {
    for (const lane of lanes.filter(ofSipgate)) for (const sent of lane) await one(sent);
  };
  await Promise.all([sipgate(), ...Array.from({ length: AT_ONCE }, worker)]);
  firm.setClock(null);
}

/** What a call is whatever relay it is on: everything but our own ids and when we learned of it. */
function truthOf({ id: _, contactId: __, matterId: ___, updatedAt: ____, ...truth }: Call) {
  return truth;
}
/** sipgate's users and Ringover's are the same people; a message's person is one of them. */
function toldOf({ id: _, contactId: __, matterId: ___, updatedAt: ____, ...told }: Message) {
  return told;
}
const keyOf = (call: Call) => `${call.provider}/${call.providerCallId}`;
const byKey = (calls: readonly Call[]) => new Map(calls.map((call) => [keyOf(call), truthOf(call)]));
const sorted = (messages: readonly Message[]) =>
  messages
    .map((message) => JSON.stringify(toldOf(message)))
    .sort()
    .map((text): unknown => JSON.parse(text));

async function caughtUp(desktop: DesktopApp, firm: WiredFirm): Promise<void> {
  const last = await firm.store.lastEventId();
  await vi.waitFor(() => expect(desktop.history.cursor()).toBe(last), { timeout: 60_000, interval: 50 });
}

describe('one truth per call', () => {
  it(
    `${HISTORIES} histories of both providers, in any order and repeated, are the same on relay and desktop as in order`,
    { timeout: 90_000 },
    async () => {
      const from = new Date(Date.now() - 2 * 3_600_000);
      const histories = fc.sample(generatedHistory({ from, withinMs: 3_600_000 }), { numRuns: HISTORIES, seed: SEED });
      const [mixedUp, inOrder] = await Promise.all([openFirm(), openFirm()]);
      const desktop = await mixedUp.connectDesktop(tempDir());
      opened.push(() => desktop.close());

      const any = histories.flatMap((history) => history.arrival.map((arriving) => [{ history, ...arriving }]));
      await send(mixedUp, shuffled(createRandom(SEED), any));
      await send(
        inOrder,
        histories.map((history) => history.told.map((_, index) => ({ history, index, attempt: 1 }))),
      );

      const [calls, ordered] = [await mixedUp.calls(), await inOrder.calls()];
      expect(byKey(calls), `HISTORIES_SEED=${SEED}`).toEqual(byKey(ordered));
      const [messages, orderedMessages] = [await mixedUp.messages(), await inOrder.messages()];
      expect(sorted(messages), `HISTORIES_SEED=${SEED}`).toEqual(sorted(orderedMessages));
      // It was a day with everything in it, or equality would say little.
      expect(calls.length).toBeGreaterThan(HISTORIES / 2);
      const outcomes = new Set(calls.map(({ outcome }) => outcome));
      expect([...outcomes]).toEqual(expect.arrayContaining(['answered', 'missed', 'dropped', 'voicemail']));
      expect(new Set(messages.map(({ kind, direction }) => `${kind} ${direction}`))).toEqual(
        new Set(['sms inbound', 'sms outbound', 'fax inbound']),
      );

      await caughtUp(desktop, mixedUp);
      expect(desktop.history.counts()).toMatchObject({ calls: calls.length, messages: messages.length });
      const here = calls.map(({ id }) => desktop.history.call(id));
      expect(here).toEqual(calls);
      expect(messages.map(({ id }) => desktop.history.message(id))).toEqual(messages);
    },
  );
});

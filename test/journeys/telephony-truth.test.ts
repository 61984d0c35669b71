import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Message } from '@callbrief/relay/wire/message';
import { deliver } from '../../relay/simulator/deliver.ts';
import type { Teller, Told } from '../../relay/simulator/life/call-life.ts';
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
/** What must keep its order. */
type Lane = readonly Sent[];

/** sipgate's time is our clock's, so what it tells in one second is sent while the clock shows that second. */
const TICK_MS = 1_000;
const tickOf = ({ history, index }: Sent) =>
  Math.round(receivedAt(history, history.told[index] as Told).getTime() / TICK_MS) * TICK_MS;

/** Sends many at once: each lane in its order, lane beside lane. */
async function send(firm: WiredFirm, lanes: readonly Lane[]): Promise<void> {
  const sign = createSign(firm.wires);
  const waiting = lanes.toReversed();
  const worker = async () => {
    for (let lane = waiting.pop(); lane; lane = waiting.pop()) {
      for (const { history, index, attempt } of lane) {
        const told = history.told[index] as Told;
        const { acknowledged, status } = await deliver(sign(told.wire, told.body(attempt)), { giveUpAfterMs: 0 });
        if (!acknowledged) throw new Error(`${told.event} was answered ${status}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * The same for sipgate, second by second: see `receivedAt`.
 * @param seconds in the order in which they are played
 */
async function sendBySecond(firm: WiredFirm, all: readonly Sent[], seconds: readonly number[]): Promise<void> {
  const bySecond = Map.groupBy(all, tickOf);
  for (const second of seconds) {
    firm.setClock(new Date(second));
    const lanes = Map.groupBy(bySecond.get(second) ?? [], ({ history }) => history);
    await send(firm, [...lanes.values()]);
  }
  firm.setClock(null);
}

/** What a call or message is whatever relay it is on: all but our own ids, and when we learned of it. */
function truthOf<T extends Call | Message>(entry: T): Partial<T> {
  const ours = new Set(['id', 'contactId', 'matterId', 'updatedAt']);
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !ours.has(field))) as Partial<T>;
}
const keyOf = (call: Call) => `${call.provider}/${call.providerCallId}`;
const byKey = (calls: readonly Call[]) => new Map(calls.map((call) => [keyOf(call), truthOf(call)]));
const sorted = (messages: readonly Message[]) =>
  messages
    .map((message) => JSON.stringify(truthOf(message)))
    .sort()
    .map((text): unknown => JSON.parse(text));

async function caughtUp(desktop: DesktopApp, firm: WiredFirm): Promise<void> {
  const last = await firm.store.lastEventId();
  await vi.waitFor(() => expect(desktop.history.cursor()).toBe(last), { timeout: 60_000, interval: 50 });
}

describe('one truth per call', () => {
  it(
    `${HISTORIES} histories of both providers, in any order and repeated, are the same on relay and desktop as in order`,
    // 36 to 45 s on two cores that others share; more only means that the machine stands still.
    { timeout: 240_000 },
    async () => {
      const from = new Date(Math.floor(Date.now() / TICK_MS) * TICK_MS - 2 * 3_600_000);
      const sample = (teller: Teller, withinMs: number) =>
        fc.sample(generatedHistory({ tellers: [teller], from, withinMs }), { numRuns: HISTORIES / 2, seed: SEED });
      const ringover = sample('ringover', 3_600_000);
      const sipgate = sample('sipgate', 0);
      const [mixedUp, inOrder] = await Promise.all([openFirm(), openFirm()]);
      const desktop = await mixedUp.connectDesktop(tempDir());
      opened.push(() => desktop.close());

      const random = createRandom(SEED);
      const arriving = (history: GeneratedHistory) => history.arrival.map((one) => ({ history, ...one }));
      const told = (history: GeneratedHistory) => history.told.map((_, index) => ({ history, index, attempt: 1 }));
      const seconds = [...new Set(sipgate.flatMap(told).map(tickOf))].sort((a, b) => a - b);
      await Promise.all([
        send(
          mixedUp,
          shuffled(random, ringover.flatMap(arriving)).map((one) => [one]),
        ),
        sendBySecond(mixedUp, shuffled(random, sipgate.flatMap(arriving)), shuffled(random, seconds)),
      ]);
      await Promise.all([send(inOrder, ringover.map(told)), sendBySecond(inOrder, sipgate.flatMap(told), seconds)]);

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

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { createInsightsFetcher, type InsightsFetcher } from '../../../../src-main/transcripts/insights-fetcher.ts';
import { memoryTokens } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { sampleInsights } from '../../../support/sample-recording.ts';
import { startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';

const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 5 });
let relay: ScriptedRelay;
let clock: ManualClock;
let wanted: { callId: string; revision: number }[];
let kept: [callId: string, askedFor: number][];
let removed: string[];
let toConfirm: Set<string>;
let isConnected: boolean;
let fetcher: InsightsFetcher;
beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock();
  [wanted, kept, removed, toConfirm, isConnected] = [[], [], [], new Set(), true];
  const client = createRelayClient({ relayUrl: relay.url, tokens: memoryTokens(), clock });
  const got = (id: string) => void (wanted = wanted.filter(({ callId }) => callId !== id));
  fetcher = createInsightsFetcher({
    insights: {
      wanted: (limit) => wanted.slice(0, limit),
      put(insights, askedFor) {
        kept.push([insights.callId, askedFor]);
        got(insights.callId);
      },
      remove(callId) {
        removed.push(callId);
        got(callId);
      },
      removals: () => [...toConfirm],
      removalConfirmed: (callId) => void toConfirm.delete(callId),
    },
    client: () => (isConnected ? client : null),
    clock,
    backoff: { firstMs: 1_000, longestMs: 30_000, random: () => 0.5 },
    onChanged: () => {},
  });
});
afterEach(async () => {
  fetcher.close();
  await relay.close();
});
function want(...callIds: string[]): void {
  wanted = callIds.map((callId, n) => ({ callId, revision: n + 1 }));
  for (const callId of callIds)
    relay.answers.set(`GET /calls/${callId}/insights`, () => ({ body: sampleInsights(callId, ['x']) }));
}

it('what is wanted is fetched in order, and nothing without a connection', async () => {
  want('a', 'b');
  isConnected = false;
  fetcher.nudge();
  expect(relay.requests).toEqual([]);
  isConnected = true;
  fetcher.nudge();
  await until(() =>
    expect(kept).toEqual([
      ['a', 1],
      ['b', 2],
    ]),
  );
});

it('what the office removed is confirmed, also after a lost line, and once', async () => {
  toConfirm.add('a');
  isConnected = false;
  fetcher.nudge();
  expect(relay.requests).toEqual([]);
  isConnected = true;
  let times = 0;
  relay.answers.set('POST /calls/a/insights/removed', () => ((times += 1) < 2 ? 'cut' : { status: 204, body: null }));
  fetcher.nudge();
  await until(() => expect(clock.pending()).toEqual([500]));
  expect([...toConfirm]).toEqual(['a']);
  clock.advance(500);
  await until(() => expect([...toConfirm]).toEqual([]));
  expect(times).toBe(2);
});

it('a lost line is waited for, with rising delays, and loses nothing', async () => {
  want('a');
  let times = 0;
  relay.answers.set('GET /calls/a/insights', () => ((times += 1) < 3 ? 'cut' : { body: sampleInsights('a', ['x']) }));
  fetcher.nudge();
  await until(() => expect(clock.pending()).toEqual([500]));
  // Events go on coming; that is no reason to be quicker.
  fetcher.nudge();
  expect(clock.pending()).toEqual([500]);
  clock.advance(500);
  await until(() => expect(clock.pending()).toEqual([1_000]));
  clock.advance(1_000);
  await until(() => expect(kept).toEqual([['a', 1]]));
});

it.each([
  ['nonsense', { body: { callId: 'a', revision: 'one' } }],
  ['a failure of the office', { problem: 'internal' as const }],
])('one call with %s keeps no other waiting, and is asked for again later', async (_, answer) => {
  want('a', 'b');
  relay.answers.set('GET /calls/a/insights', () => answer);
  fetcher.nudge();
  await until(() => expect(kept).toEqual([['b', 2]]));
  relay.answers.set('GET /calls/a/insights', () => ({ body: sampleInsights('a', ['x']) }));
  clock.advance(300_000);
  await until(() => expect(kept).toContainEqual(['a', 1]));
});

it.each(['not_found', 'not_allowed'] as const)('what the office has not, or not for me, goes: %s', async (problem) => {
  want('a', 'b');
  relay.answers.set('GET /calls/a/insights', () => ({ problem }));
  fetcher.nudge();
  await until(() => expect(kept).toEqual([['b', 2]]));
  expect(removed).toEqual(['a']);
});

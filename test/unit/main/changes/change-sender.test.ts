import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangeSender, type ChangeSender } from '../../../../src-main/changes/change-sender.ts';
import type { Change, WaitingChange } from '../../../../src-main/history/history.ts';
import { createRelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import type { ConnectionState } from '../../../../src-preload/contract.ts';
import { memoryTokens, sampleCall } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';

let relay: ScriptedRelay;
let clock: ManualClock;
let sender: ChangeSender;
let waiting: WaitingChange[];
let status: ConnectionState;
let tellStatus: (now: ConnectionState) => void;
let refused: { callId: string | null; reason: string }[];
let counts: number[];

const online: ConnectionState = {
  kind: 'up_to_date',
  at: '',
  since: '',
  roundTripMs: null,
  clockDifferenceMs: null,
};
const offline: ConnectionState = { kind: 'offline', since: '', waitingChanges: 0 };
const at = '2026-11-19T08:59:00.000Z';

beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock();
  [waiting, refused, counts] = [[], [], []];
  status = offline;
  const listeners = new Set<(now: ConnectionState) => void>();
  tellStatus = (now) => {
    status = now;
    for (const listener of listeners) listener(now);
  };
  sender = createChangeSender({
    client: createRelayClient({ relayUrl: relay.url, tokens: memoryTokens(), clock }),
    clock,
    backoff: { firstMs: 1_000, longestMs: 30_000, random: () => 0.5 },
    link: {
      status: () => status,
      onStatus(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    changes: {
      add: () => {
        throw new Error('not here');
      },
      pending: () => [...waiting],
      done: (seq) => void (waiting = waiting.filter((one) => one.seq !== seq)),
      drop: (seq) => void (waiting = waiting.filter((one) => one.seq !== seq)),
      count: () => waiting.length,
    },
    onRefused: (what) => refused.push(what),
    onCount: (count) => counts.push(count),
  });
  sender.start();
});
afterEach(async () => {
  sender.close();
  await relay.close();
});

function write(...changes: Change[]) {
  waiting = changes.map((change, n) => ({ seq: n + 1, at, change }));
}
const note = (callId: string, text: string): Change => ({ kind: 'edit_call', callId, note: text });
const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 5 });
const sent = () => relay.requests.map(({ method, path }) => `${method} ${path}`);

describe('the change sender', () => {
  it('sends nothing while offline, and everything in order of writing once the link is up', async () => {
    for (const id of ['a', 'b']) relay.answers.set(`PATCH /calls/${id}`, () => ({ body: sampleCall(id) }));
    relay.answers.set('POST /contacts', () => ({ body: { id: 'c' } }));
    const number = '+32470123456';
    write(
      note('a', 'one'),
      { kind: 'new_contact', contactId: 'c', name: 'Anneke', number, callId: 'a' },
      { kind: 'edit_call', callId: 'b', followUp: null, voicemailHeard: true },
      { kind: 'edit_call', callId: 'a', contactId: 'c' },
    );
    sender.nudge();
    expect(relay.requests).toEqual([]);
    tellStatus(online);
    await until(() => expect(waiting).toEqual([]));
    expect(sent()).toEqual(['PATCH /calls/a', 'POST /contacts', 'PATCH /calls/b', 'PATCH /calls/a']);
    expect(relay.requests.map(({ body }) => body)).toEqual([
      { at, note: 'one' },
      {
        id: 'c',
        name: 'Anneke',
        organisation: null,
        languages: [],
        numbers: [{ number, kind: 'other', shared: false }],
      },
      { at, followUp: null, voicemailHeard: true },
      { at, contactId: 'c' },
    ]);
    expect(counts).toEqual([3, 2, 1, 0]);
  });

  it('keeps a change that failed in front, and tries it again with rising delays', async () => {
    let tries = 0;
    relay.answers.set('PATCH /calls/a', () => {
      tries += 1;
      if (tries === 1) return 'cut';
      return tries === 2 ? { problem: 'storage_full' } : { body: sampleCall('a') };
    });
    relay.answers.set('PATCH /calls/b', () => ({ body: sampleCall('b') }));
    write(note('a', 'first'), note('b', 'second'));
    tellStatus(online);
    await until(() => expect(clock.pending()).toEqual([500]));
    // The link says something every minute; that is no reason to be quicker.
    tellStatus(online);
    expect(clock.pending()).toEqual([500]);
    clock.advance(500);
    await until(() => expect(clock.pending()).toEqual([1_000]));
    expect(waiting).toHaveLength(2);
    clock.advance(1_000);
    await until(() => expect(waiting).toEqual([]));
    expect(sent()).toEqual(['PATCH /calls/a', 'PATCH /calls/a', 'PATCH /calls/a', 'PATCH /calls/b']);
  });

  it('drops what the relay will never take, says why, and goes on', async () => {
    relay.answers.set('PATCH /calls/gone', () => ({ problem: 'not_found' }));
    relay.answers.set('PATCH /calls/long', () => ({ problem: 'malformed' }));
    relay.answers.set('PATCH /calls/a', () => ({ body: sampleCall('a') }));
    write(note('gone', 'x'), note('long', 'y'), note('a', 'z'));
    tellStatus(online);
    await until(() => expect(waiting).toEqual([]));
    expect(refused).toMatchObject([
      { callId: 'gone', reason: 'not_found' },
      { callId: 'long', reason: 'malformed' },
    ]);
    expect(refused).toHaveLength(2);
  });

  it.each([502, 404, 200])('drops nothing because of a proxy that answers %i in the relay’s place', async (status) => {
    const notOurs = { status, contentType: 'text/html', text: '<h1>Welcome to nginx</h1>' };
    relay.answers.set('PATCH /calls/a', () => notOurs);
    write(note('a', 'x'));
    tellStatus(online);
    await until(() => expect(clock.pending()).toEqual([500]));
    expect(waiting).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  it('keeps everything when this computer was removed: it is not the sender’s to judge', async () => {
    relay.answers.set('PATCH /calls/a', () => ({ problem: 'device_revoked' }));
    write(note('a', 'x'));
    tellStatus(online);
    await until(() => expect(relay.requests).toHaveLength(1));
    sender.close();
    expect(waiting).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  it('sends a change that is written while another one is on its way', async () => {
    const answers = Promise.withResolvers<void>();
    relay.answers.set('PATCH /calls/a', async () => {
      await answers.promise;
      return { body: sampleCall('a') };
    });
    relay.answers.set('PATCH /calls/b', () => ({ body: sampleCall('b') }));
    write(note('a', 'x'));
    tellStatus(online);
    await until(() => expect(relay.requests).toHaveLength(1));
    waiting = [...waiting, { seq: 2, at, change: note('b', 'y') }];
    sender.nudge();
    answers.resolve();
    await until(() => expect(waiting).toEqual([]));
    expect(sent()).toEqual(['PATCH /calls/a', 'PATCH /calls/b']);
  });
});

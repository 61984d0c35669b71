import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recording } from '@callbrief/relay/wire/recording';
import { createDesktop, type Desktop } from '../../../../src-main/desktop.ts';
import { createTokenKeeper } from '../../../../src-main/enrolment/token-keeper.ts';
import { silentLog } from '../../../../src-main/logging/log.ts';
import type { RecordingView } from '../../../../src-preload/contract.ts';
import { sampleSession } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { createPretendEdge, type PretendEdge } from '../../../support/pretend-edge.ts';
import { pretendKeyStore } from '../../../support/pretend-key-store.ts';
import { allDone, sampleInsights, sampleRecording, sha256Of, soundBytes } from '../../../support/sample-recording.ts';
import { audioAnswer, startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { answered, jonas, sampleNow, verhulstMatter } from '../history/sample-firm.ts';

const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 10_000, interval: 5 });
const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
const bytes = soundBytes(100_000);
const call = answered('call', 'jonas', { startedAt: '2026-11-19T09:31:00.000Z' });
const recording = sampleRecording('rec', bytes, { callId: 'call' });
const insights = sampleInsights('call', ['Good morning', 'The bailiff came on Thursday'], { revision: 2 });

let relay: ScriptedRelay;
let clock: ManualClock;
let dataFolder: string;
const opened: Desktop[] = [];
beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock(sampleNow);
  dataFolder = tempDir();
  const page = (items: unknown[] = []) => ({ body: { items, next: null, total: items.length } });
  relay.answers.set('GET /session', () => ({ body: sampleSession(sampleNow, { person: jonas }) }));
  for (const path of ['messages', 'contacts', 'blocked-numbers']) relay.answers.set(`GET /${path}`, () => page());
  relay.answers.set('GET /people', () => page([jonas]));
  relay.answers.set('GET /matters', () => page([verhulstMatter]));
  relay.answers.set('GET /calls', () => page([call]));
  relay.answers.set('GET /recordings', () => page([recording]));
  relay.answers.set('GET /insights', () => page([{ callId: 'call', revision: 2 }]));
  relay.answers.set('GET /calls/call/insights', () => ({ body: insights }));
  relay.answers.set('GET /recordings/rec/audio', (request) => audioAnswer(request, bytes, sha256Of(bytes)));
  // One step of 20 ms a pair; the lowest is -128, the highest 127.
  const channel = Buffer.from([-128, 127, 0, 64].map((level) => level & 0xff)).toString('base64');
  relay.answers.set('GET /recordings/rec/peaks', () => ({
    body: { recordingId: 'rec', stepMs: 20, channels: [channel] },
  }));
});
afterEach(async () => {
  for (const desktop of opened.splice(0)) await desktop.close();
  await relay.close();
});

function open(keyStore = pretendKeyStore()): { desktop: Desktop; edge: PretendEdge } {
  const keeper = createTokenKeeper({ path: join(dataFolder, 'device.json'), keyStore });
  if (keeper.current() === null)
    keeper.store({
      relayUrl: relay.url,
      deviceId: 'device-1',
      deviceName: 'PC-LIT-07',
      enrolledAt: sampleNow,
      accessToken: 'access-1',
      refreshToken: 'refresh-1-of-sufficient-length',
    });
  const edge = createPretendEdge();
  const desktop = createDesktop({
    dataFolder,
    platform: 'linux',
    version: '0.1.0',
    computerName: 'PC-LIT-07',
    keyStore,
    clock,
    timeZone: () => 'Europe/Brussels',
    windowOrigin: 'app://callbrief',
    edge: () => edge,
    log: silentLog,
  });
  opened.push(desktop);
  return { desktop, edge };
}
async function connected() {
  const app = open();
  const stream = await relay.nextStream();
  stream.open({ lastEventId: 0 });
  stream.caughtUp(0);
  await until(() => expect(app.desktop.state().connection.kind).toBe('up_to_date'));
  return { ...app, stream };
}
async function viewOf({ handlers }: Desktop): Promise<RecordingView> {
  const view = (await handlers['calls:get']({ callId: 'call' }))?.recordings[0];
  if (!view) throw new Error('no recording');
  return view;
}
/** Everything is here, and the network is gone. */
async function onATrain() {
  const app = await connected();
  await until(async () => expect((await viewOf(app.desktop)).state).toBe('here'));
  await until(async () => expect(await app.desktop.handlers['insights:get']({ callId: 'call' })).not.toBeNull());
  app.stream.cut();
  await until(() => expect(app.desktop.state().connection.kind).toBe('reconnecting'));
  relay.requests.length = 0;
  return app;
}
const soundOf = async (desktop: Desktop, url: string) =>
  Buffer.from(await (await desktop.playRecording(new Request(url))).arrayBuffer());
const told = (edge: PretendEdge, name: string) => edge.pushed.filter((push) => push.name === name);

describe('on a train without network', () => {
  it('the call is heard, drawn, read and found', async () => {
    const { desktop } = await onATrain();
    const view = await viewOf(desktop);
    expect(view).toMatchObject({ state: 'here', speakers: ['caller', 'firm'], durationMs: 60_000, starred: false });
    expect((await soundOf(desktop, view.url ?? '')).equals(bytes)).toBe(true);
    expect(await desktop.handlers['recordings:peaks']({ recordingId: 'rec' })).toEqual({
      stepMs: 20,
      // As high as its loudest sample on either side.
      channels: [Buffer.from([127, 64]).toString('base64')],
    });
    expect(await desktop.handlers['insights:get']({ callId: 'call' })).toMatchObject({
      revision: 2,
      firmName: 'Jonas Peeters',
      callerName: '+32 440 27 18 36',
      waiting: false,
    });
    const list = { filter: 'all', search: 'bailiff thursday', offset: 0, limit: 10 } as const;
    expect((await desktop.handlers['calls:list'](list)).rows.map(({ id }) => id)).toEqual(['call']);
    expect(relay.requests).toEqual([]);
  });

  it('an edit is shown at once and sent when the network is back; refused, it says so', async () => {
    const { desktop, edge } = await onATrain();
    const say = (text: string, segmentId: string) =>
      desktop.handlers['insights:edit']({ callId: 'call', edit: { edit: 'segment', segmentId, text } });
    await say('The bailiff came on Friday', 's1');
    await say('Refused words', 's0');
    expect(await desktop.handlers['insights:get']({ callId: 'call' })).toMatchObject({
      waiting: true,
      transcript: { segments: [{ text: 'Refused words' }, { text: 'The bailiff came on Friday' }] },
    });
    expect(told(edge, 'insights:changed').length).toBeGreaterThan(0);
    const segments = insights.transcript.segments.map((segment, n) =>
      n === 1 ? { ...segment, text: 'The bailiff came on Friday', words: null } : segment,
    );
    relay.answers.set('PATCH /calls/call/insights', ({ body }) =>
      (body as { segmentId: string }).segmentId === 's0'
        ? { problem: 'not_allowed' }
        : { body: { ...insights, revision: 3, transcript: { ...insights.transcript, segments } } },
    );
    clock.advance(30_000);
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 0 });
    stream.caughtUp(0);
    await until(async () =>
      expect(await desktop.handlers['insights:get']({ callId: 'call' })).toMatchObject({
        waiting: false,
        revision: 3,
        transcript: { segments: [{ text: 'Good morning' }, { text: 'The bailiff came on Friday' }] },
      }),
    );
    expect(relay.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { edit: 'segment', segmentId: 's1', text: 'The bailiff came on Friday', at: sampleNow },
      { edit: 'segment', segmentId: 's0', text: 'Refused words', at: sampleNow },
    ]);
    expect(desktop.state().notices).toContainEqual(
      expect.objectContaining({ kind: 'change_refused', callId: 'call', reason: 'not_allowed' }),
    );
  });

  it('what needs the office is refused in words', async () => {
    const { desktop } = await onATrain();
    const offline = { result: 'refused', refusal: 'offline', detail: null };
    const { handlers } = desktop;
    expect(await handlers['insights:retry']({ callId: 'call', field: 'summary' })).toEqual(offline);
    expect(await handlers['recordings:legal-hold']({ callId: 'call', on: true, reason: 'Claim' })).toEqual(offline);
    const ask = { callId: 'call', kind: 'note_pdf', fromMs: null, toMs: null } as const;
    expect(await handlers['export:make'](ask)).toEqual({ refused: 'offline' });
  });

  it('everything is there after a restart', async () => {
    const { desktop } = await onATrain();
    await desktop.close();
    opened.length = 0;
    const again = open().desktop;
    const view = await viewOf(again);
    expect(view.state).toBe('here');
    expect((await soundOf(again, view.url ?? '')).equals(bytes)).toBe(true);
    expect(await again.handlers['insights:get']({ callId: 'call' })).not.toBeNull();
  });

  it('with another key store nothing can be opened', async () => {
    const { desktop } = await onATrain();
    await desktop.close();
    opened.length = 0;
    const stolen = open(pretendKeyStore({ key: 7 })).desktop;
    expect(await stolen.handlers['insights:get']({ callId: 'call' })).toBeNull();
    const { url } = await viewOf(stolen);
    expect(url === null || (await stolen.playRecording(new Request(url))).status === 404).toBe(true);
  });
});

describe('the office', () => {
  const changedTo = (now: Recording) => ({ recording: now, hops });

  it('removes a recording from this computer', async () => {
    const { desktop, stream } = await connected();
    await until(async () => expect((await viewOf(desktop)).state).toBe('here'));
    relay.answers.set('POST /recordings/rec/removed', () => ({ body: {} }));
    stream.event('recording_changed', changedTo({ ...recording, removed: { at: sampleNow, reason: 'retention' } }), 1);
    await until(async () =>
      expect(await viewOf(desktop)).toMatchObject({ state: 'removed', reason: 'retention', url: null }),
    );
    await until(() => expect(readdirSync(join(dataFolder, 'recordings'))).toEqual([]));
    await until(() =>
      expect(relay.requests.map(({ method, path }) => `${method} ${path}`)).toContain('POST /recordings/rec/removed'),
    );
    expect(await desktop.handlers['recordings:peaks']({ recordingId: 'rec' })).toBeNull();
  });

  it('tells of new words, which are fetched', async () => {
    const { desktop, stream, edge } = await connected();
    await until(async () => expect(await desktop.handlers['insights:get']({ callId: 'call' })).not.toBeNull());
    relay.answers.set('GET /calls/call/insights', () => ({ body: { ...insights, revision: 5 } }));
    stream.event('insights_changed', { callId: 'call', revision: 5, fields: allDone, hops }, 1);
    await until(async () => expect((await desktop.handlers['insights:get']({ callId: 'call' }))?.revision).toBe(5));
    expect(told(edge, 'insights:changed').at(-1)?.push).toEqual({ callId: 'call' });
  });

  it('removes this computer: audio, words and the key are gone', async () => {
    const { desktop, stream } = await connected();
    await until(async () => expect((await viewOf(desktop)).state).toBe('here'));
    const key = readFileSync(join(dataFolder, 'cache-key.json'), 'utf8');
    relay.answers.set('GET /session', () => ({ problem: 'device_revoked' }));
    stream.cut();
    await until(() => expect(desktop.state().connection.kind).toBe('reconnecting'));
    clock.advance(30_000);
    const again = await relay.nextStream();
    again.refuse('device_revoked');
    await until(() => expect(desktop.state().phase).toBe('locked'));
    expect(existsSync(join(dataFolder, 'recordings'))).toBe(false);
    expect(readFileSync(join(dataFolder, 'cache-key.json'), 'utf8')).not.toBe(key);
    expect(await desktop.handlers['insights:get']({ callId: 'call' })).toBeNull();
  });

  it('makes a file note, saved under a name without the client', async () => {
    const { desktop, edge } = await connected();
    const pdf = Buffer.from('%PDF-1.7');
    relay.answers.set('POST /calls/call/exports', () => ({ status: 200, contentType: 'application/pdf', bytes: pdf }));
    const ask = { callId: 'call', kind: 'note_pdf', fromMs: null, toMs: null } as const;
    expect(await desktop.handlers['export:make'](ask)).toEqual({ saved: null });
    const path = join(dataFolder, 'note.pdf');
    edge.savesTo(path);
    expect(await desktop.handlers['export:make'](ask)).toEqual({ saved: path });
    expect(readFileSync(path)).toEqual(pdf);
    expect(edge.saveProposals.at(-1)).toEqual({ fileName: '2026-11-19 10.31 2026-0318.pdf', extension: 'pdf' });
    // Other questions of the desktop may come after it.
    const asked = relay.requests.findLast(({ path }) => path.endsWith('/exports'));
    expect(asked?.body).toEqual({ kind: 'note_pdf', fromMs: null, toMs: null });
    edge.savesTo(join(dataFolder, 'device.json', 'not-a-folder.pdf'));
    expect(await desktop.handlers['export:make'](ask)).toEqual({ refused: 'failed' });
    relay.answers.set('POST /calls/call/exports', () => ({ problem: 'not_allowed' }));
    expect(await desktop.handlers['export:make'](ask)).toEqual({ refused: 'not_allowed' });
  });
});

it('the waveform of an hour in stereo is drawn from this disk, with every loud moment in it', async () => {
  // Steps of 20 ms: 180,000 a channel. Silence, and one shot.
  const quiet = Buffer.alloc(360_000);
  quiet.writeInt8(-127, 2 * 123_456);
  quiet.writeInt8(127, 2 * 123_456 + 1);
  const channel = quiet.toString('base64');
  relay.answers.set('GET /recordings/rec/peaks', () => ({
    body: { recordingId: 'rec', stepMs: 20, channels: [channel, channel] },
  }));
  const { desktop } = await onATrain();
  const peaks = await desktop.handlers['recordings:peaks']({ recordingId: 'rec' });
  const levels = Buffer.from(peaks?.channels[1] ?? '', 'base64');
  expect(peaks?.stepMs).toBe(240);
  expect(levels).toHaveLength(15_000);
  expect([...levels.entries()].filter(([, level]) => level > 0)).toEqual([[Math.floor(123_456 / 12), 127]]);
  expect(relay.requests).toEqual([]);
});

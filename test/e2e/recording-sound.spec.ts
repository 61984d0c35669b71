import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallDetail } from '../../src-preload/contract.ts';
import { sampleCall, sampleSession } from '../support/desktop-link.ts';
import { sampleRecording, sha256Of } from '../support/sample-recording.ts';
import { audioAnswer, startScriptedRelay, type ScriptedRelay } from '../support/scripted-relay.ts';
import { expect, test } from './harness/test.ts';

/** A minute of a loud tone, 8 kHz mono: the browser under test plays it without any codec. */
function toneFile(): Buffer {
  const [rate, seconds] = [8_000, 60];
  const samples = Buffer.alloc(2 * rate * seconds);
  for (let n = 0; n < rate * seconds; n += 1)
    samples.writeInt16LE(Math.round(20_000 * Math.sin((2 * Math.PI * 440 * n) / rate)), 2 * n);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(2 * rate, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const tone = toneFile();
const now = new Date().toISOString();

async function officeWithOneRecording(): Promise<ScriptedRelay> {
  const relay = await startScriptedRelay();
  const page = (items: unknown[] = []) => ({ body: { items, next: null, total: items.length } });
  const session = sampleSession(now);
  const party = { providerUserId: null, personId: 'jonas', name: 'Jonas' };
  const call = sampleCall('call', { outcome: 'answered', startedAt: now, answeredBy: party, durationSeconds: 60 });
  const leg = { ...party, legId: 'leg', state: 'answered' as const };
  relay.answers.set('POST /enrolment', () => ({
    body: {
      deviceId: 'device-1',
      accessToken: 'access-1',
      accessExpiresAt: now,
      refreshToken: 'refresh-1-of-sufficient-length',
    },
  }));
  relay.answers.set('GET /session', () => ({ body: session }));
  for (const path of ['messages', 'contacts', 'matters', 'blocked-numbers', 'insights'])
    relay.answers.set(`GET /${path}`, () => page());
  relay.answers.set('GET /people', () => page([session.person]));
  relay.answers.set('GET /calls', () => page([{ ...call, legs: [leg] }]));
  const recording = sampleRecording('rec', tone, { callId: 'call', contentType: 'audio/wav', createdAt: now });
  relay.answers.set('GET /recordings', () => page([recording]));
  relay.answers.set('GET /recordings/rec/audio', (request) => {
    const answer = audioAnswer(request, tone, sha256Of(tone));
    return typeof answer === 'object' && 'bytes' in answer ? { ...answer, contentType: 'audio/wav' } : answer;
  });
  relay.answers.set('POST /calls/call/exports', () => ({
    status: 200,
    contentType: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7 a file note'),
  }));
  return relay;
}

/** What runs in the window, as a player would. */
interface Heard {
  state: string;
  duration: number;
  at: number;
  /** 0 to 1: how loud what comes out is. */
  level: number;
}
async function hear(): Promise<Heard> {
  const detail = (await window.callbrief.request('calls:get', { callId: 'call' })) as CallDetail;
  const [recording] = detail.recordings;
  const audio = document.createElement('audio');
  audio.crossOrigin = 'anonymous';
  audio.src = recording?.url ?? '';
  const happens = (event: string) =>
    new Promise<void>((resolve, reject) => {
      audio.addEventListener(event, () => resolve(), { once: true });
      audio.addEventListener('error', () => reject(new Error(audio.error?.message ?? 'no sound')), { once: true });
    });
  await happens('loadedmetadata');
  const seeked = happens('seeked');
  audio.currentTime = 41.5;
  await seeked;
  const context = new AudioContext();
  const meter = new AnalyserNode(context);
  context.createMediaElementSource(audio).connect(meter).connect(context.destination);
  await context.resume();
  await audio.play();
  const samples = new Float32Array(meter.fftSize);
  let level = 0;
  const until = performance.now() + 5_000;
  while (level < 0.1 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    meter.getFloatTimeDomainData(samples);
    level = Math.max(level, ...samples.map(Math.abs));
  }
  const heard = { state: recording?.state ?? '', duration: audio.duration, at: audio.currentTime, level };
  audio.pause();
  await context.close();
  return heard;
}

test('a recording is heard from this computer without any network, from where somebody jumped to; a file is saved', async ({
  launch,
}) => {
  const relay = await officeWithOneRecording();
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-e2e-saved-'));
  try {
    const link = `callbrief://enrol?relay=${encodeURIComponent(relay.url)}&code=K7QF-2M9D`;
    const app = await launch({ environment: { CALLBRIEF_ENROL: link } });
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 0 });
    stream.caughtUp(0);
    await expect(app.main.getByText('Up to date').first()).toBeVisible();
    // A person was here: sound may start.
    await app.main.getByRole('option').first().click();
    const html = app.main.locator('html');
    const state = () =>
      html.evaluate(async () => {
        const detail = await window.callbrief.request('calls:get', { callId: 'call' });
        return detail?.recordings[0]?.state;
      });
    await expect.poll(state).toBe('here');

    await app.answerSaveDialog(join(folder, 'note.pdf'));
    const saved = await html.evaluate(() =>
      window.callbrief.request('export:make', { callId: 'call', kind: 'note_pdf', fromMs: null, toMs: null }),
    );
    expect(saved).toEqual({ saved: join(folder, 'note.pdf') });
    expect(await readFile(join(folder, 'note.pdf'), 'utf8')).toContain('a file note');

    stream.cut();
    await relay.close();
    const heard = await html.evaluate(hear);
    expect(heard).toMatchObject({ state: 'here', duration: 60 });
    expect(heard.at).toBeGreaterThanOrEqual(41.5);
    expect(heard.at).toBeLessThan(50);
    expect(heard.level).toBeGreaterThan(0.3);
    await app.stop();
  } finally {
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('the popup hears nothing, and the main window nothing but recordings', async ({ launch }) => {
  const relay = await officeWithOneRecording();
  try {
    const link = `callbrief://enrol?relay=${encodeURIComponent(relay.url)}&code=K7QF-2M9D`;
    const app = await launch({ environment: { CALLBRIEF_ENROL: link } });
    const stream = await relay.nextStream();
    stream.open({ lastEventId: 0 });
    stream.caughtUp(0);
    await expect(app.main.getByText('Up to date').first()).toBeVisible();
    const html = app.main.locator('html');
    const load = (_: unknown, url: string) =>
      new Promise<string>((resolve) => {
        const audio = document.createElement('audio');
        audio.addEventListener('loadedmetadata', () => resolve('heard'));
        audio.addEventListener('error', () => resolve('refused'));
        audio.src = url;
      });
    const url = await html.evaluate(async () => {
      const detail = await window.callbrief.request('calls:get', { callId: 'call' });
      return detail?.recordings[0]?.url ?? '';
    });
    expect(url).toMatch(/^recording:\/\/r[0-9a-f]{32}\/rec$/);
    expect(await html.evaluate(load, url)).toBe('heard');
    expect(await app.popup.locator('html').evaluate(load, url)).toBe('refused');
    expect(await html.evaluate(load, 'recording://r1/rec')).toBe('refused');
    expect(await html.evaluate(load, `${relay.url}/api/v1/recordings/rec/audio`)).toBe('refused');
    await app.stop();
  } finally {
    await relay.close();
  }
});

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FieldReason } from '@callbrief/relay/wire/field-state';
import type { RecordingLink } from '../../relay/simulator/life/call-life.ts';
import type { HeldRecording } from '../../relay/simulator/sound/pretend-recordings.ts';
import { readModelRegistry } from '../../relay/src/models/model-registry.ts';
import { lacks } from '../support/lacks-programs.ts';
import { startRecordedFirm, type Desk, type RecordedFirm } from '../support/recorded-firm.ts';

const until = <T>(assertion: () => T | Promise<T>, timeout = 30_000) =>
  vi.waitFor(assertion, { timeout, interval: 50 });

/** What the person sees of the newest recording of a call. */
async function seen(desk: Desk, callId: string) {
  const detail = await desk.desktop.handlers['calls:get']({ callId });
  return detail?.recordings[0] ?? null;
}

describe.skipIf(lacks('espeak-ng', 'ffmpeg'))('a recording that cannot be had', () => {
  let recorded: RecordedFirm;
  let desk: Desk;
  let good: HeldRecording;
  beforeAll(async () => {
    recorded = await startRecordedFirm();
    desk = await recorded.openDesk();
    good = await recorded.recordings.record('message-en');
  }, 60_000);
  afterAll(() => recorded[Symbol.asyncDispose]());

  const at = (url: string): RecordingLink => ({ url, privateUrl: url, seconds: 11 });
  const bad: [string, FieldReason, () => RecordingLink][] = [
    ['at a private address', 'private_address', () => at('http://169.254.169.254/latest/meta-data')],
    ['at a host that is nobody’s', 'host_not_allowed', () => at('https://recordings.example/a.mp3')],
    [
      'that leads on to a private address',
      'private_address',
      () =>
        at(
          recorded.media.hold('r.wav', { bytes: good.call.wav, fault: { kind: 'redirect', to: 'http://10.0.0.7/a' } })
            .url,
        ),
    ],
    [
      'of 0 bytes',
      'empty',
      () => at(recorded.media.hold('e.wav', { bytes: good.call.wav, fault: { kind: 'empty' } }).url),
    ],
    [
      'that is a page',
      'not_audio',
      () => at(recorded.media.hold('h.wav', { bytes: good.call.wav, fault: { kind: 'html' } }).url),
    ],
    [
      'that is a page and calls itself sound',
      'not_audio',
      () =>
        at(
          recorded.media.hold('p.wav', { bytes: Buffer.from('<!doctype html><title>Sign in</title>'.repeat(40)) }).url,
        ),
    ],
    [
      'that is damaged',
      'corrupt',
      () => {
        const bytes = Buffer.from(good.call.wav);
        bytes.fill(0xff, 12, 200);
        return at(recorded.media.hold('c.wav', { bytes }).url);
      },
    ],
    [
      'whose link died',
      'provider_refused',
      () => at(recorded.media.hold('d.wav', { bytes: good.call.wav }).url.replace(/expires=\d+/, 'expires=1')),
    ],
  ];

  it.each(bad)('%s says why, and can be tried again', async (_, reason, link) => {
    const { id: callId } = await recorded.call(link());
    await until(async () => {
      const recording = await seen(desk, callId);
      const waitsForRetry = recording?.state === 'waiting' || recording?.state === 'failed';
      expect([waitsForRetry, recording?.reason]).toEqual([true, reason]);
    });
    const recording = await seen(desk, callId);
    const before = (await recorded.firm.store.recordingsOfCall(callId))[0]?.audio.attempts ?? 0;
    expect(await desk.desktop.handlers['recordings:retry']({ recordingId: recording?.recordingId ?? '' })).toEqual({
      result: 'done',
    });
    await until(async () => {
      const [again] = await recorded.firm.store.recordingsOfCall(callId);
      expect(again?.audio.attempts).toBeGreaterThan(before);
    });
  });

  it('blocks none of the next: a good one is there while the bad ones are retried', async () => {
    const { id: callId } = await recorded.call(good);
    await until(async () => expect((await seen(desk, callId))?.state).toBe('here'), 60_000);
  });

  it('that broke off once is gone on with, and comes whole', async () => {
    const held = recorded.media.hold('cut.wav', {
      bytes: good.call.wav,
      fault: { kind: 'cut', afterBytes: 150_000 },
      faultTimes: 1,
    });
    const { id: callId } = await recorded.call(at(held.url));
    await until(async () => expect((await seen(desk, callId))?.state).toBe('here'), 60_000);
    expect(held.asked.map(({ range }) => range)).toEqual([null, expect.stringMatching(/^bytes=[1-9]\d{4,}-$/)]);
  });

  it('is fetched when the provider has it later', async () => {
    const held = recorded.media.hold('later.wav', { bytes: good.call.wav, readyAt: new Date(Date.now() + 3_600_000) });
    const { id: callId } = await recorded.call(at(held.url));
    await until(async () => expect((await seen(desk, callId))?.reason).toBe('link_gone'));
    held.change({ readyAt: null });
    const recordingId = (await seen(desk, callId))?.recordingId ?? '';
    await desk.desktop.handlers['recordings:retry']({ recordingId });
    await until(async () => expect((await seen(desk, callId))?.state).toBe('here'), 60_000);
  });

  describe('with a language model that', () => {
    const summaryOf = async (callId: string) => (await desk.desktop.handlers['insights:get']({ callId }))?.summary;

    it('answers nonsense, the summary says so, and Retry writes it when the model is well again', async () => {
      recorded.model.behave('nonsense');
      const { id: callId } = await recorded.call(good);
      await until(
        async () => expect(await summaryOf(callId)).toMatchObject({ status: 'failed', reason: 'model_answer_invalid' }),
        60_000,
      );
      const insights = await desk.desktop.handlers['insights:get']({ callId });
      expect([insights?.transcript.status, insights?.keyPassages.status]).toEqual(['completed', 'completed']);
      recorded.model.behave('sensible');
      expect(await desk.desktop.handlers['insights:retry']({ callId, field: 'summary' })).toEqual({ result: 'done' });
      await until(async () => expect(await summaryOf(callId)).toMatchObject({ status: 'completed' }), 20_000);
    });

    it('hangs, the summary says so, and the next call is not held up', async () => {
      recorded.model.behave('hangs');
      const { id: callId } = await recorded.call(good);
      await until(
        async () => expect(await summaryOf(callId)).toMatchObject({ status: 'failed', reason: 'timed_out' }),
        60_000,
      );
      recorded.model.behave('sensible');
      const { id: next } = await recorded.call(good);
      await until(async () => expect(await summaryOf(next)).toMatchObject({ status: 'completed' }), 60_000);
    });

    it('invents a date, that sentence is left out and counted, and the true ones stay', async () => {
      recorded.model.behave('invents_a_date');
      const { id: callId } = await recorded.call(good);
      await until(async () => expect(await summaryOf(callId)).toMatchObject({ status: 'completed' }), 60_000);
      const summary = await summaryOf(callId);
      expect(summary?.leftOut).toBe(1);
      expect(summary?.sentences.map(({ text }) => text).join(' ')).not.toMatch(/2031/);
      expect(summary?.sentences.length).toBeGreaterThan(1);
    });

    it('cites what does not exist, nothing of it is shown', async () => {
      recorded.model.behave('cites_nothing');
      const { id: callId } = await recorded.call(good);
      await until(
        async () => expect(await summaryOf(callId)).toMatchObject({ status: 'failed', reason: 'model_answer_invalid' }),
        60_000,
      );
      expect((await summaryOf(callId))?.sentences).toEqual([]);
    });
  });
});

/** The engine's own processes that this one started. */
function enginePids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine-process');
      } catch {
        // It ended meanwhile.
        return false;
      }
    })
    .map(Number);
}

describe.skipIf(lacks('espeak-ng', 'ffmpeg'))('a speech engine that dies', () => {
  const transcriptOf = async (desk: Desk, callId: string) =>
    (await desk.desktop.handlers['insights:get']({ callId }))?.transcript;

  it.skipIf(process.platform !== 'linux')(
    'while a call is heard is named, the next call is written down, and Retry writes this one down',
    async () => {
      await using recorded = await startRecordedFirm();
      const desk = await recorded.openDesk();
      const held = await recorded.recordings.record('message-en');
      const { id: first } = await recorded.call(held);
      await until(async () => expect(await transcriptOf(desk, first)).toMatchObject({ status: 'completed' }), 60_000);
      const [pid = 0, ...others] = enginePids();
      expect([pid > 0, others]).toEqual([true, []]);

      const { id: callId } = await recorded.call(held);
      await until(async () => {
        // Whenever it is there: before the words reach it, while it hears, and while it is started again.
        for (const running of enginePids()) process.kill(running, 'SIGKILL');
        expect(await transcriptOf(desk, callId)).toMatchObject({
          status: 'failed',
          reason: 'engine_crashed',
          nextAttemptAt: expect.any(String) as string,
        });
      }, 60_000);
      // Its sound is not touched by that.
      await until(async () => expect((await seen(desk, callId))?.state).toBe('here'));

      const { id: next } = await recorded.call(held);
      await until(
        async () => expect(await transcriptOf(desk, next)).toMatchObject({ status: 'completed', source: 'engine' }),
        60_000,
      );
      expect(enginePids()).not.toContain(pid);
      expect(await desk.desktop.handlers['insights:retry']({ callId, field: 'transcript' })).toEqual({
        result: 'done',
      });
      await until(
        async () => expect(await transcriptOf(desk, callId)).toMatchObject({ status: 'completed', reason: null }),
        60_000,
      );
    },
  );

  it('of its model at every start costs the transcripts only: the reason is told, calls are heard, the relay lives', async () => {
    // What an operator brought in and nobody could check: its hashes are those of what is no model.
    const models = mkdtempSync(join(tmpdir(), 'callbrief-bad-model-'));
    const modelId = 'zipformer-en-20m';
    const { files } = readModelRegistry().find(({ id }) => id === modelId) ?? { files: [] };
    const hashes: Record<string, string> = {};
    mkdirSync(join(models, modelId));
    for (const [index, { name }] of files.entries()) {
      const bytes = Buffer.alloc(100_000, index + 7);
      writeFileSync(join(models, modelId, name), bytes);
      hashes[name] = createHash('sha256').update(bytes).digest('hex');
    }
    const record = { archive: null, files: hashes, recordedAt: new Date().toISOString(), from: 'a folder' };
    writeFileSync(join(models, 'hashes.json'), JSON.stringify({ [modelId]: record }));
    try {
      await using recorded = await startRecordedFirm({
        environment: { MODELS_DIR: models, STT_ENGINE: `sherpa:${modelId}` },
      });
      const desk = await recorded.openDesk();
      const held = await recorded.recordings.record('message-en');
      for (let call = 0; call < 2; call += 1) {
        const { id: callId } = await recorded.call(held);
        await until(
          async () =>
            expect(await transcriptOf(desk, callId)).toMatchObject({ status: 'failed', reason: 'engine_crashed' }),
          60_000,
        );
        await until(async () => expect((await seen(desk, callId))?.state).toBe('here'), 60_000);
        expect(await desk.desktop.handlers['insights:get']({ callId })).toMatchObject({
          dynamics: { status: 'completed' },
        });
      }
      expect((await fetch(`${recorded.firm.relay.url}/healthz`)).status).toBe(200);
    } finally {
      rmSync(models, { recursive: true, force: true });
    }
  });
});

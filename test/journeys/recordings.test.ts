import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LoggedEvent } from '@callbrief/relay/wire/events';
import { insightField, type CallInsights } from '@callbrief/relay/wire/insights';
import type { Speaker } from '@callbrief/relay/wire/recording';
import type { SpokenTurn } from '../../relay/simulator/sound/compose-call.ts';
import { lacks } from '../support/lacks-programs.ts';
import { startRecordedFirm, type Desk, type RecordedFirm } from '../support/recorded-firm.ts';
import { wordErrorRate } from '../support/word-errors.ts';

const until = <T>(assertion: () => T | Promise<T>, timeout = 30_000) =>
  vi.waitFor(assertion, { timeout, interval: 50 });

const saidBy = (turns: readonly SpokenTurn[], who: Speaker) =>
  turns
    .filter((turn) => turn.who === who)
    .map(({ text }) => text)
    .join(' ');
const heardFrom = ({ transcript }: CallInsights, who: Speaker) =>
  transcript.segments
    .filter(({ speaker }) => speaker === who)
    .map(({ text }) => text)
    .join(' ');

/** What a field holds when it says that it was made. */
const contentOf = (of: CallInsights): Record<(typeof insightField.options)[number], unknown[]> => ({
  transcript: of.transcript.segments,
  summary: of.summary.sentences,
  keyPassages: of.keyPassages.passages,
  tasks: of.tasks.tasks,
  sentiment: [of.sentiment.overall].filter((one) => one !== null),
  topics: of.topics.topics,
  mentions: [
    ...of.mentions.dates,
    ...of.mentions.phones,
    ...of.mentions.ibans,
    ...of.mentions.emails,
    ...of.mentions.urgent,
  ],
  dynamics: of.dynamics.loudness,
});

async function peaksOf(desk: Desk, recordingId: string) {
  const peaks = await desk.desktop.handlers['recordings:peaks']({ recordingId });
  if (!peaks) throw new Error('There are no peaks.');
  return peaks;
}
async function viewOf(desk: Desk, callId: string) {
  const detail = await desk.desktop.handlers['calls:get']({ callId });
  const [recording] = detail?.recordings ?? [];
  if (!recording) throw new Error('The desktop has no recording of it.');
  return recording;
}
async function play(desk: Desk, url: string | null, range?: string): Promise<{ status: number; bytes: Buffer }> {
  if (url === null) throw new Error('It cannot be played.');
  const answer = await desk.desktop.playRecording(new Request(url, range === undefined ? {} : { headers: { range } }));
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}
const loudest = (channel: string) => Math.max(...Buffer.from(channel, 'base64')) / 127;

const calls = [
  { language: 'English', dialogue: 'hearing-en', search: 'letter court', marked: /letter/ },
  { language: 'French', dialogue: 'hearing-fr', search: 'tribunal', marked: /tribunal/ },
  { language: 'Dutch', dialogue: 'hearing-nl', search: 'rechtbank', marked: /rechtbank/ },
  { language: 'German', dialogue: 'hearing-de', search: 'gericht', marked: /gericht/ },
] as const;

describe.skipIf(lacks('espeak-ng', 'ffmpeg'))('a recorded call', () => {
  let recorded: RecordedFirm;
  let desk: Desk;
  beforeAll(async () => {
    recorded = await startRecordedFirm();
    desk = await recorded.openDesk();
  }, 60_000);
  afterAll(() => recorded[Symbol.asyncDispose]());

  describe.each(calls)('in $language', ({ dialogue, search, marked }) => {
    let callId = '';
    let turns: readonly SpokenTurn[] = [];
    let insights: CallInsights;

    beforeAll(async () => {
      const held = await recorded.recordings.record(dialogue);
      turns = held.call.turns;
      callId = (await recorded.call(held)).id;
      ({ insights } = await recorded.settled(callId));
    }, 120_000);

    it('is written down with the right words by the right voices', () => {
      expect(insights.transcript).toMatchObject({ status: 'completed', source: 'engine' });
      expect(insights.transcript.engine).toMatchObject({ leavesMachine: false });
      for (const who of ['caller', 'firm'] as const) {
        const [said, heard] = [saidBy(turns, who), heardFrom(insights, who)];
        expect(wordErrorRate(said, heard), `${who} said “${said}”, heard “${heard}”`).toBeLessThanOrEqual(0.05);
      }
    });

    it('says of each sentence when it was said', () => {
      for (const { startMs, endMs, speaker, text } of insights.transcript.segments) {
        const overlapping = turns.filter(
          (turn) => turn.who === speaker && turn.startMs < endMs && turn.endMs > startMs,
        );
        expect(overlapping, `${speaker} ${startMs}–${endMs} “${text}”`).not.toEqual([]);
      }
    });

    it('says completed only of what was really made', () => {
      const content = contentOf(insights);
      const states = Object.fromEntries(insightField.options.map((field) => [field, insights[field].status]));
      expect(states).toMatchObject({
        transcript: 'completed',
        summary: 'completed',
        keyPassages: 'completed',
        dynamics: 'completed',
      });
      for (const field of insightField.options) {
        const { status, reason } = insights[field];
        if (status === 'completed') expect({ field, content: content[field] }).not.toEqual({ field, content: [] });
        else expect([field, status, reason]).toEqual([field, 'skipped', expect.any(String)]);
      }
    });

    it('tells integrations once what was made, and only that', async () => {
      const all = await recorded.firm.store.eventsAfter(0, 10_000);
      const told = all
        .map(({ json }) => JSON.parse(json) as LoggedEvent)
        .filter((event) => event.type === 'call_ai_completed')
        .filter(({ id }) => id === callId);
      const made = insightField.options.filter((field) => insights[field].status === 'completed');
      expect(told.flatMap(({ produced }) => produced).toSorted()).toEqual(made.toSorted());
    });

    it('comes to the desktop by itself and is played from there, whole and in parts', async () => {
      const view = await until(async () => {
        const now = await viewOf(desk, callId);
        expect(now.state).toBe('here');
        return now;
      });
      const [recording] = await recorded.firm.store.recordingsOfCall(callId);
      expect(view.speakers).toEqual(['caller', 'firm']);
      const whole = await play(desk, view.url);
      expect(whole.status).toBe(200);
      expect(createHash('sha256').update(whole.bytes).digest('hex')).toBe(recording?.sha256);
      const part = await play(desk, view.url, 'bytes=1000-1999');
      expect(part.status).toBe(206);
      expect(part.bytes).toEqual(whole.bytes.subarray(1_000, 2_000));
    });

    it('is found by what was said in it', async () => {
      const { rows } = await until(async () => {
        const found = await desk.desktop.handlers['calls:list']({ filter: 'all', search, offset: 0, limit: 10 });
        expect(found.rows.map(({ id }) => id)).toContain(callId);
        return found;
      });
      const row = rows.find(({ id }) => id === callId);
      expect(row?.snippet?.find(({ hit }) => hit)?.text.toLowerCase()).toMatch(marked);
    });
  });

  it('is still there when the network is cut: waveform, sound, search and citations', async () => {
    await until(async () => {
      for (const { id } of await recorded.firm.calls()) expect((await viewOf(desk, id)).state).toBe('here');
    });
    const ids = (await recorded.firm.calls()).map(({ id }) => id);
    expect(ids).toHaveLength(4);
    for (const id of ids)
      await until(async () => {
        const there = await recorded.firm.store.insights(id);
        const here = await desk.desktop.handlers['insights:get']({ callId: id });
        expect(here?.revision).toBe(there?.revision);
      });
    await desk.cut();
    for (const id of ids) {
      const view = await viewOf(desk, id);
      const peaks = await peaksOf(desk, view.recordingId);
      expect(peaks.channels.map((channel) => loudest(channel) > 0.1)).toEqual([true, true]);
      const steps = Buffer.from(peaks.channels[0] ?? '', 'base64').length;
      expect(steps * peaks.stepMs).toBeCloseTo(view.durationMs ?? 0, -3);
      expect((await play(desk, view.url)).bytes.length).toBe(view.sizeBytes);
      const insights = await desk.desktop.handlers['insights:get']({ callId: id });
      const known = new Set(insights?.transcript.segments.map((segment) => segment.id));
      expect(insights?.summary.sentences.length).toBeGreaterThan(1);
      for (const { segmentIds } of insights?.summary.sentences ?? []) {
        expect(segmentIds).not.toEqual([]);
        expect(segmentIds.filter((segmentId) => !known.has(segmentId))).toEqual([]);
      }
    }
    for (const { search } of calls) {
      const { rows } = await desk.desktop.handlers['calls:list']({ filter: 'all', search, offset: 0, limit: 10 });
      expect(rows).toHaveLength(1);
    }
  });
});

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recording } from '@callbrief/relay/wire/recording';
import { memoryLock } from '../../../../src-main/enrolment/local-lock.ts';
import type { History } from '../../../../src-main/history/history.ts';
import { CHUNK_BYTES, sealedBytes } from '../../../../src-main/recordings/audio-file.ts';
import { openAudioFolder, type DiskSpace } from '../../../../src-main/recordings/audio-folder.ts';
import { createAudioKeeper, type AudioKeeper } from '../../../../src-main/recordings/audio-keeper.ts';
import { createRelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { defaultSettings } from '../../../../src-main/settings/setting-values.ts';
import type { Settings } from '../../../../src-preload/contract.ts';
import { memoryTokens } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { sampleRecording, sha256Of, soundBytes } from '../../../support/sample-recording.ts';
import { audioAnswer, startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { answered, jonas, sampleNow } from '../history/sample-firm.ts';
import { temporaryHistory } from '../history/temporary-history.ts';

const GB = 1_000_000_000;
const lock = memoryLock();
const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 5_000, interval: 5 });

let relay: ScriptedRelay;
let clock: ManualClock;
let history: History;
let folder: string;
let isConnected: boolean;
let settings: Settings;
let space: DiskSpace;
let changed: string[];
let keeper: AudioKeeper;
let eventId: number;
const keepers: AudioKeeper[] = [];
beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock(sampleNow);
  ({ history } = temporaryHistory());
  folder = join(tempDir(), 'recordings');
  [isConnected, changed, eventId] = [true, [], 0];
  settings = { ...defaultSettings('linux'), keepAudioCapGb: 1 };
  space = { freeBytes: 500 * GB, totalBytes: 1_000 * GB };
  keeper = open();
});
afterEach(async () => {
  for (const one of keepers.splice(0)) one.close();
  await relay.close();
});

function open(): AudioKeeper {
  const client = createRelayClient({ relayUrl: relay.url, tokens: memoryTokens(), clock });
  const opened = createAudioKeeper({
    history,
    folder: openAudioFolder({ path: folder, lock, space: () => Promise.resolve(space) }),
    settings: () => settings,
    me: () => jonas,
    client: () => (isConnected ? client : null),
    clock,
    backoff: { firstMs: 1_000, longestMs: 30_000, random: () => 0.5 },
    onChanged: (callIds) => changed.push(...callIds),
    onUsage: () => {},
  });
  keepers.push(opened);
  return opened;
}

/** A call that Jonas answered so many minutes ago, with its recording; the relay has the sound. */
function recorded(id: string, minutesAgo: number, bytes: Buffer, more: Partial<Recording> = {}): Recording {
  const startedAt = new Date(Date.parse(sampleNow) - minutesAgo * 60_000).toISOString();
  const recording = sampleRecording(id, bytes, { createdAt: startedAt, ...more });
  history.fill({ calls: [answered(recording.callId, 'jonas', { startedAt })] });
  tell(recording);
  relay.answers.set(`GET /recordings/${id}/audio`, (request) => audioAnswer(request, bytes, sha256Of(bytes)));
  return recording;
}
function tell(recording: Recording): void {
  history.apply([{ id: (eventId += 1), event: { type: 'recording_changed', recording, hops } }]);
}
const asked = () =>
  relay.requests.filter(({ path }) => path.endsWith('/audio?use=download')).map(({ path }) => path.split('/')[2]);
const here = () => history.recordings.hereIds();
const files = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));
const gone = { at: sampleNow, reason: 'demand' as const };

describe('audio that is kept', () => {
  it('comes by itself, the newest first, checked and locked', async () => {
    const bytes = soundBytes(200_000);
    relay.answers.set('GET /recordings/b/peaks', () => ({
      body: { recordingId: 'b', stepMs: 20, channels: ['AAAA'] },
    }));
    recorded('a', 60, bytes);
    recorded('b', 5, bytes);
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a', 'b']));
    expect(asked()).toEqual(['b', 'a']);
    expect(files('.audio').map((name) => statSync(join(folder, name)).size)).toEqual([
      sealedBytes(200_000),
      sealedBytes(200_000),
    ]);
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name)).includes(bytes.subarray(0, 64))).toBe(false);
    expect(await keeper.usage()).toMatchObject({ recordings: 2, bytes: 400_000, downloading: 0, stopped: null });
    expect(new Set(changed)).toEqual(new Set(['call-of-a', 'call-of-b']));
  });

  it('of colleagues does not, unless a person fetches it: then at once, before the others', async () => {
    const bytes = soundBytes(1_000);
    recorded('mine', 5, bytes);
    history.fill({ calls: [answered('call-of-theirs', 'sofie', { matterId: null, toNumber: '+3225550100' })] });
    tell(sampleRecording('theirs', bytes, { createdAt: sampleNow }));
    relay.answers.set('GET /recordings/theirs/audio', (request) => audioAnswer(request, bytes, sha256Of(bytes)));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['mine']));
    keeper.fetchNow('theirs');
    await until(() => expect(here()).toEqual(['mine', 'theirs']));
  });

  it('goes on where the line was cut, with the rest only', async () => {
    const bytes = soundBytes(4 * CHUNK_BYTES);
    recorded('a', 5, bytes);
    let times = 0;
    relay.answers.set('GET /recordings/a/audio', (request) => {
      times += 1;
      const answer = audioAnswer(request, bytes, sha256Of(bytes));
      return times === 1 && typeof answer === 'object' && 'bytes' in answer
        ? { ...answer, cutAfter: 2 * CHUNK_BYTES + 100 }
        : answer;
    });
    keeper.nudge();
    await until(() => expect(clock.pending()).toContain(500));
    clock.advance(500);
    await until(() => expect(here()).toEqual(['a']));
    expect(relay.requests.map(({ headers }) => headers.range)).toContain(`bytes=${2 * CHUNK_BYTES}-`);
    expect(relay.requests.map(({ headers }) => headers['if-range'])).toContain(`"${sha256Of(bytes)}"`);
  });

  it('goes on after the app was killed in the middle', async () => {
    const bytes = soundBytes(4 * CHUNK_BYTES);
    recorded('a', 5, bytes);
    relay.answers.set('GET /recordings/a/audio', (request) => {
      const answer = audioAnswer(request, bytes, sha256Of(bytes));
      return 'bytes' in (answer as object)
        ? { ...(answer as { bytes: Buffer }), status: 200, contentType: 'audio/mpeg', cutAfter: 3 * CHUNK_BYTES }
        : answer;
    });
    keeper.nudge();
    await until(() => expect(clock.pending()).toContain(500));
    keeper.close();
    relay.answers.set('GET /recordings/a/audio', (request) => audioAnswer(request, bytes, sha256Of(bytes)));
    open().nudge();
    await until(() => expect(here()).toEqual(['a']));
    expect(relay.requests.at(-2)?.headers.range ?? relay.requests.at(-1)?.headers.range).toBe(
      `bytes=${3 * CHUNK_BYTES}-`,
    );
  });

  it('with a wrong hash is thrown away, told, and not fetched again by itself', async () => {
    recorded('a', 5, soundBytes(100_000));
    const other = soundBytes(100_000, 9);
    relay.answers.set('GET /recordings/a/audio', () => ({ status: 200, contentType: 'audio/mpeg', bytes: other }));
    keeper.nudge();
    await until(() => expect(history.recordings.own('a').wrongSha256).toBe(sha256Of(soundBytes(100_000))));
    expect([here(), readdirSync(folder)]).toEqual([[], []]);
    const before = asked().length;
    keeper.nudge();
    await until(async () => expect((await keeper.usage()).downloading).toBe(0));
    expect(asked()).toHaveLength(before);
    keeper.fetchNow('a');
    await until(() => expect(asked()).toHaveLength(before + 1));
  });

  it('waits while the disk has no room to spare, and says so', async () => {
    recorded('a', 5, soundBytes(1_000));
    space = { freeBytes: 40 * GB, totalBytes: 1_000 * GB };
    keeper.nudge();
    await until(async () => expect(await keeper.usage()).toMatchObject({ stopped: 'disk', downloading: 1 }));
    expect(asked()).toEqual([]);
    space = { freeBytes: 60 * GB, totalBytes: 1_000 * GB };
    clock.advance(600_000);
    await until(() => expect(here()).toEqual(['a']));
    expect((await keeper.usage()).stopped).toBeNull();
  });

  it('makes room under the cap: the oldest without a star goes', async () => {
    const bytes = soundBytes(10_000);
    for (const [id, minutes] of [
      ['old', 30],
      ['starred', 40],
    ] as const)
      recorded(id, minutes, bytes);
    history.recordings.star('starred', true);
    keeper.nudge();
    await until(() => expect(here()).toEqual(['old', 'starred']));
    // So much that only one more fits.
    recorded('new', 1, bytes, { sizeBytes: 1 * GB - 15_000 });
    keeper.nudge();
    await until(() => expect(here()).toEqual(['starred']));
    expect(files('.audio')).toHaveLength(1);
    expect((await keeper.usage()).stopped).toBe('cap');
  });

  it('leaves when its days are over', async () => {
    recorded('a', 29 * 24 * 60, soundBytes(1_000));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a']));
    clock.set(2 * 86_400_000);
    keeper.nudge();
    await until(() => expect(here()).toEqual([]));
    expect(files('.audio')).toEqual([]);
  });

  it('removed by a person does not come back by itself; what is starred stays', async () => {
    for (const id of ['a', 'b']) recorded(id, 5, soundBytes(1_000));
    history.recordings.star('b', true);
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a', 'b']));
    await keeper.clear();
    expect(here()).toEqual(['b']);
    clock.advance(1_000);
    recorded('new', -1, soundBytes(1_000));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['b', 'new']));
    // With another wish it is another matter.
    settings = { ...settings, keepAudioDays: 90 };
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a', 'b', 'new']));
  });

  it('one that the office cannot give keeps no other waiting', async () => {
    recorded('broken', 1, soundBytes(1_000));
    recorded('fine', 5, soundBytes(1_000));
    relay.answers.set('GET /recordings/broken/audio', () => ({ problem: 'media_unavailable' }));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['fine']));
  });

  it('that is not on the disk any more is brought again; what nobody knows is deleted', async () => {
    recorded('a', 5, soundBytes(1_000));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a']));
    keeper.close();
    const [name = ''] = files('.audio');
    writeFileSync(join(folder, 'f'.repeat(40) + '.audio'), 'of somebody else');
    writeFileSync(join(folder, name.replace('.audio', '.part')), 'left behind');
    const { rmSync } = await import('node:fs');
    rmSync(join(folder, name));
    open().nudge();
    await until(() => expect(asked()).toEqual(['a', 'a']));
    await until(() => expect(readdirSync(folder)).toEqual([name]));
  });
});

describe('a recording that the office removed', () => {
  it('is deleted here at once, and the office is told', async () => {
    const recording = recorded('a', 5, soundBytes(1_000));
    relay.answers.set('POST /recordings/a/removed', () => ({ body: {} }));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a']));
    tell({ ...recording, removed: gone });
    keeper.nudge();
    await until(() => expect(history.recordings.removals()).toEqual([]));
    expect(readdirSync(folder)).toEqual([]);
    expect(relay.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/recordings/a/removed',
      body: { at: sampleNow },
    });
  });

  it('is deleted without a connection, and the office is told when there is one, also after a restart', async () => {
    const recording = recorded('a', 5, soundBytes(1_000));
    keeper.nudge();
    await until(() => expect(here()).toEqual(['a']));
    isConnected = false;
    tell({ ...recording, removed: gone });
    keeper.nudge();
    await until(() => expect(here()).toEqual([]));
    expect(readdirSync(folder)).toEqual([]);
    keeper.close();
    expect(history.recordings.removals()).toEqual([{ recordingId: 'a', callId: 'call-of-a' }]);
    isConnected = true;
    let tries = 0;
    relay.answers.set('POST /recordings/a/removed', () => ((tries += 1) === 1 ? 'cut' : { body: {} }));
    open().nudge();
    await until(() => expect(clock.pending()).toContain(500));
    clock.advance(500);
    await until(() => expect(history.recordings.removals()).toEqual([]));
  });

  it('while it is being brought is not kept', async () => {
    const bytes = soundBytes(300_000);
    const recording = recorded('a', 5, bytes);
    relay.answers.set('POST /recordings/a/removed', () => ({ body: {} }));
    const held = Promise.withResolvers<void>();
    relay.answers.set('GET /recordings/a/audio', async (request) => {
      await held.promise;
      return audioAnswer(request, bytes, sha256Of(bytes));
    });
    keeper.nudge();
    await until(() => expect(asked()).toEqual(['a']));
    tell({ ...recording, removed: gone });
    keeper.nudge();
    held.resolve();
    await until(() => expect(history.recordings.removals()).toEqual([]));
    expect([here(), readdirSync(folder)]).toEqual([[], []]);
  });

  it('before this computer knew of it is nothing to tell', async () => {
    tell(sampleRecording('a', soundBytes(10), { removed: gone }));
    keeper.nudge();
    await until(async () => expect((await keeper.usage()).recordings).toBe(0));
    expect(history.recordings.removals()).toEqual([]);
  });
});

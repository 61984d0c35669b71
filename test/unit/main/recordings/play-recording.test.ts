import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Recording } from '@callbrief/relay/wire/recording';
import { memoryLock } from '../../../../src-main/enrolment/local-lock.ts';
import { CHUNK_BYTES } from '../../../../src-main/recordings/audio-file.ts';
import { openAudioFolder, type AudioFolder } from '../../../../src-main/recordings/audio-folder.ts';
import { playRecording, REASON_HEADER, recordingUrl } from '../../../../src-main/recordings/play-recording.ts';
import { createRelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { memoryTokens } from '../../../support/desktop-link.ts';
import { notDone, sampleRecording, sha256Of, soundBytes } from '../../../support/sample-recording.ts';
import { audioAnswer, startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const HOST = 'r0123456789abcdef';
const OWN = 'app://callbrief';
const bytes = soundBytes(3 * CHUNK_BYTES + 1_234);

let relay: ScriptedRelay;
let path: string;
let folder: AudioFolder;
let recording: Recording | null;
let isHere: boolean;
let isConnected: boolean;
let damaged: string[];
beforeEach(async () => {
  relay = await startScriptedRelay();
  path = tempDir();
  folder = openAudioFolder({ path, lock: memoryLock() });
  recording = sampleRecording('A/b ü', bytes);
  [isHere, isConnected, damaged] = [false, false, []];
});
afterEach(() => relay.close());

async function keep(): Promise<void> {
  const writer = await folder.write({ recordingId: 'A/b ü', sizeBytes: bytes.length, sha256: sha256Of(bytes) });
  await writer.write(bytes);
  await writer.finish();
  await writer.close();
  await folder.keep('A/b ü');
  isHere = true;
}
function play(headers: Record<string, string> = {}, url = recordingUrl(HOST, 'A/b ü'), method = 'GET') {
  const client = createRelayClient({ relayUrl: relay.url, tokens: memoryTokens() });
  return playRecording(new Request(url, { method, headers }), {
    host: HOST,
    ownOrigin: OWN,
    recording: (id) => (id === 'A/b ü' ? recording : null),
    isHere: () => isHere,
    folder,
    damaged(id) {
      damaged.push(id);
      isHere = false;
      return Promise.resolve();
    },
    client: () => (isConnected ? client : null),
  });
}
const soundOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const reason = (answer: Response) => [answer.status, answer.headers.get(REASON_HEADER)];

describe('a recording on this computer', () => {
  it('is played whole, as a sound and nothing else', async () => {
    await keep();
    const answer = await play();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(bytes.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'access-control-allow-origin': OWN,
    });
    expect((await soundOf(answer)).equals(bytes)).toBe(true);
    expect(relay.requests).toEqual([]);
  });

  it.each([
    ['from the beginning, as a player asks first', 'bytes=0-', 0, bytes.length],
    ['within one chunk', 'bytes=100-199', 100, 200],
    ['over the edge of two', `bytes=${CHUNK_BYTES - 5}-${CHUNK_BYTES + 4}`, CHUNK_BYTES - 5, CHUNK_BYTES + 5],
    ['the last bytes', 'bytes=-7', bytes.length - 7, bytes.length],
    ['from a place where somebody jumped to', `bytes=${2 * CHUNK_BYTES + 9}-`, 2 * CHUNK_BYTES + 9, bytes.length],
  ])('is played %s', async (_, range, from, to) => {
    await keep();
    const answer = await play({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
    expect(answer.headers.get('content-length')).toBe(String(to - from));
    expect((await soundOf(answer)).equals(bytes.subarray(from, to))).toBe(true);
  });

  it('has no part behind its end', async () => {
    await keep();
    const answer = await play({ range: `bytes=${bytes.length}-` });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
  });

  it('that was changed on the disk is not heard: it is thrown away, and the office plays it', async () => {
    await keep();
    isConnected = true;
    relay.answers.set(`GET /recordings/${encodeURIComponent('A/b ü')}/audio`, (request) =>
      audioAnswer(request, bytes, sha256Of(bytes)),
    );
    const [name = ''] = readdirSync(path);
    const onDisk = readFileSync(join(path, name));
    onDisk[500] = (onDisk[500] ?? 0) ^ 1;
    writeFileSync(join(path, name), onDisk);
    const answer = await play();
    expect(damaged).toEqual(['A/b ü']);
    expect((await soundOf(answer)).equals(bytes)).toBe(true);
  });

  it('that is changed further on breaks off there', async () => {
    await keep();
    const [name = ''] = readdirSync(path);
    const onDisk = readFileSync(join(path, name));
    onDisk[onDisk.length - 20] = (onDisk.at(-20) ?? 0) ^ 1;
    writeFileSync(join(path, name), onDisk);
    const answer = await play();
    await expect(soundOf(answer)).rejects.toThrow('was changed');
    expect(damaged).toEqual(['A/b ü']);
  });

  it('that the office removes while it is heard breaks off', async () => {
    await keep();
    const reader = (await play()).body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBe(CHUNK_BYTES);
    recording = null;
    // What was opened before may still come; no more than that.
    const rest = async () => {
      for (let n = 0; n < 4; n += 1) if ((await reader?.read())?.done) return;
    };
    await expect(rest()).rejects.toThrow('removed');
  });
});

describe('a recording at the office', () => {
  it('is played from there with a connection, the part that is asked for, with the token in a header', async () => {
    isConnected = true;
    relay.answers.set(`GET /recordings/${encodeURIComponent('A/b ü')}/audio`, (request) =>
      audioAnswer(request, bytes, sha256Of(bytes)),
    );
    const answer = await play({ range: 'bytes=1000-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([
      206,
      `bytes 1000-${bytes.length - 1}/${bytes.length}`,
    ]);
    expect((await soundOf(answer)).equals(bytes.subarray(1_000))).toBe(true);
    expect(relay.requests[0]).toMatchObject({ authorization: 'Bearer access-1' });
    expect(relay.requests[0]?.path).not.toContain('access');
  });

  it('cannot be heard without one, and says why', async () => {
    expect(reason(await play())).toEqual([404, 'offline']);
    isConnected = true;
    await relay.close();
    expect(reason(await play())).toEqual([404, 'offline']);
  });

  it('that the office does not give is refused', async () => {
    isConnected = true;
    expect(reason(await play())).toEqual([404, 'refused']);
  });
});

describe('nobody else', () => {
  it.each([
    ['an id that is not ours', `recording://${HOST}/other`, 'unknown'],
    ['another host', 'recording://r1/A%2Fb%20%C3%BC', 'unknown'],
    ['no encoded id', `recording://${HOST}/%zz`, 'unknown'],
  ])('hears anything: %s', async (_, url, why) => {
    await keep();
    expect(reason(await play({}, url))).toEqual([404, why]);
  });

  it.each(['https://evil.example', 'null', 'app://other'])('hears anything: the origin %s', async (origin) => {
    await keep();
    expect(reason(await play({ origin }))).toEqual([403, 'not_for_you']);
  });

  it('writes anything', async () => {
    expect((await play({}, undefined, 'POST')).status).toBe(405);
  });

  it('hears what was removed or is not there yet', async () => {
    await keep();
    const all = recording;
    if (!all) throw new Error('none');
    recording = { ...all, removed: { at: all.createdAt, reason: 'retention' } };
    expect(reason(await play())).toEqual([404, 'removed']);
    recording = { ...all, audio: notDone };
    expect(reason(await play())).toEqual([404, 'not_ready']);
  });

  it('gets a page for a sound', async () => {
    await keep();
    recording = recording && { ...recording, contentType: 'text/html' };
    expect((await play()).headers.get('content-type')).toBe('application/octet-stream');
  });
});

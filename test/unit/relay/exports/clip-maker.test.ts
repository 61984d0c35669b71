import { describe, expect, it } from 'vitest';
import { createClipMaker } from '../../../../relay/src/exports/clip-maker.ts';
import { MediaError, type DecodedAudio } from '../../../../relay/src/recordings/ports.ts';
import { exportRequest } from '../../../../relay/src/wire/export.ts';
import { exampleCall, insightsWith, recording } from './example-call.ts';

const sound: DecodedAudio = {
  sampleRate: 8_000,
  channels: [new Int16Array(8_000), new Int16Array(8_000)],
  speakers: ['caller', 'firm'],
  durationMs: 1_000,
};
const ask = (more: object = {}) => exportRequest.parse({ kind: 'clip', language: 'en', fromMs: 0, toMs: 500, ...more });
const here = { tenantId: 'tenant-1', signal: new AbortController().signal };

/** Unpacks when it is told to. */
function slowly() {
  const begun: string[] = [];
  const waiting: (() => void)[] = [];
  const clips = createClipMaker({
    mediaOf: (tenantId) => ({
      decode: (recordingId) => {
        begun.push(`${tenantId}/${recordingId}`);
        return new Promise((resolve) => waiting.push(() => resolve(sound)));
      },
    }),
  });
  return { clips, begun, goOn: () => waiting.shift()?.() };
}

function failing(error: Error) {
  const decode = async (): Promise<DecodedAudio> => {
    throw error;
  };
  return createClipMaker({ mediaOf: () => ({ decode }) }).make(exampleCall(), ask(), here);
}

describe('Clips', () => {
  it('are made one at a time: each has its whole recording in memory', async () => {
    const { clips, begun, goOn } = slowly();
    const both = [clips.make(exampleCall(), ask(), here), clips.make(exampleCall(), ask(), here)];
    await expect.poll(() => begun.length).toBe(1);
    goOn();
    await both[0];
    await expect.poll(() => begun.length).toBe(2);
    goOn();
    expect((await both[1])?.bytes.length).toBe(44 + 4_000 * 4);
  });

  it('are not begun for somebody who has left meanwhile', async () => {
    const { clips, begun, goOn } = slowly();
    const left = new AbortController();
    const first = clips.make(exampleCall(), ask(), here);
    const second = clips.make(exampleCall(), ask(), { ...here, signal: left.signal });
    left.abort();
    await expect.poll(() => begun.length).toBe(1);
    goOn();
    await first;
    await expect(second).rejects.toThrow(/abort/i);
    expect(begun).toHaveLength(1);
  });

  it('are of the recording whose transcript was read, unless another is named', async () => {
    const recordings = [recording, { ...recording, id: 'rec-vm', kind: 'voicemail' as const }];
    const chosen = async (file: Partial<ReturnType<typeof exampleCall>>, recordingId: string | null = null) => {
      const clips = createClipMaker({ mediaOf: () => ({ decode: () => Promise.resolve(sound) }) });
      return (await clips.make(exampleCall({ recordings, ...file }), ask({ recordingId }), here)).recordingId;
    };
    expect(await chosen({ insights: insightsWith({ recordingId: 'rec-vm' }) })).toBe('rec-vm');
    expect(await chosen({ insights: null })).toBe('rec-1');
    expect(await chosen({}, 'rec-vm')).toBe('rec-vm');
  });

  it.each([
    ['removed', false, 'nothing_to_export'],
    ['corrupt', false, 'nothing_to_export'],
    ['no_engine', false, 'nothing_to_export'],
    ['unreachable', true, 'media_unavailable'],
    ['timed_out', true, 'media_unavailable'],
  ] as const)('of a recording that is %s are refused by a reason that fits', async (code, retryable, problem) => {
    await expect(failing(new MediaError(code, 'as it is in the log', { retryable }))).rejects.toMatchObject({
      code: problem,
    });
  });

  it('a failure that nobody foresaw is not told as if there were nothing', async () => {
    await expect(failing(new TypeError('a mistake'))).rejects.toThrow('a mistake');
  });

  it.each(['pending', 'processing', 'failed', 'skipped'] as const)(
    'of a recording that is %s are none',
    async (status) => {
      const recordings = [{ ...recording, audio: { ...recording.audio, status } }];
      const { clips, begun } = slowly();
      await expect(clips.make(exampleCall({ recordings }), ask(), here)).rejects.toMatchObject({
        code: 'nothing_to_export',
      });
      expect(begun).toEqual([]);
    },
  );
});

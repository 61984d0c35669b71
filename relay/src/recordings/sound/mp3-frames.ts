/** What a walk over the frame headers of an MP3 file finds, without decoding any. */
export interface Mp3Walk {
  durationMs: number;
  channels: number;
  sampleRate: number;
  /** In frames, and in neither a frame nor a tag. */
  frameBytes: number;
  lostBytes: number;
}

export interface Mp3Walker {
  push(bytes: Buffer): void;
  end(): Mp3Walk;
}

interface Frame {
  bytes: number;
  samples: number;
  sampleRate: number;
  channels: number;
}

/** Kilobits per second, by MPEG version (1, else 2 and 2.5) and layer (III, II). Source: ISO 11172-3, 13818-3. */
const bitRates = {
  'v1/3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  'v1/2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const sampleRates = [44_100, 48_000, 32_000];
const LONGEST_FRAME = 2_881;
const HEADER = 4;

/**
 * The exact length also of a file without an index, and how much of it is no MP3 at all: of a file with a hole in it a
 * decoder makes silence or noise without a word.
 */
export function createMp3Walker(): Mp3Walker {
  const found: Mp3Walk = { durationMs: 0, channels: 0, sampleRate: 0, frameBytes: 0, lostBytes: 0 };
  let waiting: Buffer = Buffer.alloc(0);
  let skip = 0;
  let isStart = true;

  function walk(isEnd: boolean): void {
    let at = 0;
    for (;;) {
      if (skip > 0) {
        const step = Math.min(skip, waiting.length - at);
        at += step;
        skip -= step;
        if (skip > 0) break;
      }
      const left = waiting.length - at;
      if (left < (isEnd ? HEADER : LONGEST_FRAME + HEADER + 10)) break;
      if (isStart && waiting.toString('latin1', at, at + 3) === 'ID3' && left >= 10) {
        skip = 10 + syncSafe(waiting, at + 6);
        continue;
      }
      const frame = frameAt(waiting, at);
      // Followed by another or by the end: in noise, one header in 2,000 places looks right.
      const next = frame === null ? 0 : at + frame.bytes;
      const isSure =
        next + HEADER > waiting.length ? isEnd && next <= waiting.length : isFollowed(frame, waiting, next);
      if (frame === null || !isSure) {
        at += 1;
        if (!isStart || at > 0) found.lostBytes += 1;
        continue;
      }
      isStart = false;
      found.durationMs += (frame.samples / frame.sampleRate) * 1_000;
      found.channels = Math.max(found.channels, frame.channels);
      found.sampleRate = frame.sampleRate;
      found.frameBytes += frame.bytes;
      skip = frame.bytes;
    }
    waiting = waiting.subarray(at);
  }

  return {
    push(bytes) {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      walk(false);
    },
    end() {
      walk(true);
      return { ...found, durationMs: Math.round(found.durationMs), lostBytes: found.lostBytes + waiting.length };
    },
  };
}

function isFollowed(frame: Frame | null, bytes: Buffer, at: number): boolean {
  const next = frameAt(bytes, at);
  if (next !== null) return next.sampleRate === frame?.sampleRate;
  const tag = bytes.toString('latin1', at, at + 4);
  return tag.startsWith('TAG') || tag === 'APET' || tag.startsWith('ID3');
}

function frameAt(bytes: Buffer, at: number): Frame | null {
  if (at + HEADER > bytes.length) return null;
  const header = bytes.readUInt32BE(at);
  if (header >>> 21 !== 0x7ff) return null;
  const version = (header >>> 19) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  const layer = (header >>> 17) & 3; // 1: III, 2: II
  const rateIndex = (header >>> 12) & 15;
  const sampleIndex = (header >>> 10) & 3;
  if (version === 1 || (layer !== 1 && layer !== 2) || sampleIndex === 3) return null;
  const table = version === 3 ? bitRates[layer === 1 ? 'v1/3' : 'v1/2'] : bitRates.v2;
  const kiloBits = table[rateIndex] ?? 0;
  if (kiloBits === 0) return null;
  const halving = version === 3 ? 1 : version === 2 ? 2 : 4;
  const sampleRate = (sampleRates[sampleIndex] ?? 0) / halving;
  const samples = layer === 2 || version === 3 ? 1_152 : 576;
  const padding = (header >>> 9) & 1;
  const length = Math.floor(((samples / 8) * kiloBits * 1_000) / sampleRate) + padding;
  return { bytes: length, samples, sampleRate, channels: ((header >>> 6) & 3) === 3 ? 1 : 2 };
}

/** Four bytes of seven bits each. */
const syncSafe = (bytes: Buffer, at: number): number =>
  [0, 1, 2, 3].reduce((size, index) => (size << 7) | ((bytes[at + index] ?? 0) & 0x7f), 0);

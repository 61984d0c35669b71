import { z } from 'zod';
import { bytesOfPcm, pcmOfBytes, samplesPerFrame, type SampleRate } from '../sound/pcm.ts';
import { fault, isKey, jsonObject, type Dialect, type FromPhone } from './dialect.ts';

/**
 * Ringover's media server: binary L16 in, JSON commands out (telephony.md section 3). No format is documented for what
 * comes in, so nothing is taken on trust: a first text message with metadata may come or not, and the rate is read off the
 * size of the frames and checked against what was announced.
 */
export function createRingoverDialect({ rate: expected }: { rate?: SampleRate } = {}): Dialect {
  let rate: SampleRate | null = null;
  let told: z.output<typeof metadata> = {};

  function begin(bytes: number): FromPhone[] {
    const announced = told.rate ?? expected;
    const found = announced === undefined ? rateOfSize(bytes) : announced;
    if (found === null) return [fault('odd_size', true)];
    if (!fits(bytes, found)) return [fault(rateOfSize(bytes) === null ? 'odd_size' : 'wrong_rate', true)];
    rate = found;
    return [{ kind: 'start', rate, streamId: null, namedCall: told.callId ?? null, facts: told.facts ?? {} }];
  }

  return {
    name: 'ringover',
    hasMarks: false,
    read(data, isBinary) {
      if (!isBinary) {
        const message = jsonObject(data);
        if (!message) return [fault('text_for_sound')];
        if (message['event'] === 'stop' || message['event'] === 'end') return [{ kind: 'end' }];
        if (message['event'] === 'dtmf')
          return isKey(message['digit']) ? [{ kind: 'digit', digit: message['digit'] }] : [];
        const read = metadata.safeParse(message);
        if (!read.success) return [fault('wrong_rate', true)];
        if (rate === null) told = { ...told, ...read.data };
        return [];
      }
      const heard = rate === null ? begin(data.length) : [];
      if (rate === null) return heard;
      if (!fits(data.length, rate)) return [...heard, fault('odd_size')];
      heard.push({ kind: 'sound', pcm: pcmOfBytes(data) });
      return heard;
    },
    write(say) {
      switch (say.kind) {
        case 'sound':
          // By hand: fifty times a second for each call, and Base64 needs no escaping.
          return `{"type":"streamAudio","data":{"audioDataType":"raw","sampleRate":${rate ?? 8_000},"audioData":"${bytesOfPcm(say.pcm).toString('base64')}"}}`;
        case 'clear':
          return '{"event":"break"}';
        case 'mark':
          return null;
        case 'play':
          return JSON.stringify({ event: 'play', file: say.url });
        case 'digits':
          // A string: the documented number could hold neither a leading zero nor * and #.
          return JSON.stringify({ event: 'digits', data: say.digits });
        case 'transfer':
          return JSON.stringify({ event: 'transfer', data: say.to.replace(/^\+/, '') });
        default:
          return say satisfies never;
      }
    },
  };
}

const rateField = z.coerce.number().pipe(z.union([z.literal(8_000), z.literal(16_000)]));
const short = z.union([z.string().max(200), z.number()]).transform(String);

/** As media servers of this kind send it; the names differ from one to the next. */
const metadata = z
  .object({
    sampleRate: rateField.optional(),
    sample_rate: rateField.optional(),
    call_id: short.optional(),
    callId: short.optional(),
    from: short.optional(),
    to: short.optional(),
  })
  .transform((said) => {
    const rate = said.sampleRate ?? said.sample_rate;
    const callId = said.callId ?? said.call_id;
    const facts = Object.entries({ From: said.from, To: said.to }).filter(([, value]) => value !== undefined);
    const read: { rate?: SampleRate; callId?: string; facts?: Record<string, string> } = {
      facts: Object.fromEntries(facts) as Record<string, string>,
    };
    if (rate !== undefined) read.rate = rate;
    if (callId !== undefined) read.callId = callId;
    return read;
  });

/** 320 bytes are 20 ms at 8 kHz, 640 at 16 kHz. */
function rateOfSize(bytes: number): SampleRate | null {
  if (bytes === samplesPerFrame(8_000) * 2) return 8_000;
  return bytes === samplesPerFrame(16_000) * 2 ? 16_000 : null;
}

/** One to five frames in one message; a whole multiple tells nothing of the rate, the pace does (session/pace.ts). */
function fits(bytes: number, rate: SampleRate): boolean {
  const frames = bytes / (samplesPerFrame(rate) * 2);
  return Number.isInteger(frames) && frames >= 1 && frames <= 5;
}

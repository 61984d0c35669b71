import { z } from 'zod';
import { aLaw, muLaw, type Companding } from '../sound/g711.ts';
import { fault, isKey, jsonObject, type Dialect, type FromPhone } from './dialect.ts';

/**
 * Twilio Media Streams, as Twilio and sipgate's SIP stream bridge speak them (telephony.md section 4.5). `timestamp` counts
 * samples at one and milliseconds at the other, and `chunk` begins at 0 or 1: no time is taken from either.
 */
export function createTwilioDialect(): Dialect {
  let codec: Companding | null = null;
  let streamSid = '';

  function start(message: unknown): FromPhone[] {
    const read = startMessage.safeParse(message);
    if (!read.success) return [fault('malformed', true)];
    const { start: said } = read.data;
    codec = codecs[said.mediaFormat.encoding.toLowerCase()] ?? null;
    if (!codec) return [fault('codec_unknown', true)];
    if (said.mediaFormat.sampleRate !== 8_000 || said.mediaFormat.channels !== 1) return [fault('wrong_rate', true)];
    streamSid = said.streamSid;
    const { callId, ...facts } = said.customParameters;
    return [{ kind: 'start', rate: 8_000, streamId: streamSid, namedCall: callId ?? null, facts }];
  }

  function sound(message: Record<string, unknown>): FromPhone[] {
    const media = message['media'];
    const payload = typeof media === 'object' && media !== null && 'payload' in media ? media.payload : undefined;
    if (typeof payload !== 'string') return [fault('malformed')];
    // Of both directions, where a provider sends both: our own voice is not for us.
    if (media !== null && typeof media === 'object' && 'track' in media && media.track === 'outbound') return [];
    if (!codec) return [fault('malformed')];
    const bytes = Buffer.from(payload, 'base64');
    // Node skips what is no Base64; a text of words would become noise.
    if (bytes.length === 0 || Math.abs((bytes.length * 4) / 3 - payload.length) > 3) return [fault('text_for_sound')];
    return [{ kind: 'sound', pcm: codec.decode(bytes) }];
  }

  return {
    name: 'twilio',
    hasMarks: true,
    read(data, isBinary) {
      if (isBinary) return [fault('malformed')];
      const message = jsonObject(data);
      if (!message) return [fault('text_for_sound')];
      switch (message['event']) {
        case 'media':
          return sound(message);
        case 'start':
          return codec ? [fault('malformed')] : start(message);
        case 'mark': {
          const read = markMessage.safeParse(message);
          return read.success ? [{ kind: 'mark', name: read.data.mark.name }] : [fault('malformed')];
        }
        case 'dtmf': {
          const read = dtmfMessage.safeParse(message);
          return read.success ? [{ kind: 'digit', digit: read.data.dtmf.digit }] : [fault('malformed')];
        }
        case 'stop':
          return [{ kind: 'end' }];
        default:
          // `connected`, and what may be added one day.
          return [];
      }
    },
    write(say) {
      switch (say.kind) {
        case 'sound':
          return `{"event":"media","streamSid":${JSON.stringify(streamSid)},"media":{"payload":"${(codec ?? muLaw).encode(say.pcm).toString('base64')}"}}`;
        case 'clear':
          return JSON.stringify({ event: 'clear', streamSid });
        case 'mark':
          return JSON.stringify({ event: 'mark', streamSid, mark: { name: say.name } });
        case 'play':
        case 'digits':
        case 'transfer':
          // Over the provider's REST only.
          return null;
        default:
          return say satisfies never;
      }
    },
  };
}

const codecs: Record<string, Companding> = {
  'audio/x-mulaw': muLaw,
  'audio/pcmu': muLaw,
  pcmu: muLaw,
  'audio/x-alaw': aLaw,
  'audio/pcma': aLaw,
  pcma: aLaw,
};

const startMessage = z.object({
  start: z.object({
    streamSid: z.string().min(1).max(200),
    customParameters: z.record(z.string().max(100), z.string().max(1_000)).default({}),
    mediaFormat: z
      .object({ encoding: z.string().max(50), sampleRate: z.coerce.number(), channels: z.coerce.number().default(1) })
      .default({ encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 }),
  }),
});
const markMessage = z.object({ mark: z.object({ name: z.string().max(200) }) });
const dtmfMessage = z.object({ dtmf: z.object({ digit: z.string().refine(isKey) }) });

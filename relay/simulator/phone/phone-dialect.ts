import { aLaw, type Companding } from '../../src/media/sound/g711.ts';
import { bytesOfPcm, pcmOfBytes, type SampleRate } from '../../src/media/sound/pcm.ts';
import { fromMuLaw, toMuLaw } from '../sound/mu-law.ts';

/** What the relay told a phone, in any dialect. */
export type ToldPhone =
  | { kind: 'sound'; pcm: Int16Array }
  | { kind: 'clear' }
  | { kind: 'mark'; name: string }
  | { kind: 'play'; url: string }
  | { kind: 'digits'; digits: string }
  | { kind: 'transfer'; to: string }
  | { kind: 'unreadable'; text: string };

/** The provider's side of a dialect: written apart from the relay's, so that a mistake does not cancel itself out. */
export interface PhoneDialect {
  readonly rate: SampleRate;
  /** What a provider says before the first sound. */
  hello(): (string | Buffer)[];
  sound(pcm: Int16Array): string | Buffer;
  digit(digit: string): string | null;
  mark(name: string): string | null;
  goodbye(): string | null;
  read(data: Buffer, isBinary: boolean): ToldPhone;
}

/** By arithmetic, where the relay has tables. */
const muLaw: Companding = {
  encode: (pcm) => Buffer.from(Uint8Array.from(pcm, toMuLaw)),
  decode: (bytes) => Int16Array.from(bytes, fromMuLaw),
};

type Json = { event?: string; type?: string; [name: string]: unknown };

function commands(json: Json): ToldPhone {
  switch (json.event) {
    case 'break':
    case 'clear':
      return { kind: 'clear' };
    case 'play':
      return { kind: 'play', url: String(json['file']) };
    case 'digits':
      return { kind: 'digits', digits: String(json['data']) };
    case 'transfer':
      return { kind: 'transfer', to: String(json['data']) };
    case 'mark':
      return { kind: 'mark', name: String(json['name'] ?? (json['mark'] as Json | undefined)?.['name']) };
    case undefined:
    default:
      return { kind: 'unreadable', text: JSON.stringify(json) };
  }
}

const jsonOf = (data: Buffer) => JSON.parse(data.toString('utf8')) as Json;

/** @param metadata null: none is sent, as it may be */
export function ringoverPhone(rate: SampleRate, metadata: Record<string, unknown> | null = null): PhoneDialect {
  return {
    rate,
    hello: () => (metadata ? [JSON.stringify(metadata)] : []),
    sound: (pcm) => Buffer.from(bytesOfPcm(pcm)),
    digit: (digit) => JSON.stringify({ event: 'dtmf', digit }),
    mark: () => null,
    goodbye: () => null,
    read(data, isBinary) {
      if (isBinary) return { kind: 'unreadable', text: 'bytes' };
      const json = jsonOf(data);
      if (json.type !== 'streamAudio') return commands(json);
      const said = json['data'] as { audioDataType: string; sampleRate: number; audioData: string };
      if (said.audioDataType !== 'raw' || said.sampleRate !== rate)
        return { kind: 'unreadable', text: `${said.audioDataType} ${said.sampleRate}` };
      return { kind: 'sound', pcm: pcmOfBytes(Buffer.from(said.audioData, 'base64')) };
    },
  };
}

export function twilioPhone(
  encoding: 'audio/x-mulaw' | 'PCMA' = 'audio/x-mulaw',
  customParameters: Record<string, string> = {},
): PhoneDialect {
  const codec: Companding = encoding === 'PCMA' ? aLaw : muLaw;
  const streamSid = 'MZ0123456789abcdef0123456789abcdef';
  let sequence = 0;
  let samples = 0;
  const message = (event: string, more: object) =>
    JSON.stringify({ event, sequenceNumber: String((sequence += 1)), streamSid, ...more });
  return {
    rate: 8_000,
    hello: () => [
      JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }),
      message('start', {
        start: {
          streamSid,
          accountSid: 'AC0',
          callSid: 'CA0',
          tracks: ['inbound', 'outbound'],
          customParameters,
          mediaFormat: { encoding, sampleRate: 8_000, channels: 1 },
        },
      }),
    ],
    sound(pcm) {
      // As the bridge counts: samples, not milliseconds.
      samples += pcm.length;
      const payload = codec.encode(pcm).toString('base64');
      return message('media', {
        media: { track: 'inbound', chunk: String(sequence), timestamp: String(samples), payload },
      });
    },
    digit: (digit) => message('dtmf', { dtmf: { track: 'inbound_track', digit } }),
    mark: (name) => message('mark', { mark: { name } }),
    goodbye: () => message('stop', { stop: { accountSid: 'AC0', callSid: 'CA0' } }),
    read(data, isBinary) {
      if (isBinary) return { kind: 'unreadable', text: 'bytes' };
      const json = jsonOf(data);
      if (json['streamSid'] !== streamSid) return { kind: 'unreadable', text: data.toString('utf8').slice(0, 200) };
      if (json.event !== 'media') return commands(json);
      const { payload } = json['media'] as { payload: string };
      return { kind: 'sound', pcm: codec.decode(Buffer.from(payload, 'base64')) };
    },
  };
}

export function plainPhone(rate: SampleRate, hasMarks = false): PhoneDialect {
  return {
    rate,
    hello: () => [],
    sound: (pcm) => Buffer.from(bytesOfPcm(pcm)),
    digit: (digit) => JSON.stringify({ event: 'dtmf', digit }),
    mark: (name) => (hasMarks ? JSON.stringify({ event: 'mark', name }) : null),
    goodbye: () => JSON.stringify({ event: 'stop' }),
    read: (data, isBinary) => (isBinary ? { kind: 'sound', pcm: pcmOfBytes(data) } : commands(jsonOf(data))),
  };
}

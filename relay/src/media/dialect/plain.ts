import { bytesOfPcm, pcmOfBytes, type SampleRate } from '../sound/pcm.ts';
import { fault, isKey, jsonObject, type Dialect, type FromPhone } from './dialect.ts';

/**
 * `/ws/audio/{callId}` of the HTTP contract: binary L16 both ways, `?rate=16000` for 16 kHz. Beside it, in JSON:
 * `{"event":"dtmf","digit"}`, `{"event":"mark","name"}` and `{"event":"stop"}` in; `clear`, `mark`, `play`, `digits` and
 * `transfer` out. Marks are sent only to who asks for them with `?marks=1`, and are sent back when all before was played.
 */
export function createPlainDialect({ rate, hasMarks }: { rate: SampleRate; hasMarks: boolean }): Dialect {
  let isBegun = false;
  return {
    name: 'plain',
    hasMarks,
    read(data, isBinary) {
      const heard: FromPhone[] = [];
      if (isBinary) {
        if (data.length % 2 === 1) return [fault('odd_size')];
        if (!isBegun) heard.push({ kind: 'start', rate, streamId: null, namedCall: null, facts: {} });
        isBegun = true;
        if (data.length > 0) heard.push({ kind: 'sound', pcm: pcmOfBytes(data) });
        return heard;
      }
      const message = jsonObject(data);
      if (!message) return [fault('text_for_sound')];
      if (message['event'] === 'stop') return [{ kind: 'end' }];
      if (message['event'] === 'dtmf' && isKey(message['digit'])) return [{ kind: 'digit', digit: message['digit'] }];
      if (message['event'] === 'mark' && typeof message['name'] === 'string')
        return [{ kind: 'mark', name: message['name'] }];
      return [fault('malformed')];
    },
    write(say) {
      switch (say.kind) {
        case 'sound':
          return bytesOfPcm(say.pcm);
        case 'clear':
          return '{"event":"clear"}';
        case 'mark':
          return hasMarks ? JSON.stringify({ event: 'mark', name: say.name }) : null;
        case 'play':
          return JSON.stringify({ event: 'play', file: say.url });
        case 'digits':
          return JSON.stringify({ event: 'digits', data: say.digits });
        case 'transfer':
          return JSON.stringify({ event: 'transfer', data: say.to });
        default:
          return say satisfies never;
      }
    },
  };
}

/** In the place of the process that loads sherpa-onnx: speaks its messages, and does what the text says. */
import type { FromVoice, ToVoice } from '../../relay/src/agent/text-to-speech/voice-child/voice-messages.ts';
import type { SherpaVoice } from '../../relay/src/agent/text-to-speech/sherpa/voice-process.ts';

const RATE = 44_100;
const forgotten = new Set<number>();
const tell = (message: FromVoice) => void process.send?.(message);
const sound = (id: number, seconds: number) =>
  tell({ is: 'sound', id, samples: new Int16Array(RATE * seconds).fill(5_000), sampleRate: RATE });

process.on('message', (message: ToVoice<SherpaVoice>) => {
  if (message.do === 'load') {
    if (message.what.speaker === 99) tell({ is: 'load_failed', message: 'no such speaker' });
    else tell({ is: 'ready' });
    return;
  }
  if (message.do === 'forget') {
    forgotten.add(message.id);
    return;
  }
  const { id, text } = message;
  if (text === 'crash') process.abort();
  if (text === 'refuse') {
    tell({ is: 'refused', id, message: 'no phonemes' });
    return;
  }
  sound(id, 1);
  if (text === 'hang') return;
  if (text === 'forgotten?') sound(id, forgotten.size);
  tell({ is: 'said', id });
});
process.on('disconnect', () => process.exit(0));

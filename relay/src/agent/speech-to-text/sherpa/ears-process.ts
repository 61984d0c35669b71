/**
 * The process that hears all running calls, forked by `ears-child.ts`. It alone loads the native library, which ends the
 * process on a bad model, and it works through what the relay sends without giving way to anything else.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { recognizerConfig } from '../../../insights/speech-to-text/sherpa/recognizer-config.ts';
import { loadSherpa } from '../../../insights/speech-to-text/sherpa/sherpa-module.ts';
import type { FromEars, ToEars } from './ear-messages.ts';
import { mostEarsOf, stepSecondsOf } from './measure-ears.ts';
import { createStreamingEars, type StreamingEars } from './streaming-ears.ts';

/** What telephones send (Hz). */
const MEASURED_RATE = 8_000;
/** A stream's memory is the engine's, so that JavaScript does not know how much there is to collect. */
const COLLECT_AFTER_EARS = 100;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
let ears: StreamingEars | null = null;
let over = 0;

const say = (message: FromEars) => process.send?.(message);

process.on('message', (message: ToEars) => {
  if (message.do === 'load') {
    load(message);
    return;
  }
  if (ears === null) return;
  say({ is: 'heard', words: ears.hear(message.acts) });
  over += message.acts.filter((act) => act.is === 'closed').length;
  if (over < COLLECT_AFTER_EARS) return;
  over = 0;
  collect();
});
// The relay is gone.
process.on('disconnect', () => process.exit(0));

function load({ model, threads }: Extract<ToEars, { do: 'load' }>): void {
  try {
    const { type, config } = recognizerConfig(model, threads, null);
    if (type !== 'online') throw new Error('This model hears only what is over.');
    const recognizer = new (loadSherpa().OnlineRecognizer)(config);
    const stepSeconds = stepSecondsOf(recognizer, MEASURED_RATE);
    ears = createStreamingEars(recognizer, stepSeconds);
    say({ is: 'ready', mostEars: mostEarsOf(recognizer, stepSeconds, MEASURED_RATE) });
  } catch (error) {
    say({ is: 'load_failed', message: error instanceof Error ? error.message : String(error) });
  }
}

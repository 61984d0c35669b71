import { join } from 'node:path';
import { readShippedScripts } from '../agent/script/shipped-scripts.ts';
import { createEspeakEngine, hasEspeak } from '../agent/text-to-speech/espeak/espeak-engine.ts';
import { createPrompts } from '../agent/text-to-speech/prompts/create-prompts.ts';
import { readPromptTexts } from '../agent/text-to-speech/prompts/prompt-texts.ts';
import { createSoundCache } from '../agent/text-to-speech/sound-cache.ts';
import { voiceOfEngine } from '../agent/text-to-speech/voice-of-engine.ts';
import { createLogger } from '../logging/create-logger.ts';
import type { CommandContext } from './run-command.ts';
import { UsageError } from './usage.ts';

/** Renders what the receptionist says when nothing else speaks any more; a relay that starts finds it there. */
export async function receptionistRender({ storage, config, print }: CommandContext): Promise<void> {
  if (!(await hasEspeak())) {
    throw new UsageError(
      'Prompts are rendered with espeak-ng, which is not installed here (Debian: apt-get install espeak-ng).',
    );
  }
  const dir = join(config.dataDir, 'prompts');
  const voice = voiceOfEngine(createEspeakEngine(), createSoundCache());
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    const prompts = await createPrompts({
      dir,
      voice,
      texts: readPromptTexts(),
      log: createLogger({ level: 'silent' }),
    });
    const scripts = await readShippedScripts();
    const firms = (await storage.tenants.list()).map(({ firm }) => ({ firmName: firm.name, scripts }));
    const { kept, made, failed, unwritten } = await prompts.render(firms, interrupted.signal);
    print(`Sentences in ${dir}: ${String(kept + made)}, of which ${String(made)} are new.`);
    if (failed > 0) print(`NOT SPOKEN: ${String(failed)}.`);
    if (unwritten > 0) print(`NOT WRITTEN: ${String(unwritten)}. Is the disk full, or the folder not ours?`);
  } finally {
    process.off('SIGINT', stop);
    await voice.close();
  }
}

import { composeCall } from '../../relay/simulator/sound/compose-call.ts';
import { dialogueNamed } from '../../relay/simulator/sound/dialogues.ts';
import { keptVoice } from '../../relay/simulator/sound/kept-voice.ts';
import { speakOnce } from '../../relay/simulator/sound/speak.ts';

const HOUR_MS = 3_600_000;

/** A call of an hour or a little more: one dialogue over and over, two channels, 8 kHz, 16 bit. The same on any machine. */
export async function anHour(): Promise<{ wav: Buffer; durationMs: number }> {
  const say = speakOnce(keptVoice());
  const dialogue = dialogueNamed('hearing-en');
  const { durationMs } = await composeCall(dialogue, say);
  return composeCall(dialogue, say, { times: Math.ceil(HOUR_MS / durationMs) });
}

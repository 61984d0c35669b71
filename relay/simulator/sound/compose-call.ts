import type { Dialogue } from './dialogue.ts';
import { throughTelephone } from './mu-law.ts';
import { lengthMs, TELEPHONE_RATE, type Sound } from './sound.ts';
import type { Speak } from './speak.ts';
import { writeWav } from './wav.ts';

/** A machine's voice fills the whole range; a telephone line is driven at about half of it. */
const LEVEL = 0.5;
/** The provider begins to record, and ends, a little beside what is said. */
const AROUND_MS = 500;

/** A turn as it was said, for whoever compares it with what was heard. */
export interface SpokenTurn {
  who: 'caller' | 'firm';
  text: string;
  startMs: number;
  endMs: number;
}

export interface RecordedCall {
  /** 8 kHz, 16 bit, caller on the first channel, firm on the second, as Ringover and sipgate record a call. */
  wav: Buffer;
  durationMs: number;
  turns: SpokenTurn[];
}

/**
 * A recording of a call, as a provider would have it: both voices went through a telephone (mu-law, 8 kHz).
 * @param how.times the dialogue is said so often, for long calls; one after the other, `AROUND_MS` apart
 * @param how.mono both voices on one channel, as an account without dual-channel recording has it
 */
export async function composeCall(
  dialogue: Dialogue,
  say: Speak,
  how: { times?: number; mono?: boolean } = {},
): Promise<RecordedCall> {
  const voices = await Promise.all(dialogue.turns.map(({ text }) => say(text, dialogue.language)));
  const placed: (SpokenTurn & { voice: Sound })[] = [];
  let at = AROUND_MS;
  for (let time = 0; time < (how.times ?? 1); time += 1) {
    for (const [i, { who, text, pauseMs }] of dialogue.turns.entries()) {
      const voice = voices[i];
      if (!voice) continue;
      const startMs = i === 0 ? at : Math.max(0, at + pauseMs);
      const endMs = startMs + lengthMs(voice);
      placed.push({ who, text, startMs, endMs, voice });
      at = endMs;
    }
    at = Math.max(...placed.slice(-dialogue.turns.length).map(({ endMs }) => endMs)) + AROUND_MS;
  }
  const channels = (['caller', 'firm'] as const).map((who) =>
    mixed(
      placed.filter((turn) => turn.who === who),
      at,
    ),
  );
  const lines = how.mono ? [sum(channels)] : channels;
  return {
    wav: writeWav(lines.map((samples) => ({ sampleRate: TELEPHONE_RATE, samples: throughTelephone(samples) }))),
    durationMs: at,
    turns: placed.map(({ who, text, startMs, endMs }) => ({ who, text, startMs, endMs })),
  };
}

/** Shapes for which no voice is needed: a tone where somebody would speak. For tests of everything but words. */
export async function hum(text: string): Promise<Sound> {
  const samples = new Int16Array((TELEPHONE_RATE / 15) * text.length);
  for (let i = 0; i < samples.length; i += 1)
    samples[i] = Math.round(12_000 * Math.sin((2 * Math.PI * 220 * i) / TELEPHONE_RATE));
  return { sampleRate: TELEPHONE_RATE, samples };
}

function mixed(turns: readonly { startMs: number; voice: Sound }[], lengthMs: number): Int16Array {
  const samples = new Int16Array(Math.ceil((lengthMs / 1_000) * TELEPHONE_RATE));
  for (const { startMs, voice } of turns) {
    const from = Math.round((startMs / 1_000) * TELEPHONE_RATE);
    for (const [i, sample] of voice.samples.entries())
      samples[from + i] = clipped((samples[from + i] ?? 0) + sample * LEVEL);
  }
  return samples;
}

const sum = ([first, ...others]: readonly Int16Array[]): Int16Array =>
  others.reduce<Int16Array>(
    (all, one) => all.map((sample, i) => clipped(sample + (one[i] ?? 0))),
    first ?? new Int16Array(),
  );

const clipped = (sample: number) => Math.max(-32_768, Math.min(32_767, Math.round(sample)));

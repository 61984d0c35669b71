import { spawn } from 'node:child_process';
import type { Language } from '../../src/wire/scalars.ts';
import { resample } from './resample.ts';
import { TELEPHONE_RATE, type Sound } from './sound.ts';
import { readWav } from './wav.ts';

/** espeak-ng's own voice of each language: those that the test engine was made for. */
const voices: Readonly<Record<Language, string>> = { en: 'en-gb', fr: 'fr', nl: 'nl', de: 'de' };
const WORDS_PER_MINUTE = 150;
const LONGEST_MS = 30_000;

export type Speak = (text: string, language: Language) => Promise<Sound>;

/** The machine has no voice. */
export class NoVoice extends Error {
  constructor(cause: unknown) {
    super('Speech is made with espeak-ng, which is not installed here (Debian: apt-get install espeak-ng).', { cause });
    this.name = 'NoVoice';
  }
}

/** A machine reads a text aloud, for a telephone: 8 kHz. @throws NoVoice where espeak-ng is missing */
export async function speak(text: string, language: Language, program = 'espeak-ng'): Promise<Sound> {
  const words = ['--stdout', '-v', voices[language], '-s', String(WORDS_PER_MINUTE), '--', text];
  const [voice] = readWav(await output(program, words));
  if (!voice || voice.samples.length === 0) throw new Error(`espeak-ng said nothing for “${text}”.`);
  return resample(voice, TELEPHONE_RATE);
}

/** Says everything once: dialogues repeat themselves. */
export function speakOnce(say: Speak = speak): Speak {
  const said = new Map<string, Promise<Sound>>();
  return (text, language) => {
    const key = `${language}/${text}`;
    const known = said.get(key) ?? say(text, language);
    said.set(key, known);
    return known;
  };
}

function output(program: string, words: string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS });
    const parts: Buffer[] = [];
    let complaint = '';
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => (complaint = (complaint + part.toString()).slice(-500)));
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new NoVoice(error) : error));
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(parts));
      else reject(new Error(`espeak-ng ended with ${String(code)}: ${complaint.trim()}`));
    });
  });
}

import type { Call } from '@callbrief/relay/wire/call';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import { beginInsights } from '../../relay/src/insights/begin-insights.ts';

const SEGMENTS = 30;
const WORDS_A_SEGMENT = 11;
const VOCABULARY = 6_000;

/** Said in nearly every call, in a few hundred, and in a handful; searched for by the bench. */
const common = ['the', 'expert', 'report', 'hearing', 'audience', 'termin', 'dossier', 'uitstel', 'summons', 'advance'];
const syllables = ['ba', 'ce', 'dor', 'fin', 'gal', 'hem', 'jo', 'kar', 'lu', 'men', 'nor', 'pi', 'quo', 'ras', 'tel'];

/** What was said in calls: 330 words each, some words in every call and most in few, as in speech. The same every time. */
export function spokenHistory(calls: readonly Call[]): CallInsights[] {
  let seed = 19_770_525;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const syllable = () => syllables[Math.floor(random() * syllables.length)] ?? '';
  const vocabulary = [
    ...common,
    ...Array.from({ length: VOCABULARY }, () => syllable() + syllable() + syllable() + (random() < 0.5 ? 'en' : '')),
  ];
  // The nth word is about 1/n as frequent as the first.
  const word = () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? '';
  return calls.map((call) => {
    const made = beginInsights(call.id, null, call.startedAt);
    const segments = Array.from({ length: SEGMENTS }, (_, i): CallInsights['transcript']['segments'][number] => ({
      id: `s${String(i)}`,
      speaker: i % 2 === 0 ? 'caller' : 'firm',
      channel: i % 2,
      startMs: i * 6_000,
      endMs: i * 6_000 + 5_000,
      text: Array.from({ length: WORDS_A_SEGMENT }, word).join(' '),
      language: 'en',
      words: null,
      edited: null,
    }));
    return { ...made, revision: 1, transcript: { ...made.transcript, status: 'completed', segments } };
  });
}

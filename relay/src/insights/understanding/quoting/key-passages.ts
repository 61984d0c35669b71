import type { CallInsights } from '../../../wire/insights.ts';
import { createBreather } from '../breather.ts';
import { read } from '../reading/reading.ts';
import type { Said } from '../said.ts';
import { cues } from './cue-words.ts';
import { sentencesOf } from './sentences.ts';

type Passage = CallInsights['keyPassages']['passages'][number];

/** With eight, two calls of ours had most of their facts; with five half. */
const MOST_PASSAGES = 8;
/** How much a passage loses for saying again what is chosen already: 0 nothing, 1 everything. */
const LOSS_FOR_LIKENESS = 0.6;
/** Longer ones have more of everything; beyond this that is no merit (words). */
const LONG = 28;

interface Candidate extends Passage {
  order: number;
  score: number;
  keys: ReadonlySet<string>;
}

/** Quotes that are likely to matter, in the order of the call. Not a summary, and never called one. */
export async function keyPassages(segments: readonly Said[]): Promise<Passage[]> {
  const breathe = createBreather();
  const candidates: Candidate[] = [];
  for (const segment of segments) {
    await breathe();
    candidates.push(...sentencesOf(segment.text, segment.language).map((text) => candidateOf(segment, text)));
  }
  candidates.forEach((candidate, order) => (candidate.order = order));
  const left = candidates.filter(({ score }) => score > 0);
  const chosen: Candidate[] = [];
  while (chosen.length < MOST_PASSAGES && left.length > 0) {
    const worth = left.map(
      (one) => one.score * (1 - LOSS_FOR_LIKENESS * Math.max(0, ...chosen.map((other) => likeness(one, other)))),
    );
    const best = worth.indexOf(Math.max(...worth));
    chosen.push(...left.splice(best, 1));
  }
  return chosen.sort((a, b) => a.order - b.order).map(({ segmentId, text }) => ({ segmentId, text }));
}

function candidateOf({ id, speaker, language }: Said, text: string): Candidate {
  const reading = read(text, language);
  const { weighty, asks, empty } = cues[language];
  const count = (pattern: RegExp) => new Set(text.toLowerCase().match(pattern)).size;
  const facts = reading.facts.reduce((sum, fact) => sum + weightOf(fact.kind), 0);
  const long = Math.min(reading.content.length / LONG, 1);
  const isQuestionOfFirm = speaker === 'firm' && text.endsWith('?');
  const raw = Math.min(count(weighty), 4) * 1.2 + Math.min(count(asks), 2) * 0.8 + Math.min(facts, 6) + long;
  const worthless = empty.test(text) || isQuestionOfFirm || reading.content.length + reading.facts.length < 2;
  // What the caller says is what the firm does not know yet.
  const score = worthless ? 0 : raw * (speaker === 'firm' ? 0.6 : 1.25);
  return { segmentId: id, text, order: 0, score, keys: new Set(reading.content.map(({ key }) => key)) };
}

function weightOf(kind: string): number {
  switch (kind) {
    case 'email':
      return 2;
    case 'date':
      return 2;
    case 'number':
      return 1.2;
    case 'weekday':
    case 'time':
      return 0.8;
    default:
      return 0.5;
  }
}

/** Words in common, of all that the two have. */
function likeness(a: Candidate, b: Candidate): number {
  const common = [...a.keys].filter((key) => b.keys.has(key)).length;
  const all = a.keys.size + b.keys.size - common;
  return all === 0 ? 0 : common / all;
}

import type { AgentLive } from '../../wire/agent-live.ts';

/** What was said on both sides, as the firm reads it: of us only what the caller heard. */
export interface Lines {
  /** All words of this turn of the caller so far. */
  callerSays(text: string): void;
  callerSaid(text: string): void;
  /**
   * A sentence of ours begins to sound.
   * @param byPersonId whose words it speaks
   */
  weSay(generation: number, text: string, byPersonId: string | null): void;
  /** The caller heard only so much of the sentences of this reply. @returns what they heard */
  cut(generation: number, heardChars: number): string;
  /** Everything of this reply was heard. */
  weSaid(generation: number): void;
  /** A line of an engine that takes the turns itself: all of it each time, known by its id. Empty: it was none. */
  told(line: Pick<Line, 'who' | 'text' | 'isPartial' | 'atMs'> & { id: string; byPersonId?: string | null }): void;
  newest(): AgentLive['lines'];
}

interface Line {
  who: 'agent' | 'caller';
  text: string;
  isPartial: boolean;
  atMs: number;
  byPersonId: string | null;
  generation: number | null;
  /** As the engine names it; null: one of our own. */
  engineId: string | null;
  /** As they were given to the voice. */
  sentences: string[];
}

/** As many as the wire takes. */
const MOST = 40;
const LONGEST = 2_000;

/** @param sinceMs how long the talk has lasted */
export function createLines(sinceMs: () => number): Lines {
  let lines: Line[] = [];

  function add(line: Line): Line {
    lines = [...lines, line].slice(-MOST);
    return line;
  }
  const ofCaller = (text: string): Line => ({
    who: 'caller',
    text,
    isPartial: true,
    atMs: sinceMs(),
    byPersonId: null,
    generation: null,
    engineId: null,
    sentences: [],
  });
  const open = () => lines.findLast(({ who, isPartial }) => who === 'caller' && isPartial);
  const ofReply = (generation: number) => lines.findLast((line) => line.generation === generation);

  return {
    callerSays(text) {
      const line = open() ?? add(ofCaller(text));
      line.text = text;
    },
    callerSaid(text) {
      const line = open() ?? add(ofCaller(text));
      line.text = text;
      line.isPartial = false;
    },
    weSay(generation, text, byPersonId) {
      const line = ofReply(generation);
      if (!line) {
        add({
          who: 'agent',
          text,
          isPartial: true,
          atMs: sinceMs(),
          byPersonId,
          generation,
          engineId: null,
          sentences: [text],
        });
        return;
      }
      line.text = `${line.text} ${text}`;
      line.sentences.push(text);
      line.isPartial = true;
    },
    cut(generation, heardChars) {
      const line = ofReply(generation);
      if (!line) return '';
      line.isPartial = false;
      const understood = heardOf(line.sentences, heardChars);
      if (understood === line.text) return understood;
      if (understood === '') lines = lines.filter((one) => one !== line);
      else line.text = `${understood} …`;
      return understood;
    },
    weSaid(generation) {
      const line = ofReply(generation);
      if (line) line.isPartial = false;
    },
    told({ id, byPersonId = null, ...line }) {
      const others = lines.filter(({ engineId }) => engineId !== id);
      const told = { ...line, byPersonId, generation: null, engineId: id, sentences: [] };
      // A caller's words may be known after the answer to them has begun.
      lines = (line.text === '' ? others : [...others, told]).toSorted((a, b) => a.atMs - b.atMs).slice(-MOST);
    },
    newest: () =>
      lines.map(({ who, text, isPartial, atMs, byPersonId }) => ({
        who,
        text: text.slice(0, LONGEST),
        isPartial,
        atMs,
        byPersonId,
      })),
  };
}

/** Nothing was spoken between sentences; a word that was cut in two was not understood. */
function heardOf(sentences: readonly string[], chars: number): string {
  const heard: string[] = [];
  let left = chars;
  for (const sentence of sentences) {
    if (left < sentence.length) {
      const isWhole = /\s/.test(sentence.charAt(left));
      heard.push(isWhole ? sentence.slice(0, left) : sentence.slice(0, left).replace(/\S+$/, ''));
      break;
    }
    heard.push(sentence);
    left -= sentence.length;
  }
  return heard.join(' ').trim();
}

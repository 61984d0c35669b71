import type { AgentTalk } from '../wire/agent-talk.ts';
import type { Language } from '../wire/scalars.ts';

export type TalkLine = AgentTalk['lines'][number];

/** Who said what, as it was heard on the line. Times are ms since the receptionist answered. */
export interface TalkLines {
  callerVoice(at: number): void;
  /** All words of this turn of the caller so far. */
  callerWords(text: string, at: number): void;
  /** Their turn is over. @param text all of it; null: what was heard so far */
  callerDone(text: string | null, at: number): void;
  sentence(generation: number, text: string, language: Language): void;
  /** The next sentence of it that has not sounded yet is on the line now. */
  began(generation: number, at: number): void;
  /** All that began has been heard. */
  played(generation: number, at: number): void;
  /** @param heardText of the whole reply. Spaces between its sentences do not count. */
  cleared(generation: number, heardText: string, at: number): void;
  /** Something rendered before, that is no part of a reply. */
  said(text: string, language: Language, at: number, lastsMs: number): void;
  /** One of an engine that takes the turns itself. */
  line(line: TalkLine): void;
  speaks(language: Language): void;
  /** In the order in which they began. */
  end(at: number): TalkLine[];
}

interface Sentence {
  text: string;
  language: Language;
  line: TalkLine | null;
  isHeard: boolean;
}

export const MOST_LINES = 2_000;
export const LONGEST_TEXT = 4_000;

export function createTalkLines(firstLanguage: Language): TalkLines {
  const lines: TalkLine[] = [];
  let language = firstLanguage;
  let caller: { text: string; fromMs: number; toMs: number } | null = null;
  let voiceAt: number | null = null;
  let reply: { generation: number; sentences: Sentence[] } | null = null;

  function add(who: TalkLine['who'], text: string, of: Language, fromMs: number, toMs: number): TalkLine {
    const line = { who, text: text.slice(0, LONGEST_TEXT), language: of, fromMs, toMs, isCutOff: false };
    if (lines.length < MOST_LINES) lines.push(line);
    return line;
  }

  function callerDone(text: string | null, at: number): void {
    const said = (text ?? caller?.text ?? '').trim().slice(0, LONGEST_TEXT);
    const fromMs = caller?.fromMs ?? voiceAt ?? at;
    const toMs = Math.max(fromMs, caller?.toMs ?? at);
    caller = null;
    voiceAt = null;
    if (said === '') return;
    const last = lines.at(-1);
    // They went on before anything of the reply was heard: it is one turn, and what was wanted holds all of it.
    if (last?.who === 'caller' && said.startsWith(last.text)) {
      last.text = said;
      last.toMs = toMs;
      return;
    }
    add('caller', said, language, fromMs, toMs);
  }

  const sentencesOf = (generation: number) => (reply?.generation === generation ? reply.sentences : []);

  function heard(sentence: Sentence, at: number): void {
    sentence.isHeard = true;
    if (sentence.line) sentence.line.toMs = Math.max(sentence.line.fromMs, at);
  }

  /** What began and whose end nobody told. */
  function leave(at: number): void {
    for (const sentence of reply?.sentences ?? []) {
      if (!sentence.line || sentence.isHeard) continue;
      heard(sentence, at);
      sentence.line.isCutOff = true;
    }
    reply = null;
  }

  return {
    callerVoice(at) {
      voiceAt ??= at;
    },
    callerWords(text, at) {
      caller = { text, fromMs: caller?.fromMs ?? voiceAt ?? at, toMs: at };
    },
    callerDone,
    sentence(generation, text, of) {
      if (reply?.generation !== generation) reply = { generation, sentences: [] };
      reply.sentences.push({ text, language: of, line: null, isHeard: false });
      language = of;
    },
    began(generation, at) {
      const sentences = sentencesOf(generation);
      const next = sentences.find(({ line }) => line === null);
      if (next === undefined) return;
      for (const before of sentences) if (before.line && !before.isHeard) heard(before, at);
      next.line = add('agent', next.text, next.language, at, at);
    },
    played(generation, at) {
      for (const sentence of sentencesOf(generation)) if (sentence.line && !sentence.isHeard) heard(sentence, at);
    },
    cleared(generation, heardText, at) {
      let left = lettersOf(heardText);
      for (const sentence of sentencesOf(generation)) {
        const letters = lettersOf(sentence.text);
        if (sentence.line && !sentence.isHeard) {
          heard(sentence, at);
          if (left < letters) cutOff(sentence.line, left);
        }
        left = Math.max(0, left - letters);
      }
      for (let index = lines.length - 1; index >= 0; index -= 1) if (lines[index]?.text === '') lines.splice(index, 1);
      reply = null;
    },
    said: (text, of, at, lastsMs) => void add('agent', text, of, at, at + lastsMs),
    line: ({ isCutOff, ...line }) =>
      void (add(line.who, line.text, line.language, line.fromMs, line.toMs).isCutOff = isCutOff),
    speaks(next) {
      language = next;
    },
    end(at) {
      leave(at);
      callerDone(null, at);
      return lines.toSorted((a, b) => a.fromMs - b.fromMs);
    },
  };
}

const lettersOf = (text: string) => text.replaceAll(/\s/g, '').length;

function cutOff(line: TalkLine, letters: number): void {
  let left = letters;
  let end = 0;
  while (end < line.text.length && left > 0) {
    if (/\S/.test(line.text.charAt(end))) left -= 1;
    end += 1;
  }
  line.text = line.text.slice(0, end).trimEnd();
  line.isCutOff = true;
}

import type { AgentLive } from '../../wire/agent-live.ts';

/** What was said on both sides, as the firm reads it: of us only what the caller heard. */
export interface Lines {
  /** All words of this turn of the caller so far. */
  callerSays(text: string): void;
  callerSaid(text: string): void;
  /** A sentence of ours begins to sound. */
  weSay(generation: number, text: string): void;
  /** The caller heard only so much of the sentences of this reply. @returns what they heard */
  cut(generation: number, heardChars: number): string;
  /** Everything of this reply was heard. */
  weSaid(generation: number): void;
  newest(): AgentLive['lines'];
}

interface Line {
  who: 'agent' | 'caller';
  text: string;
  isPartial: boolean;
  generation: number | null;
  /** Characters of its sentences, as they were given to the voice. */
  chars: number;
}

/** As many as the wire takes. */
const MOST = 40;
const LONGEST = 2_000;

export function createLines(): Lines {
  let lines: Line[] = [];

  function add(line: Line): Line {
    lines = [...lines, line].slice(-MOST);
    return line;
  }
  const open = () => lines.findLast(({ who, isPartial }) => who === 'caller' && isPartial);
  const ofReply = (generation: number) => lines.findLast((line) => line.generation === generation);

  return {
    callerSays(text) {
      const line = open() ?? add({ who: 'caller', text, isPartial: true, generation: null, chars: 0 });
      line.text = text;
    },
    callerSaid(text) {
      const line = open() ?? add({ who: 'caller', text, isPartial: true, generation: null, chars: 0 });
      line.text = text;
      line.isPartial = false;
    },
    weSay(generation, text) {
      const line = ofReply(generation);
      if (!line) {
        add({ who: 'agent', text, isPartial: true, generation, chars: text.length });
        return;
      }
      line.text = `${line.text} ${text}`;
      line.chars += text.length;
      line.isPartial = true;
    },
    cut(generation, heardChars) {
      const line = ofReply(generation);
      if (!line) return '';
      line.isPartial = false;
      if (heardChars >= line.chars) return line.text;
      // The blanks between its sentences were not spoken; a word that was cut in two was not understood.
      const share = heardChars / line.chars;
      const heard = line.text.slice(0, heardChars + Math.floor(share * (line.text.length - line.chars)));
      const understood = heard.replace(/\S+$/, '').trim();
      if (understood === '') lines = lines.filter((one) => one !== line);
      else line.text = `${understood} …`;
      return understood;
    },
    weSaid(generation) {
      const line = ofReply(generation);
      if (line) line.isPartial = false;
    },
    newest: () => lines.map(({ who, text, isPartial }) => ({ who, text: text.slice(0, LONGEST), isPartial })),
  };
}

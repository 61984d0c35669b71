import type { TalkMessage, ToolUse } from '../ports.ts';

/** What a model remembers of a talk: exchanges of what was asked and everything that was answered to it. */
export interface ModelHistory {
  /** @param text in marks */
  begin(text: string): void;
  /** Something that happened within this exchange. */
  event(text: string): void;
  said(text: string): void;
  did(use: ToolUse, result: unknown): void;
  /** A new answer of the model begins. */
  nextRound(): void;
  /** Only so many characters of this exchange were heard. */
  truncate(heardChars: number): void;
  /** Nobody heard anything of this exchange. @returns whether it is forgotten; one in which something was done is not */
  unheard(): boolean;
  /** @param known told along with the newest */
  messages(known: string): TalkMessage[];
}

interface Exchange {
  asked: string;
  rounds: { text: string; uses: ToolUse[]; results: TalkMessage[]; events: string[] }[];
}

const MOST_EXCHANGES = 30;
const MOST_CHARS = 16_000;
const MOST_RESULT = 1_000;
const interrupted = '[interrupted]';

export function createModelHistory(): ModelHistory {
  let exchanges: Exchange[] = [];
  const newRound = () => ({ text: '', uses: [], results: [], events: [] });
  const last = () => {
    const exchange = exchanges.at(-1) ?? { asked: '', rounds: [] };
    if (exchanges.length === 0) exchanges.push(exchange);
    const round = exchange.rounds.at(-1) ?? newRound();
    if (exchange.rounds.length === 0) exchange.rounds.push(round);
    return { exchange, round };
  };

  /** The oldest go first; what they told is in `known`. */
  function forget(): void {
    exchanges = exchanges.slice(-MOST_EXCHANGES);
    let chars = 0;
    const from = exchanges.findLastIndex((one) => (chars += charsOf(one)) > MOST_CHARS);
    exchanges = exchanges.slice(Math.min(from + 1, exchanges.length - 1));
  }

  return {
    begin(text) {
      exchanges.push({ asked: text, rounds: [newRound()] });
      forget();
    },
    event: (text) => void last().round.events.push(text),
    said(text) {
      const { round } = last();
      round.text = `${round.text} ${text}`.trim();
    },
    did(use, result) {
      const { round } = last();
      round.uses.push(use);
      const told = JSON.stringify(result).length > MOST_RESULT ? { error: 'too long' } : result;
      round.results.push({ role: 'tool', id: use.id, result: told });
    },
    nextRound: () => void last().exchange.rounds.push(newRound()),
    truncate(heardChars) {
      let left = heardChars;
      let isCut = false;
      for (const round of exchanges.at(-1)?.rounds ?? []) {
        if (round.text === '') continue;
        if (isCut) round.text = '';
        // A blank between two sentences was not counted, and one more or less heard makes no difference.
        else if (round.text.length > left) {
          round.text = `${round.text.slice(0, Math.max(0, left)).trim()} ${interrupted}`.trim();
          isCut = true;
        }
        left -= round.text.length;
      }
    },
    unheard() {
      const exchange = exchanges.at(-1);
      if (exchange === undefined) return false;
      if (exchange.rounds.every(({ uses }) => uses.length === 0)) {
        exchanges.pop();
        return true;
      }
      for (const round of exchange.rounds) round.text = '';
      return false;
    },
    messages(known) {
      return exchanges.flatMap((exchange, at): TalkMessage[] => {
        const isNewest = at === exchanges.length - 1;
        return [
          { role: 'caller', text: isNewest ? `${known}\n${exchange.asked}` : exchange.asked },
          ...exchange.rounds.flatMap(({ text, uses, results, events }): TalkMessage[] => [
            ...(text === '' && uses.length === 0 ? [] : [{ role: 'receptionist' as const, text, calls: uses }]),
            ...results,
            ...events.map((event) => ({ role: 'caller' as const, text: event })),
          ]),
        ];
      });
    },
  };
}

const charsOf = ({ asked, rounds }: Exchange) =>
  asked.length + rounds.reduce((sum, { text, results }) => sum + text.length + results.length * 100, 0);

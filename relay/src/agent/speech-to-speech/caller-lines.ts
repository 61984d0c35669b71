import type { ToldOfTalk } from './port.ts';

/** What callers said, put together; the words come after the voice, and sometimes after the answer. */
export function createCallerLines(nowMs: () => number, told: (event: ToldOfTalk) => void) {
  const lines = new Map<string, { saidAtMs: number; text: string }>();

  function tell(id: string, { saidAtMs, text }: { saidAtMs: number; text: string }, isFinal: boolean): void {
    const trimmed = text.trim();
    if (trimmed !== '') told({ kind: 'caller', id, saidAtMs, text: trimmed, isFinal });
  }

  const lineOf = (id: string) => {
    const line = lines.get(id) ?? { saidAtMs: nowMs(), text: '' };
    lines.set(id, line);
    return line;
  };

  return {
    begin: (id: string) => void lineOf(id),
    add(id: string, text: string) {
      const line = lineOf(id);
      line.text += text;
      tell(id, line, false);
    },
    /** @param text all of it; empty: it is not known, and what came so far stays */
    end(id: string, text: string) {
      const line = lineOf(id);
      if (text !== '') line.text = text;
      lines.delete(id);
      tell(id, line, true);
    },
  };
}

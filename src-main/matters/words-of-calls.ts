import type { History } from '../history/history.ts';

/** What was made of a call's words, as far as a line of the timeline says. */
export interface WordsOfCall {
  transcript: boolean;
  summary: { verifiedBy: string | null } | null;
  suggestedTasks: number;
}

export type WordsOfCalls = (callId: string, revision: number | null) => WordsOfCall;

const NONE: WordsOfCall = { transcript: false, summary: null, suggestedTasks: 0 };
const KEPT = 5_000;

/**
 * Opening a call's words takes a millisecond, and a matter has thousands of calls: what was read once is remembered until
 * the words, or what waits for them here, changed.
 */
export function createWordsOfCalls(history: () => Pick<History, 'insights' | 'changes'>): WordsOfCalls {
  const known = new Map<string, { key: string; words: WordsOfCall }>();
  return (callId, revision) => {
    const { insights, changes } = history();
    const waiting = changes
      .pending()
      .filter(({ change }) => change.kind === 'edit_insights' && change.callId === callId)
      .map(({ seq }) => seq);
    const key = `${String(revision)} ${waiting.join(' ')}`;
    const before = known.get(callId);
    if (revision !== null && before?.key === key) return before.words;
    const found = insights.get(callId);
    const words: WordsOfCall =
      found === null
        ? NONE
        : {
            transcript: found.transcript.status === 'completed' && found.transcript.segments.length > 0,
            summary:
              found.summary.status === 'completed' && found.summary.sentences.length > 0
                ? { verifiedBy: found.summary.verified?.byName ?? null }
                : null,
            suggestedTasks: found.tasks.tasks.filter(({ state }) => state === 'suggested').length,
          };
    if (known.size >= KEPT) known.clear();
    known.set(callId, { key, words });
    return words;
  };
}

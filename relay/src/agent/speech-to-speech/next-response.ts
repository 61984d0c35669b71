import type { Language } from '../../wire/scalars.ts';
import { createResponse, createSaying, madeByUs, type RealtimeResponse } from './realtime-wire.ts';

/** What we want said next. The engine makes one response at a time, and begins one itself after each turn of the caller. */
export interface NextResponse {
  say(text: string): void;
  /** The tools have answered. */
  answerIsWanted(): void;
  /** It may be free now. */
  go(): void;
  /** @returns whether it is the one that we asked for */
  created(response: RealtimeResponse): boolean;
  /** The last one that we asked for came to nothing, and is asked for again. */
  again(): void;
  /** It did not make the one that we asked for. @returns false: and none was asked for */
  refused(isBusy: boolean): boolean;
}

/** Nobody listens to more of them. */
const MOST_SAYINGS = 20;

interface Wanted {
  /** Null: it finds its own words. */
  text: string | null;
}

export function createNextResponse(deps: {
  language: Language;
  send: (message: string) => void;
  isFree: () => boolean;
}): NextResponse {
  let sayings: Wanted[] = [];
  let isAnswerWanted = false;
  let asked: Wanted | null = null;
  let last: Wanted | null = null;

  function go(): void {
    if (asked !== null || !deps.isFree()) return;
    const next = sayings.shift() ?? (isAnswerWanted ? { text: null } : null);
    if (!next) return;
    if (next.text === null) isAnswerWanted = false;
    asked = next;
    deps.send(next.text === null ? createResponse() : createSaying(next.text, deps.language));
  }

  function putBack(wanted: Wanted | null): void {
    if (wanted?.text === null) isAnswerWanted = true;
    else if (wanted) sayings.unshift(wanted);
  }

  return {
    say(text) {
      if (sayings.length < MOST_SAYINGS) sayings = [...sayings, { text }];
      go();
    },
    answerIsWanted() {
      isAnswerWanted = true;
      go();
    },
    go,
    created(response) {
      if (!madeByUs(response)) {
        // Of its own after the caller's turn: it knows what the tools have answered.
        isAnswerWanted = false;
        return false;
      }
      last = asked;
      asked = null;
      return true;
    },
    again() {
      putBack(last);
      last = null;
    },
    refused(isBusy) {
      const refused = asked;
      asked = null;
      if (isBusy) putBack(refused);
      return refused !== null;
    },
  };
}

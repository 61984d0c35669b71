import type { consentEvents } from '../../policy/consent.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { EngineUsed } from '../../wire/insights.ts';
import type { Language } from '../../wire/scalars.ts';
import type { Failure, Stage } from '../fallback/ladder.ts';
import type { AgentTold } from '../live-board.ts';
import { StageError } from '../ports.ts';
import type { Asking, Receptionist, ReplyPart } from '../receptionist.ts';
import type { TalkRecord } from '../talk-record.ts';
import { createLines } from '../talk/lines.ts';
import { createNotice } from '../talk/notice.ts';
import type { Thinker } from '../talk/thinking.ts';
import type { AgentTools } from '../tools.ts';

/** A receptionist of whom only words come and go: on record, told to the desktops, and with the next thinker when one fails. */
export interface WordTalk {
  readonly receptionist: Receptionist;
  /** The session is over; once. */
  over(): AgentTalk;
}

export interface WordTalkDeps {
  line: { callId: string; since: string };
  language: Language;
  /** One at least. */
  thinkers: readonly Thinker[];
  /** Hears and speaks, outside of the house. */
  provider: EngineUsed;
  tools: Pick<AgentTools, 'partyHit'>;
  record: TalkRecord;
  tell(told: AgentTold): void;
  consent(what: (typeof consentEvents)[number]): void;
  fellBack(stage: Stage, failure: Failure): void;
  nowMs: () => number;
  /** @returns its own undo */
  after: (ms: number, run: () => void) => () => void;
}

/** A model that has not begun by then is left (ms); as in a talk over sound. */
const FIRST_PART_MS = 4_000;

/** @throws RangeError without a thinker */
export function createWordTalk(deps: WordTalkDeps): WordTalk {
  const { thinkers, record, provider } = deps;
  const startedMs = deps.nowMs();
  const sinceMs = () => Math.max(0, Math.round(deps.nowMs() - startedMs));
  const lines = createLines(sinceMs);
  let rung = 0;
  const notice = createNotice({
    sinceMs,
    announced() {
      record.announced();
      deps.consent('recording_announced');
    },
    objected: () => deps.consent('recording_objected'),
  });
  let receptionist = made(null);
  let generation = 0;
  /** Of the reply: how much was given out. */
  let chars = 0;
  /** What was heard of it is not known yet. */
  let isOpen = false;
  let endsWith: AgentTalk['ended'] | null = null;
  record.usedEngine('hearing', provider);
  record.usedEngine('voice', provider);

  function made(from: Receptionist | null): Receptionist {
    const thinker = thinkers[rung];
    if (!thinker) throw new RangeError('Nobody thinks.');
    if (thinker.engine) record.usedEngine('thinking', thinker.engine);
    const facts = from?.facts() ?? null;
    return thinker.make({ language: from?.language ?? deps.language, facts, isAnnounced: notice.given !== null });
  }

  function tell(state?: 'over'): void {
    const shown = receptionist.shown();
    deps.tell({
      ...deps.line,
      ...shown,
      state: state ?? (shown.state === 'over' ? 'talking' : shown.state),
      lines: lines.newest(),
      language: receptionist.language,
      heardBy: [provider],
      partyHit: deps.tools.partyHit(),
      announced: notice.given,
      // Its provider speaks when it is asked for words, and at no other time.
      takesOrders: false,
    });
  }

  /** Nobody talked over it. */
  function heardAll(): void {
    if (!isOpen) return;
    isOpen = false;
    lines.weSaid(generation);
    record.played(generation);
    notice.heard(generation, chars);
  }

  function took(part: ReplyPart): void {
    switch (part.part) {
      case 'say':
        chars += part.text.length;
        isOpen = true;
        record.firstToken(generation);
        record.sentence(generation, part.text, part.language);
        // When it sounds the provider knows; for the order of the lines this is near enough.
        record.firstFrame(generation);
        lines.weSay(generation, part.text, null);
        return;
      case 'announced':
        notice.isIn(generation, chars);
        return;
      case 'consent':
        record.consent(part.answer);
        notice.answered(part.answer);
        return;
      case 'tool':
        record.tool(part.tool, part.tookMs);
        return;
      case 'then':
        endsWith =
          part.then.kind === 'close' ? (part.why ?? 'done') : part.then.kind === 'transfer' ? 'handed_over' : null;
        return;
      default:
        part satisfies never;
    }
  }

  /** @returns false: there is nobody left */
  function goDown(failure: Failure): boolean {
    const from = thinkers[rung]?.engine?.id ?? 'script';
    const to = thinkers[rung + 1];
    record.fellBack('thinking', from, failure, to ? (to.engine?.id ?? 'script') : 'nothing');
    deps.fellBack('thinking', failure);
    if (!to) return false;
    rung += 1;
    receptionist = made(receptionist);
    return true;
  }

  async function* best(to: Asking, signal: AbortSignal): AsyncGenerator<ReplyPart> {
    for (;;) {
      const late = new AbortController();
      const undo = thinkers[rung]?.engine ? deps.after(FIRST_PART_MS, () => late.abort()) : () => undefined;
      try {
        for await (const part of receptionist.reply(to, AbortSignal.any([signal, late.signal]))) {
          undo();
          yield part;
        }
        return;
      } catch (error) {
        signal.throwIfAborted();
        const failure = late.signal.aborted ? 'timed_out' : error instanceof StageError ? error.failure : 'failed';
        if (goDown(failure)) continue;
        endsWith = 'gave_up';
        throw error;
      } finally {
        undo();
      }
    }
  }

  return {
    receptionist: {
      get kind() {
        return receptionist.kind;
      },
      get language() {
        return receptionist.language;
      },
      async *reply(to, signal) {
        heardAll();
        generation += 1;
        chars = 0;
        if (to.kind === 'words') {
          record.words(to.text, true);
          lines.callerSaid(to.text);
        }
        if (to.kind === 'keys') record.key(to.keys);
        record.replyWanted(generation, to);
        tell();
        for await (const part of best(to, signal)) {
          took(part);
          yield part;
        }
        tell();
      },
      truncate(heardChars) {
        receptionist.truncate(heardChars);
        if (!isOpen) return;
        isOpen = false;
        record.cleared(generation, lines.cut(generation, heardChars));
        notice.heard(generation, heardChars);
        tell();
      },
      whispered: (text) => receptionist.whispered(text),
      gone: () => receptionist.gone(),
      shown: () => receptionist.shown(),
      facts: () => receptionist.facts(),
    },
    over() {
      heardAll();
      tell('over');
      return record.finish(endsWith ?? 'gone');
    },
  };
}

import type { Logger } from 'pino';
import type { AgentLive } from '../../wire/agent-live.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { CallOnLine } from '../call-on-line.ts';
import type { PromptName } from '../ports.ts';
import type { AgentTools } from '../tools.ts';
import type { TalkRecord } from '../talk-record.ts';

/** The way of a caller from the receptionist to a person, voicemail or, at the worst, goodbye. */
export interface HandingOver {
  /** Somebody's telephone rings, or is about to. */
  readonly isRinging: boolean;
  /** Somebody's telephone rings now: where the provider takes the caller away for it, their stream ends without their doing. */
  readonly isDialling: boolean;
  /** The last attempt, for the desktops. */
  readonly last: AgentLive['handOver'];
  /** The bridge was said: rings this person. Null: whoever is free. */
  transfer(personId: string | null): void;
  /**
   * A person of the firm takes the call. Where the provider lets the caller stay, their telephone rings at once and the talk
   * goes on until they have answered.
   * @returns false: somebody is being rung already, or nobody can be reached on this call
   */
  take(personId: string, generation: number): boolean;
  /** Who is to be rung after this reply, because the caller leaves us for it. Asked once. */
  takeOf(generation: number): string | null;
  /** Nothing works any more: an apology, then a person, voicemail or goodbye. Safe to call twice. */
  giveUp(): void;
  /** The apology has had its time. */
  outOfTime(): void;
  /** The caller is with us again. */
  cameBack(): void;
  stop(): void;
}

export interface HandingOverDeps {
  line: CallOnLine;
  tools: AgentTools;
  log: Logger;
  record: TalkRecord;
  nameOf: (personId: string) => Promise<string | null>;
  freePerson: () => Promise<string | null>;
  isAttached: () => boolean;
  /** @returns its own undo */
  after: (ms: number, run: () => void) => () => void;
  answered(): void;
  /** @param isTaken the caller stayed with us meanwhile, so nothing is to be said */
  notAnswered(isTaken: boolean): void;
  changed(): void;
  apologise(name: PromptName): Promise<void>;
  /** While a telephone rings, and nothing else speaks. */
  stillTrying(): void;
  keepWhatIsKnown(): Promise<void>;
  /** @param isHandedOn the caller is elsewhere now: the line must not be cut */
  ended(why: AgentTalk['ended'], isHandedOn: boolean): void;
}

/** Whatever the firm's data or its provider are asked on the way out, the caller does not wait longer for (ms). */
const ANSWERS_MS = 5_000;
const STILL_TRYING_MS = 8_000;

export function createHandingOver(deps: HandingOverDeps): HandingOver {
  const { line, record, log } = deps;
  const over = new AbortController();
  let ringing: { personId: string } | null = null;
  let taking: { personId: string; fromGeneration: number } | null = null;
  let hasGivenUp = false;
  let last: AgentLive['handOver'] = null;
  /** A caller who came back has not been answered, whatever is still told of that attempt. */
  let transfers = 0;
  let isLeaving = false;
  let back: PromiseWithResolvers<void> | null = null;

  const failed = (what: string) => (error: unknown) => {
    if (!over.signal.aborted) log.error({ err: error, callId: line.callId }, what);
  };

  /** @returns whether they truly speak with the caller */
  async function ring(personId: string): Promise<boolean> {
    const mine = { personId };
    ringing = mine;
    let state: 'ringing' | 'no_answer' | 'failed' = 'failed';
    let name = personId;
    try {
      name = (await soon(deps.nameOf(personId), null)) ?? personId;
      record.transfer(name);
      last = { personId, name, state: 'ringing' };
      deps.changed();
      const result = await deps.tools.run({ tool: 'transfer', personId }, over.signal);
      const isAnswered = result.tool === 'transfer' && result.isAnswered;
      // Answered is the last that is known of a talk: it is over now.
      state = isAnswered ? 'ringing' : 'no_answer';
      return isAnswered;
    } finally {
      if (ringing === mine) ringing = null;
      last = { personId, name, state };
      deps.changed();
    }
  }

  async function transfer(wanted: string | null): Promise<void> {
    transfers += 1;
    const mine = transfers;
    const personId = wanted ?? (await deps.freePerson());
    const isAnswered = personId !== null && (await ring(personId));
    if (over.signal.aborted || (mine !== transfers && !isAnswered)) return;
    if (isAnswered) deps.answered();
    // A caller who is with the provider comes back over a stream of their own, or not at all.
    else if (deps.isAttached()) deps.notAnswered(false);
  }

  /** What cannot be known in time, or at all, is `otherwise`. */
  function soon<T>(asked: Promise<T>, otherwise: T): Promise<T> {
    return new Promise((resolve) => {
      const undo = deps.after(ANSWERS_MS, () => resolve(otherwise));
      void asked
        .catch((error: unknown) => {
          failed('agent_gave_up_badly')(error);
          return otherwise;
        })
        .then((known) => {
          undo();
          resolve(known);
        });
    });
  }

  /** Nobody else speaks meanwhile, so this does. */
  async function ringAloud(personId: string): Promise<boolean> {
    let undo = deps.after(STILL_TRYING_MS, again);
    function again(): void {
      deps.stillTrying();
      undo = deps.after(STILL_TRYING_MS, again);
    }
    try {
      return await ring(personId);
    } catch (error) {
      failed('agent_transfer_failed')(error);
      return false;
    } finally {
      undo();
    }
  }

  /** Where the provider took the caller away, nothing can be said or done before they are back. */
  async function callerIsBack(): Promise<void> {
    if (deps.isAttached() || over.signal.aborted) return;
    back = Promise.withResolvers();
    await back.promise;
  }

  async function giveUp(): Promise<void> {
    const kept = soon(deps.keepWhatIsKnown(), undefined);
    const personId = line.canReachPerson ? await soon(deps.freePerson(), null) : null;
    if (personId !== null && !over.signal.aborted) {
      await deps.apologise('sorry_person');
      if (over.signal.aborted) return undefined;
      if (await ringAloud(personId)) return deps.answered();
      await callerIsBack();
    }
    if (line.canReachVoicemail && !over.signal.aborted) {
      isLeaving = true;
      await deps.apologise('sorry_voicemail');
      if (over.signal.aborted) return undefined;
      if (await soon(line.toVoicemail(), false)) return deps.ended('gave_up', true);
    }
    if (over.signal.aborted) return undefined;
    await deps.apologise('sorry_goodbye');
    await kept;
    return deps.ended('gave_up', false);
  }

  return {
    get isRinging() {
      return ringing !== null || taking !== null;
    },
    get isDialling() {
      return ringing !== null;
    },
    get last() {
      return last;
    },
    transfer(personId) {
      transfer(personId).catch((error: unknown) => {
        failed('agent_transfer_failed')(error);
        if (!over.signal.aborted && deps.isAttached()) deps.notAnswered(false);
      });
    },
    take(personId, generation) {
      if (!line.canReachPerson || ringing !== null || taking !== null) return false;
      if (!line.staysWhileRinging) {
        taking = { personId, fromGeneration: generation };
        deps.changed();
        return true;
      }
      ring(personId)
        .then((isAnswered) => {
          if (over.signal.aborted) return;
          if (isAnswered) deps.answered();
          else deps.notAnswered(true);
        })
        .catch(failed('agent_transfer_failed'));
      return true;
    },
    takeOf(generation) {
      if (taking === null || generation < taking.fromGeneration) return null;
      const { personId } = taking;
      taking = null;
      return personId;
    },
    giveUp() {
      if (hasGivenUp || over.signal.aborted) return;
      hasGivenUp = true;
      giveUp().catch((error: unknown) => {
        failed('agent_gave_up_badly')(error);
        if (!over.signal.aborted) deps.ended('gave_up', false);
      });
    },
    outOfTime() {
      // A telephone that rings has its own time, and so has the voicemail.
      if (ringing === null && !isLeaving) deps.ended('gave_up', false);
    },
    cameBack() {
      transfers += 1;
      ringing = null;
      back?.resolve();
    },
    stop() {
      over.abort();
      back?.resolve();
    },
  };
}

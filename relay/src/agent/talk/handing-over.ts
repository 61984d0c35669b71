import type { Logger } from 'pino';
import type { AgentLive } from '../../wire/agent-live.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { CallOnLine } from '../call-on-line.ts';
import type { PromptName } from '../ports.ts';
import type { AgentTools } from '../tools.ts';
import type { TalkRecord } from '../talk-record.ts';

/** The way of a caller from the receptionist to a person, voicemail or, at the worst, goodbye. */
export interface HandingOver {
  /** Somebody's telephone rings. */
  readonly isRinging: boolean;
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
  answered(): void;
  /** @param isTaken the caller stayed with us meanwhile, so nothing is to be said */
  notAnswered(isTaken: boolean): void;
  changed(): void;
  apologise(name: PromptName): Promise<void>;
  keepWhatIsKnown(): Promise<void>;
  ended(why: AgentTalk['ended']): void;
}

export function createHandingOver(deps: HandingOverDeps): HandingOver {
  const { line, record, log } = deps;
  const over = new AbortController();
  let ringing: { personId: string } | null = null;
  let taking: { personId: string; fromGeneration: number } | null = null;
  let hasGivenUp = false;
  let last: AgentLive['handOver'] = null;
  /** A caller who came back has not been answered, whatever is still told of that attempt. */
  let transfers = 0;

  const failed = (what: string) => (error: unknown) => {
    if (!over.signal.aborted) log.error({ err: error, callId: line.callId }, what);
  };

  /** @returns whether they truly speak with the caller */
  async function ring(personId: string): Promise<boolean> {
    const mine = { personId };
    ringing = mine;
    let state: 'no_answer' | 'failed' = 'failed';
    let name = personId;
    try {
      name = (await deps.nameOf(personId)) ?? personId;
      record.transfer(name);
      last = { personId, name, state: 'ringing' };
      deps.changed();
      const result = await deps.tools.run({ tool: 'transfer', personId }, over.signal);
      state = 'no_answer';
      return result.tool === 'transfer' && result.isAnswered;
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

  async function giveUp(): Promise<void> {
    await deps.keepWhatIsKnown().catch(failed('agent_message_lost'));
    const personId = line.canReachPerson ? await deps.freePerson() : null;
    if (personId !== null) {
      await deps.apologise('sorry_person');
      if (await ring(personId)) return deps.answered();
    }
    if (line.canReachVoicemail) {
      await deps.apologise('sorry_voicemail');
      if (await line.toVoicemail()) return deps.ended('gave_up');
    }
    await deps.apologise('sorry_goodbye');
    return deps.ended('gave_up');
  }

  return {
    get isRinging() {
      return ringing !== null || taking !== null;
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
        if (!over.signal.aborted) deps.ended('gave_up');
      });
    },
    outOfTime() {
      // A telephone that rings has its own time.
      if (ringing === null) deps.ended('gave_up');
    },
    cameBack() {
      transfers += 1;
      ringing = null;
    },
    stop() {
      over.abort();
    },
  };
}

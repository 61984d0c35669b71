import type { Slot } from './answers/moments.ts';
import type { IntakeFacts } from './script/facts.ts';
import type { IsoTime, Language, PhoneNumber } from '../wire/scalars.ts';

/**
 * What a receptionist may do, scripted or with a language model. What the caller said is data in it and chooses no tool by
 * itself; no result holds anything of a matter, so there is nothing that the caller could be read out.
 */
export type ToolCall =
  | { tool: 'find_person' }
  | { tool: 'transfer'; personId: string }
  /** Whether somebody is a party of a matter: for the firm's eyes. The talk learns nothing but that it was noted. */
  | { tool: 'match_party'; said: string }
  | { tool: 'hold_slot'; slot: Slot }
  | { tool: 'take_message'; facts: IntakeFacts; language: Language; isUnfinished: boolean };

export type ToolResult =
  | { tool: 'find_person'; person: { id: string; name: string } | null }
  | { tool: 'transfer'; isAnswered: boolean }
  | { tool: 'match_party' }
  /** Held until a person confirms it. `instead`: that one is taken, this one is not. */
  | { tool: 'hold_slot'; outcome: 'held' | 'instead'; slot: Slot }
  | { tool: 'hold_slot'; outcome: 'failed' }
  | { tool: 'take_message'; outcome: 'taken' | 'failed' };

export interface AgentTools {
  /** Never rejects but with the signal's own reason: a tool that fails or takes too long answers so. */
  run(call: ToolCall, signal: AbortSignal): Promise<ToolResult>;
  /** For the popup; nothing of it goes back into the talk. */
  partyHit(): { name: string; matterNumber: string } | null;
}

/** Longer than this a tool has failed (ms). A telephone rings longer. */
export const TOOL_MS = 5_000;
export const TRANSFER_MS = 30_000;

/** Rings a person of the firm with this call. Resolves when they truly speak with the caller, or will not. */
export type Transfer = (personId: string, signal: AbortSignal) => Promise<{ isAnswered: boolean }>;

/** Who is on the telephone, as far as the firm can know. */
export interface CallerOnLine {
  callId: string;
  /** Null: withheld. */
  number: PhoneNumber | null;
  /** Who was dialled, where the line is a person's own. */
  wantedPersonId: string | null;
  since: IsoTime;
}

/**
 * Whether a contact's own data may be told to the caller: they call from a number that is this contact's alone, and proved
 * it is them. A number can be borrowed and forged, so it is never enough; nothing proves it in a scripted talk.
 */
export function mayTell(
  caller: { matchedContactIds: readonly string[]; isVerified: boolean },
  contactId: string,
): boolean {
  return caller.isVerified && caller.matchedContactIds.length === 1 && caller.matchedContactIds[0] === contactId;
}

/** What stands for a tool that broke. */
export function failedResult(call: ToolCall): ToolResult {
  switch (call.tool) {
    case 'find_person':
      return { tool: 'find_person', person: null };
    case 'transfer':
      return { tool: 'transfer', isAnswered: false };
    case 'match_party':
      return { tool: 'match_party' };
    case 'hold_slot':
      return { tool: 'hold_slot', outcome: 'failed' };
    case 'take_message':
      return { tool: 'take_message', outcome: 'failed' };
    default:
      return call satisfies never;
  }
}

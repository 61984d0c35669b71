import type { Logger } from 'pino';
import { callbrief } from '../callbacks/call-and-callback.ts';
import type { StoredEvent, TenantStore } from '../storage/port.ts';
import { callbackIdOf, type CallbackEdit } from '../wire/callback.ts';
import type { PersonPresence } from '../wire/control.ts';
import type { OpeningHours } from '../wire/routing.ts';
import type { Language } from '../wire/scalars.ts';
import type { Slot } from './answers/moments.ts';
import { callbackOf } from './callback-of.ts';
import { findPerson } from './find-person.ts';
import { freeSlot } from './free-slot.ts';
import { partyNamed } from './party-named.ts';
import type { ReceptionistScript } from './script/script.ts';
import {
  failedResult,
  TOOL_MS,
  TRANSFER_MS,
  type AgentTools,
  type CallerOnLine,
  type ToolCall,
  type ToolResult,
  type Transfer,
} from './tools.ts';

export interface FirmToolsDeps {
  store: TenantStore;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  presence: () => Promise<readonly PersonPresence[]>;
  /** Who is rung, in this order; empty: whoever is free. */
  handOverTo?: readonly string[];
  hours: () => Promise<OpeningHours>;
  transfer: Transfer;
  caller: CallerOnLine;
  /** Labels of the note, by the language that was spoken. */
  noteOf: (language: Language) => ReceptionistScript['note'];
}

/** The tools of one call, over the firm's own data. */
export function createFirmTools(deps: FirmToolsDeps): AgentTools {
  const { store, now, log, caller } = deps;
  let hit: { name: string; matterNumber: string } | null = null;
  let edits = 0;

  async function write(set: CallbackEdit['set']): Promise<boolean> {
    edits += 1;
    const at = now().toISOString();
    const edit = { editId: `agent-${caller.callId}-${edits}`.slice(0, 100), at, set, did: null };
    const written = await store.editItem('callback', callbackIdOf(caller.callId), edit, callbrief, at);
    if (written === 'incomplete') return false;
    deps.publish(store.tenantId, written.events);
    return true;
  }

  async function hold(wanted: Slot): Promise<ToolResult> {
    const [hours, open, people] = await Promise.all([deps.hours(), store.openCallbacks(), store.personPage(null, 500)]);
    const others = open.filter(({ callId }) => callId !== caller.callId);
    const forPersonId = caller.wantedPersonId;
    const lawyers = people.items.filter(({ role }) => role !== 'receptionist').length;
    const at = { hours, others, forPersonId, atOnce: Math.max(1, lawyers), now: now() };
    const slot = freeSlot(wanted, at);
    if (slot === null) return { tool: 'hold_slot', outcome: 'failed' };
    // Written at once: it is held against the next caller, and is there when this one is cut off.
    const set = { callId: caller.callId, source: 'agent' as const, forPersonId, number: caller.number };
    if (!(await write({ ...set, dueFrom: slot.from, dueAt: slot.to }))) return { tool: 'hold_slot', outcome: 'failed' };
    return { tool: 'hold_slot', outcome: slot.from === wanted.from ? 'held' : 'instead', slot };
  }

  async function work(call: ToolCall, signal: AbortSignal): Promise<ToolResult> {
    switch (call.tool) {
      case 'find_person':
        return {
          tool: 'find_person',
          person: await findPerson(
            store,
            await deps.presence(),
            { ...caller, handOverTo: deps.handOverTo ?? [] },
            now(),
          ),
        };
      case 'transfer': {
        const { isAnswered } = await deps.transfer(call.personId, signal);
        return { tool: 'transfer', isAnswered };
      }
      case 'match_party':
        hit = (await partyNamed(store, call.said)) ?? hit;
        return { tool: 'match_party' };
      case 'hold_slot':
        return hold(call.slot);
      case 'take_message': {
        const set = await callbackOf(store, call, { caller, now: now(), note: deps.noteOf(call.language) });
        return { tool: 'take_message', outcome: (await write(set)) ? 'taken' : 'failed' };
      }
      default:
        return call satisfies never;
    }
  }

  return {
    async run(call, signal) {
      signal.throwIfAborted();
      const patience = AbortSignal.timeout(call.tool === 'transfer' ? TRANSFER_MS : TOOL_MS);
      const both = AbortSignal.any([signal, patience]);
      try {
        return await Promise.race([work(call, both), aborted(both)]);
      } catch (error) {
        signal.throwIfAborted();
        log.warn({ err: error, tenantId: store.tenantId, callId: caller.callId, tool: call.tool }, 'agent_tool_failed');
        return failedResult(call);
      }
    },
    partyHit: () => hit,
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

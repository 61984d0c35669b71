import type { Asking, Receptionist, ReplyPart } from '../../relay/src/agent/receptionist.ts';
import { failedResult, type AgentTools, type ToolCall, type ToolResult } from '../../relay/src/agent/tools.ts';

export type Then = Extract<ReplyPart, { part: 'then' }>;

export interface Replied {
  parts: ReplyPart[];
  said: string;
  then: Then;
}

/** One reply to its end, as the session would hear it. */
export async function replyOf(
  receptionist: Receptionist,
  to: Asking | string,
  signal = new AbortController().signal,
): Promise<Replied> {
  const parts: ReplyPart[] = [];
  const asking: Asking = typeof to === 'string' ? { kind: 'words', text: to } : to;
  for await (const part of receptionist.reply(asking, signal)) parts.push(part);
  const said = parts.flatMap((part) => (part.part === 'say' ? [part.text] : [])).join(' ');
  const then = parts.at(-1);
  if (then?.part !== 'then') throw new Error(`A reply ended without "then": ${JSON.stringify(parts)}`);
  return { parts, said, then };
}

export interface RecordedTools {
  tools: AgentTools;
  calls: ToolCall[];
  signals: AbortSignal[];
  taken(): Extract<ToolCall, { tool: 'take_message' }> | null;
}

/** Tools of a firm where every slot is free and every message is taken; `calls` is what they were asked for. */
export function recordedTools(
  more: {
    person?: { id: string; name: string };
    /** What a tool waits for before it answers. */
    until?: (call: ToolCall) => Promise<void> | undefined;
    failing?: readonly ToolCall['tool'][];
  } = {},
): RecordedTools {
  const calls: ToolCall[] = [];
  const signals: AbortSignal[] = [];
  const tools: AgentTools = {
    async run(call, signal): Promise<ToolResult> {
      calls.push(call);
      signals.push(signal);
      const waiting = more.until?.(call);
      if (waiting !== undefined) {
        await Promise.race([
          waiting,
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
        ]);
      }
      if (more.failing?.includes(call.tool) === true) return failedResult(call);
      switch (call.tool) {
        case 'find_person':
          return { tool: 'find_person', person: more.person ?? null };
        case 'hold_slot':
          return { tool: 'hold_slot', outcome: 'held', slot: call.slot };
        case 'take_message':
          return { tool: 'take_message', outcome: 'taken' };
        case 'transfer':
        case 'match_party':
          return failedResult(call);
        default:
          return call satisfies never;
      }
    },
    partyHit: () => null,
  };
  const taken = () => {
    const all = calls.filter((call) => call.tool === 'take_message');
    return all.at(-1) ?? null;
  };
  return { tools, calls, signals, taken };
}

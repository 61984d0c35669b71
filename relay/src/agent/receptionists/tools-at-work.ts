import { failedResult, type AgentTools, type ToolCall, type ToolResult } from '../tools.ts';

/** The tool that a talk waits for. One at most. */
export interface ToolsAtWork {
  /** From now on it is this one; null: none. */
  wants(call: ToolCall | null): void;
  wanted(): ToolCall | null;
  /**
   * What came of the wanted one, which begins now unless it has. One that changes something goes on behind an abort, and is
   * still the wanted one then.
   * @throws the signal's reason
   */
  run(signal: AbortSignal): Promise<{ result: ToolResult; tookMs: number }>;
  /** Until nothing that changes something is left to do. */
  settled(more: (result: ToolResult, call: ToolCall) => readonly { do: string; call?: ToolCall }[]): Promise<void>;
}

/** A talk that is over goes on through no more tools than this. */
const MOST = 5;

export function createToolsAtWork(tools: AgentTools, now: () => Date): ToolsAtWork {
  let call: ToolCall | null = null;
  let working: Promise<ToolResult> | null = null;

  function wants(next: ToolCall | null): void {
    call = next;
    working = null;
  }

  /** It is nobody's but its own: a caller who hangs up, or talks on, still gets the slot and the message. */
  function begin(wanted: ToolCall): Promise<ToolResult> {
    working ??= tools.run(wanted, new AbortController().signal).catch(() => failedResult(wanted));
    return working;
  }

  return {
    wants,
    wanted: () => call,
    async run(signal) {
      const wanted = call;
      if (wanted === null) throw new Error('No tool is wanted');
      const since = now().getTime();
      signal.throwIfAborted();
      const result = changesSomething(wanted)
        ? await untilAborted(begin(wanted), signal)
        : await tools.run(wanted, signal);
      signal.throwIfAborted();
      wants(null);
      return { result, tookMs: Math.max(0, now().getTime() - since) };
    },
    async settled(more) {
      for (let count = 0; call !== null && count < MOST; count++) {
        const wanted: ToolCall = call;
        const result = changesSomething(wanted) ? await begin(wanted) : null;
        const next = result === null ? undefined : more(result, wanted).find((effect) => effect.do === 'tool');
        wants(next?.call ?? null);
      }
      wants(null);
    },
  };
}

export const changesSomething = ({ tool }: ToolCall) => tool === 'hold_slot' || tool === 'take_message';

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    listening.abort();
  }
}

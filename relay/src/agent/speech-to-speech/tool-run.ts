import type { OpenSpeechToSpeech, ToldOfTalk } from './port.ts';
import { functionResult, type FunctionCall } from './realtime-wire.ts';

/** What came of one tool: for the engine, as JSON, and for the timeline. */
interface ToolRun {
  name: string;
  input: unknown;
  output: string;
  outcome: 'done' | 'failed';
}

/** A telephone that is rung takes half a minute; whoever waits longer has been forgotten (ms). */
const LONGEST_MS = 60_000;
/** An engine that is read a book answers nothing (characters). */
const LONGEST_OUTPUT = 50_000;

/** All at once. Done when the engine has been given the last answer; nothing is told or sent when the talk is over. */
export async function runTools(
  ask: Pick<OpenSpeechToSpeech, 'tools' | 'runTool'>,
  calls: readonly FunctionCall[],
  deps: {
    signal: AbortSignal;
    nowMs: () => number;
    told: (event: ToldOfTalk) => void;
    send: (message: string) => void;
  },
): Promise<void> {
  await Promise.all(
    calls.map(async (call) => {
      const startedMs = deps.nowMs();
      const { output, ...run } = await runTool(ask, call, deps.signal);
      if (deps.signal.aborted) return;
      deps.told({ kind: 'tool', ...run, tookMs: deps.nowMs() - startedMs });
      deps.send(functionResult(call.call_id, output));
    }),
  );
}

/** Never rejects: a tool that fails, or that there is not, answers so. */
async function runTool(
  { tools, runTool: run }: Pick<OpenSpeechToSpeech, 'tools' | 'runTool'>,
  { name, arguments: said }: FunctionCall,
  signal: AbortSignal,
): Promise<ToolRun> {
  const input = inputOf(said);
  const failed = (error: string): ToolRun => ({
    name,
    input: input ?? null,
    output: JSON.stringify({ error }),
    outcome: 'failed',
  });
  if (!tools.some((tool) => tool.name === name)) return failed('There is no such tool.');
  if (input === undefined) return failed('The arguments are no JSON.');
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LONGEST_MS);
  const until = AbortSignal.any([signal, late.signal]);
  try {
    until.throwIfAborted();
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    until.addEventListener('abort', () => reject(new Error('The tool was given up.')), { once: true });
    const result = await Promise.race([aborted, (async () => run(name, input, until))()]);
    const output = JSON.stringify(result ?? null);
    return output.length > LONGEST_OUTPUT
      ? failed('Its answer is too long.')
      : { name, input, output, outcome: 'done' };
  } catch {
    // Why is for whoever ran it; an engine outside of the house learns nothing of ours.
    return failed('It did not work.');
  } finally {
    clearTimeout(timer);
  }
}

function inputOf(said: string): unknown {
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return undefined;
  }
}

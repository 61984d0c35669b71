import type { Logger } from 'pino';
import { toProblem } from '../http/answer-problem.ts';
import { ProblemError } from '../http/problem-error.ts';
import { ProviderError } from '../providers/port.ts';
import type { StoredAction, TelephonyStore } from '../storage/port.ts';
import type { ActionResult } from '../wire/control.ts';
import { withinPatience } from './within-patience.ts';

export interface OnceAsk {
  tenantId: string;
  store: Pick<TelephonyStore, 'beginAction' | 'settleAction'>;
  /** Made by the desktop, once per press of a button. */
  actionId: string;
  kind: string;
  personId: string;
}

/**
 * Does something at a provider once per action id, whatever is lost on the way: the id is written down before the
 * provider is asked, and whoever comes with it again is told what became of the first. Where the process died in
 * between, or another process is at work on it, nobody knows: `unconfirmed`, and nothing is asked.
 * @param prepare checks, and asks no provider; returns what is then asked of one
 * @throws ProblemError when it did not happen
 */
export type Once = (ask: OnceAsk, prepare: () => Promise<() => Promise<unknown>>) => Promise<ActionResult>;

type Result = NonNullable<StoredAction['result']>;

export function createOnce(deps: { now: () => Date; log: Logger; patienceMs: number }): Once {
  const underWay = new Map<string, { ask: OnceAsk; answer: Promise<ActionResult> }>();

  async function begin(ask: OnceAsk, prepare: Parameters<Once>[1]): Promise<ActionResult> {
    const { store, actionId: id, kind, personId } = ask;
    const startedMs = performance.now();
    const before = await store.beginAction({ id, kind, personId, begunAt: deps.now().toISOString(), result: null });
    if (before) return answerOf(before, ask);
    const { result, failure, unforeseen } = await carryOut(prepare, deps.patienceMs);
    const ms = Math.round(performance.now() - startedMs);
    const outcome = 'problem' in result ? result.problem : result.state;
    const line = { tenantId: ask.tenantId, actionId: id, kind, personId, outcome, ms };
    if (unforeseen !== undefined) deps.log.error({ ...line, err: unforeseen }, 'action_failed');
    else deps.log.info(line, 'action_asked');
    try {
      await store.settleAction(id, result);
    } catch (error) {
      // It is done or not done all the same, and the person is told. Asked again, nobody will know: `unconfirmed`.
      deps.log.error({ tenantId: ask.tenantId, actionId: id, err: error }, 'action_not_settled');
    }
    if ('problem' in result) throw failure;
    return { actionId: id, state: result.state };
  }

  return (ask, prepare) => {
    const key = `${ask.tenantId}/${ask.actionId}`;
    const first = underWay.get(key);
    if (first) return sameAsk(first.ask, ask) ? first.answer : Promise.reject(usedForSomethingElse());
    const answer = begin(ask, prepare).finally(() => underWay.delete(key));
    underWay.set(key, { ask, answer });
    return answer;
  };
}

interface CarriedOut {
  result: Result;
  /** What is answered: with a time to wait, which is not kept. Null: it is no problem. */
  failure: ProblemError | null;
  /** An error of ours. */
  unforeseen?: unknown;
}

async function carryOut(prepare: Parameters<Once>[1], patienceMs: number): Promise<CarriedOut> {
  const refused = (failure: ProblemError) => ({
    result: { problem: failure.code, detail: failure.detail ?? null },
    failure,
  });
  let ask: () => Promise<unknown>;
  try {
    ask = await prepare();
  } catch (error) {
    const problem = toProblem(error);
    return problem.code === 'internal' ? { ...refused(problem), unforeseen: error } : refused(problem);
  }
  try {
    await withinPatience(ask(), patienceMs);
    return { result: { state: 'done' }, failure: null };
  } catch (error) {
    if (error instanceof ProviderError && error.didNotHappen) return refused(toProblem(error));
    const result = { state: 'unconfirmed' } as const;
    if (error instanceof ProviderError) return { result, failure: null };
    // It may have come after the provider did it, so it is not called a failure.
    return { result, failure: null, unforeseen: error };
  }
}

function answerOf(before: StoredAction, ask: OnceAsk): ActionResult {
  if (!sameAsk(before, ask)) throw usedForSomethingElse();
  const { result } = before;
  if (result === null) return { actionId: before.id, state: 'unconfirmed' };
  if ('state' in result) return { actionId: before.id, state: result.state };
  throw new ProblemError(result.problem, result.detail === null ? {} : { detail: result.detail });
}

const sameAsk = (a: { kind: string; personId: string }, b: { kind: string; personId: string }) =>
  a.kind === b.kind && a.personId === b.personId;

const usedForSomethingElse = () =>
  new ProblemError('malformed', { field: 'actionId', detail: 'This id was used for something else.' });

import type { Answer } from '../../src-preload/bridge.ts';
import type { RequestName, Requests } from '../../src-preload/contract.ts';
import { windowRequests, type WindowName } from '../../src-preload/window-topics.ts';
import type { Log } from '../logging/log.ts';
import { requestSchemas } from './request-schemas.ts';

/** Who answers what. Complete by type: a request without an answer does not compile. */
export type RequestHandlers = {
  [N in RequestName]: (ask: Requests[N]['ask']) => Requests[N]['answer'] | Promise<Requests[N]['answer']>;
};

/** Known from the frame that sent it, never from what it says. */
export interface Sender {
  window: WindowName | null;
  url: string;
}

/**
 * Checks the sender, then the shape, then answers. What goes wrong is logged here and told to the window as one code:
 * messages and stacks may hold paths and names.
 */
export async function answerRequest<N extends RequestName>(
  name: N,
  ask: unknown,
  sender: Sender,
  { handlers, log }: { handlers: RequestHandlers; log: Log },
): Promise<Answer<Requests[N]['answer']>> {
  const allowed: readonly RequestName[] = sender.window === null ? [] : windowRequests[sender.window];
  if (!allowed.includes(name)) {
    log.warn('ipc_refused', { request: name, window: sender.window, url: sender.url });
    return { ok: false, code: 'not_allowed' };
  }
  const parsed = requestSchemas[name].safeParse(ask);
  if (!parsed.success) {
    log.warn('ipc_refused', { request: name, fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
    return { ok: false, code: 'malformed' };
  }
  try {
    const handler = handlers[name] as (ask: unknown) => Requests[N]['answer'] | Promise<Requests[N]['answer']>;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    log.error('ipc_failed', { request: name, error });
    return { ok: false, code: codeOf(error) };
  }
}

/** Our own errors carry a stable code; of others only that something failed is told. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[a-z_]+$/.test(code) ? code : 'failed';
}

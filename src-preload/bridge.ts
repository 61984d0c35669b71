import type { IpcRenderer } from 'electron';
import type { Bridge, PushName, Pushes, RequestName, Requests } from './contract.ts';
import { windowPushes, windowRequests, type WindowName } from './window-topics.ts';

/** How a request is answered: an error is a value with a stable code, so that no stack ever reaches a window. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: string };

/**
 * `window.callbrief` of one window. The last push of each kind is kept and given to whoever listens later: a window that
 * is still loading misses no view.
 */
export function createBridge(window: WindowName, ipc: Pick<IpcRenderer, 'invoke' | 'on'>): Bridge {
  const requests: readonly RequestName[] = windowRequests[window];
  const pushes: readonly PushName[] = windowPushes[window];
  const listeners = new Map<PushName, Set<(push: never) => void>>();
  const latest = new Map<PushName, unknown>();

  for (const name of pushes) {
    listeners.set(name, new Set());
    ipc.on(name, (_event, push: unknown) => {
      const heard = listeners.get(name);
      if (KEPT.has(name) || heard?.size === 0) latest.set(name, push);
      for (const listener of heard ?? []) (listener as (push: unknown) => void)(push);
    });
  }

  return {
    async request<N extends RequestName>(name: N, ...ask: unknown[]): Promise<Requests[N]['answer']> {
      if (!requests.includes(name)) throw new Error(`This window may not ask ${name}`);
      const answer = (await ipc.invoke(name, ...ask)) as Answer<Requests[N]['answer']>;
      if (!answer.ok) throw new Error(answer.code);
      return answer.value;
    },
    on<N extends PushName>(name: N, listener: (push: Pushes[N]) => void): () => void {
      const heard = listeners.get(name);
      if (!heard) throw new Error(`This window does not hear ${name}`);
      heard.add(listener);
      if (latest.has(name)) {
        listener(latest.get(name) as Pushes[N]);
        if (!KEPT.has(name)) latest.delete(name);
      }
      return () => heard.delete(listener);
    },
  };
}

/** Pushes that are a state: the newest one says everything. */
const KEPT: ReadonlySet<PushName> = new Set(['app:state-changed', 'popup:view', 'agent:talks-changed']);

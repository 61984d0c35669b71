import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { CallTask, TaskRead } from '../../src-preload/contract/after-call.ts';

export interface AfterCallData {
  callId: string | null;
  tasks: CallTask[];
  /** What is typed for a new task. */
  typed: string;
  /** How it would be understood; null: nothing typed, or not read yet. */
  read: TaskRead | null;
  /** The last thing that was asked could not be kept on this computer. */
  failed: boolean;
}

export interface AfterCallStore {
  store: StoreApi<AfterCallData>;
  start(): () => void;
  open(callId: string | null): void;
  type(text: string): void;
  add(): Promise<void>;
  set(taskId: string, state: CallTask['state']): Promise<void>;
}

/** Tasks of the call on screen, and the line in which a new one is written. */
export function createAfterCallStore(bridge: Bridge): AfterCallStore {
  const nothing: AfterCallData = { callId: null, tasks: [], typed: '', read: null, failed: false };
  const store = createStore<AfterCallData>(() => nothing);

  async function load(): Promise<void> {
    const { callId } = store.getState();
    if (callId === null) return;
    const tasks = await bridge.request('after-call:tasks', { callId });
    if (store.getState().callId === callId) store.setState({ tasks });
  }
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  async function keep(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
    } catch {
      store.setState({ failed: true });
      return false;
    }
    store.setState({ failed: false });
    await load().catch(() => undefined);
    return true;
  }

  return {
    store,
    start: () =>
      bridge.on('items:changed', ({ kinds }) => {
        if (kinds.includes('task')) quietly(load());
      }),
    open(callId) {
      if (callId === store.getState().callId) return;
      store.setState({ ...nothing, callId });
      quietly(load());
    },
    type(text) {
      store.setState({ typed: text, ...(text.trim() === '' && { read: null }) });
      if (text.trim() === '') return;
      quietly(
        bridge.request('after-call:read', { text }).then((read) => {
          // What was typed meanwhile is read by its own question.
          if (store.getState().typed === text) store.setState({ read });
        }),
      );
    },
    async add() {
      const { callId, typed } = store.getState();
      const text = typed.trim();
      if (callId === null || text === '') return;
      const kept = await keep(() => bridge.request('after-call:add-task', { callId, text }));
      // Typed on, or another call: that is not what was kept.
      if (kept && store.getState().typed === typed) store.setState({ typed: '', read: null });
    },
    set: async (taskId, state) => void (await keep(() => bridge.request('after-call:set-task', { taskId, state }))),
  };
}

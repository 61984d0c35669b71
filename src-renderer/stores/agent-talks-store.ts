import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer, Bridge } from '../../src-preload/contract.ts';
import type { AgentOrder, AgentTalk } from '../../src-preload/contract/agent.ts';

/** The calls on which the AI receptionist speaks now. */
export interface AgentTalksStore {
  store: StoreApi<{ talks: readonly AgentTalk[] }>;
  start(): () => void;
  /** Never rejects. */
  perform(callId: string, order: AgentOrder): Promise<ActAnswer>;
}

export function createAgentTalksStore(bridge: Bridge): AgentTalksStore {
  const store = createStore<{ talks: readonly AgentTalk[] }>(() => ({ talks: [] }));
  return {
    store,
    start() {
      let pushed = false;
      const undo = bridge.on('agent:talks-changed', ({ talks }) => {
        pushed = true;
        store.setState({ talks });
      });
      // An answer that comes after a push is older than the push.
      bridge.request('agent:talks').then(
        ({ talks }) => pushed || store.setState({ talks }),
        () => undefined,
      );
      return undo;
    },
    perform: (callId, order) =>
      bridge.request('agent:act', { callId, ...order }).catch((): ActAnswer => ({
        result: 'refused',
        refusal: 'failed',
        detail: null,
      })),
  };
}

export const talkOf = (callId: string | null) => (data: { talks: readonly AgentTalk[] }) =>
  data.talks.find((talk) => talk.callId === callId) ?? null;

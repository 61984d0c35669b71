import type { AgentTalkRequests } from '../../src-preload/contract/agent-talk.ts';
import type { RequestHandlers } from '../ipc/answer-request.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refusedBy } from '../telephony/act-answer.ts';

export interface AgentTalkDeps {
  /** Null while there is no connection. */
  client: () => Pick<RelayClient, 'agentTalk' | 'receptionistFigures'> | null;
  log: Log;
}

/** Talks are long and rarely looked at: nothing of them is kept on this computer. */
export function createAgentTalkRequests({
  client,
  log,
}: AgentTalkDeps): Pick<RequestHandlers, keyof AgentTalkRequests> {
  const refusedFor = (problem: unknown) => {
    if (!(problem instanceof RelayProblem)) throw problem;
    log.warn('request_failed', { what: 'agent_talk', problem: problem.code });
    return { refused: refusedBy(problem).refusal };
  };
  return {
    async 'agent-talk:get'({ callId }) {
      const connected = client();
      if (connected === null) return { refused: 'offline' };
      try {
        return { talk: await connected.agentTalk(callId) };
      } catch (problem) {
        return problem instanceof RelayProblem && problem.code === 'not_found' ? { talk: null } : refusedFor(problem);
      }
    },
    async 'agent-talk:figures'() {
      const connected = client();
      if (connected === null) return { refused: 'offline' };
      try {
        return { figures: await connected.receptionistFigures() };
      } catch (problem) {
        return refusedFor(problem);
      }
    },
  };
}

import type { Router } from 'express';
import type { Logger } from 'pino';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { SignedIn } from '../http/signed-in.ts';
import { agentActRequest } from '../wire/agent-live.ts';
import type { AgentLiveBoard } from './live-board.ts';

/**
 * POST /calls/:callId/agent: tells the AI receptionist on this call to hand it over, take a message or promise a call. As
 * long as none takes orders there is nothing here (404).
 */
export function addAgentRoutes(
  router: Router,
  signedIn: SignedIn,
  { agentLive, log }: { agentLive: AgentLiveBoard; log: Logger },
): void {
  router.post(
    '/calls/:callId/agent',
    signedIn(async ({ tenantId, device, store }, req, res) => {
      const callId = String(req.params['callId']);
      const ask = readBody(req, agentActRequest);
      if (!(await store.call(callId))) throw new ProblemError('not_found');
      const state = await agentLive.act({ tenantId, callId, ask, personId: device.personId });
      if (state === 'nobody') throw new ProblemError('not_found', { detail: 'No AI receptionist takes orders.' });
      if (state === 'over') throw new ProblemError('call_over', { detail: 'No AI receptionist speaks on this call.' });
      log.info({ tenantId, callId, act: ask.act, personId: device.personId }, 'agent_told');
      res.json({ state });
    }),
  );
}

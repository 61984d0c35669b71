import { describe, expect, it } from 'vitest';
import { createAgentTalkRequests, type AgentTalkDeps } from '../../../../src-main/agent-talk/requests.ts';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { maskAgentTalk } from '../../../../src-main/privacy/mask-agent-talk.ts';
import { RelayProblem, type LinkProblemCode } from '../../../../src-main/relay-link/relay-problem.ts';
import { mockFigures, talkNamed } from '../../../support/kept-talk.ts';

const talk = talkNamed('c1');
const failing = (code: LinkProblemCode): ReturnType<AgentTalkDeps['client']> => {
  const fail = () => Promise.reject(new RelayProblem(code, 'as the test says'));
  return { agentTalk: fail, receptionistFigures: fail };
};
const asked = (client: ReturnType<AgentTalkDeps['client']>) => {
  const requests = createAgentTalkRequests({ client: () => client, log: silentLog });
  return {
    get: async () => requests['agent-talk:get']({ callId: 'c1' }),
    figures: async () => requests['agent-talk:figures'](),
  };
};

describe('A talk of the receptionist', () => {
  it('is read at the office, and so is how it did in a week', async () => {
    const { get, figures } = asked({
      agentTalk: () => Promise.resolve(talk),
      receptionistFigures: () => Promise.resolve(mockFigures),
    });
    expect(await get()).toEqual({ talk });
    expect(await figures()).toEqual({ figures: mockFigures });
  });

  it('that the office does not have is none', async () => {
    expect(await asked(failing('not_found')).get()).toEqual({ talk: null });
  });

  it('cannot be read offline, or when the office does not answer, and says so', async () => {
    const offline = asked(null);
    expect([await offline.get(), await offline.figures()]).toEqual([{ refused: 'offline' }, { refused: 'offline' }]);
    const lost = asked(failing('timed_out'));
    expect([await lost.get(), await lost.figures()]).toEqual([{ refused: 'failed' }, { refused: 'failed' }]);
  });

  it('tells nothing of what was said while names are hidden, and all of how long it took', () => {
    const masked = maskAgentTalk({ talk });
    const told = JSON.stringify(masked);
    for (const word of ['eviction', 'Anneke', '0470', 'Vermeer', 'noted']) expect(told).not.toContain(word);
    expect(masked).toMatchObject({ talk: { turns: talk.turns, heardBy: talk.heardBy } });
    expect(told).toContain('hearing: deepgram:nova-3 timed_out');
    expect(maskAgentTalk({ talk: null })).toEqual({ talk: null });
    expect(maskAgentTalk({ refused: 'offline' })).toEqual({ refused: 'offline' });
  });
});

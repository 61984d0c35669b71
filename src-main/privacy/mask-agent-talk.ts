import type { AgentTalkRequests } from '../../src-preload/contract/agent-talk.ts';
import { HIDDEN } from './initials.ts';

type Answer = AgentTalkRequests['agent-talk:get']['answer'];

/** Texts of these are ours: tools, engines, orders, how it ended. */
const technical = new Set(['tool', 'fell_back', 'consent', 'order', 'ended']);

/** When who spoke and how fast, and nothing of what was said. */
export function maskAgentTalk(answer: Answer): Answer {
  if ('refused' in answer || answer.talk === null) return answer;
  const { talk } = answer;
  return {
    talk: {
      ...talk,
      lines: talk.lines.map((line) => ({ ...line, text: HIDDEN })),
      moments: talk.moments.map((moment) => (technical.has(moment.kind) ? moment : { ...moment, text: null })),
    },
  };
}

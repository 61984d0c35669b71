import type { AgentLive } from '../../wire/agent-live.ts';
import type { ReplyTo, Then } from '../turn-taking/turn.ts';
import type { TalkEffect, TalkHeard, TalkState } from './talk.ts';

/** What the scripted receptionist hears where a reply is wanted. A transfer that failed comes as the result of its tool. */
export function heardOf(to: Exclude<ReplyTo, { kind: 'prompted' }>): TalkHeard {
  switch (to.kind) {
    case 'start':
    case 'too_long':
      return { kind: to.kind };
    case 'words':
      return { kind: 'words', text: to.text };
    case 'keys':
      return { kind: 'keys', keys: to.keys };
    case 'silence':
      return { kind: 'silence', times: to.times };
    case 'transfer_failed':
      return { kind: 'tool', result: { tool: 'transfer', isAnswered: false } };
    default:
      return to satisfies never;
  }
}

/** How a reply ends. Null: a tool is at work, and what comes of it goes on with the same reply. */
export function thenOf(effects: readonly TalkEffect[]): Then | null {
  const last = effects.findLast((effect) => effect.do === 'listen' || effect.do === 'end' || effect.do === 'tool');
  if (last === undefined) return null;
  if (effects.some((effect) => effect.do === 'end')) return { kind: 'close' };
  if (last.do === 'listen') return { kind: 'listen', expecting: last.expecting, language: last.language };
  return last.do === 'tool' && last.call.tool === 'transfer' ? { kind: 'transfer' } : null;
}

/** What the popup shows of a talk: as the caller said it. */
export function shownOf({
  facts,
  mode,
}: Pick<TalkState, 'facts' | 'mode'>): Pick<AgentLive, 'callerName' | 'urgency' | 'topic' | 'state'> {
  return {
    callerName: facts.name,
    urgency: { level: facts.urgency === 'high' ? 'high' : 'normal', withinMinutes: facts.promisedMinutes },
    topic: facts.reason?.slice(0, 300) ?? null,
    state: mode === 'over' ? 'over' : stateOf(facts),
  };
}

function stateOf({ person, wish }: TalkState['facts']): AgentLive['state'] {
  if (person !== null) return 'handing_over';
  return wish === 'message' ? 'taking_message' : 'talking';
}

import type { AgentTalk } from '../wire/agent-talk.ts';
import type { TalkFigures } from './agent-talk-port.ts';
import type { TextLock } from './text-lock.ts';

/** A talk as both databases hold it. */
export function agentTalkColumns(talk: AgentTalk, lock: TextLock) {
  return {
    callId: talk.callId,
    endedAt: talk.endedAt,
    figuresJson: JSON.stringify(figuresOf(talk)),
    locked: lock.lock(JSON.stringify(talk)),
  };
}

export const agentTalkOf = (locked: string, lock: TextLock) => JSON.parse(lock.unlock(locked)) as AgentTalk;
export const talkFiguresOf = (figuresJson: string) => JSON.parse(figuresJson) as TalkFigures;

const MOST_TURNS = 200;

function figuresOf({ callId, endedAt, ended, turns, moments, falseInterruptions, lostFrames }: AgentTalk): TalkFigures {
  const each = (field: 'voiceEndToFirstFrame' | 'bargeIn') =>
    turns.flatMap((turn) => turn[field] ?? []).slice(0, MOST_TURNS);
  // `hearing: deepgram:nova-3 timed_out -> keys`
  const fallBacks = (stage: string) =>
    moments.filter(({ kind, text }) => kind === 'fell_back' && text?.startsWith(`${stage}:`) === true).length;
  return {
    callId,
    endedAt,
    ended,
    voiceEndToFirstFrame: each('voiceEndToFirstFrame'),
    bargeIn: each('bargeIn'),
    fallBacks: { hearing: fallBacks('hearing'), thinking: fallBacks('thinking'), voice: fallBacks('voice') },
    falseInterruptions,
    lostFrames,
  };
}

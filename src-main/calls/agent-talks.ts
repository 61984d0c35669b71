import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import { isOver } from '@callbrief/relay/wire/call';
import type { AgentTalk } from '../../src-preload/contract/agent.ts';
import type { History } from '../history/history.ts';
import { composeAgentTalk } from './compose-card.ts';

/** The calls on which the AI receptionist speaks now, as the main window lists them. Nothing of it is kept. */
export interface AgentTalkBoard {
  /** @param since ISO on this computer's clock */
  told(live: AgentLive, since: string): void;
  /** The line to the office was lost: what goes on is told again when it is back. */
  forget(): void;
  /** Of calls that this computer knows and that are not over; who has talked longest stands first. */
  list(): AgentTalk[];
  of(callId: string): AgentTalk | null;
}

export function createAgentTalks(options: {
  history: History;
  /** There is a connection, over which the receptionist can be told something. */
  isConnected: () => boolean;
  now: () => Date;
  onChanged: () => void;
}): AgentTalkBoard {
  const { history } = options;
  const talks = new Map<string, { live: AgentLive; since: string }>();

  function of(callId: string): AgentTalk | null {
    const talk = talks.get(callId);
    const call = history.call(callId);
    // A call that was withheld is not here any more, and neither is what is said on it.
    if (talk === undefined || call === null || isOver(call.outcome)) return null;
    const canAct = talk.live.canAct && options.isConnected();
    return composeAgentTalk(history, { call, ...talk, canAct }, options.now());
  }

  return {
    told(live, since) {
      if (live.state === 'over') talks.delete(live.callId);
      else talks.set(live.callId, { live, since });
      options.onChanged();
    },
    forget() {
      if (talks.size === 0) return;
      talks.clear();
      options.onChanged();
    },
    list: () =>
      [...talks.keys()].flatMap((callId) => of(callId) ?? []).toSorted((a, b) => (a.since < b.since ? -1 : 1)),
    of,
  };
}

import type { Logger } from 'pino';
import type { Media } from '../../media/open-media.ts';
import type { PresenceBoard } from '../../presence/presence-board.ts';
import type { Storage, StoredEvent } from '../../storage/port.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import { keepTalk } from '../keep-talk.ts';
import type { Lines } from '../line/lines.ts';
import type { AgentLiveBoard } from '../live-board.ts';
import { createAgentDesk, type AgentDesk } from './desk.ts';
import type { AgentEngines } from './engines.ts';
import { prepareTalk } from './prepare-talk.ts';

/** The receptionists of a relay, joined to its calls, its desktops and its engines. */
export function openDesk(deps: {
  storage: Storage;
  media: Media;
  lines: Lines;
  engines: AgentEngines;
  board: AgentLiveBoard;
  presence: Pick<PresenceBoard, 'read'>;
  metrics: AgentMetrics;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  wakeJobs: () => void;
  now: () => Date;
  log: Logger;
}): AgentDesk {
  const { storage, media, lines, engines, board, metrics, publish, now, log } = deps;
  media.setVoiceHandler(lines.voice);
  const desk = createAgentDesk({
    media,
    storage,
    lineOf: (call) => lines.lineOf(call),
    prepare: (line, over) =>
      prepareTalk(
        {
          storage,
          engines,
          publish,
          presence: async (tenantId) => (await deps.presence.read(tenantId)).people,
          tell: (tenantId, told) => board.tell(tenantId, told),
          metrics,
          clock: media.clock,
          now,
          log,
          over,
        },
        line,
      ),
    keep: (tenantId, talk) => keepTalk({ storage, now, log, publish, wakeJobs: deps.wakeJobs }, tenantId, talk),
    board,
    metrics,
    engines,
    log,
  });
  void desk.prepareFirms();
  return desk;
}

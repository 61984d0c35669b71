import type { Logger } from 'pino';
import type { Media } from '../../media/open-media.ts';
import type { PresenceBoard } from '../../presence/presence-board.ts';
import type { Storage, StoredEvent } from '../../storage/port.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import { keepTalk } from '../keep-talk.ts';
import type { Lines } from '../line/lines.ts';
import type { AgentLiveBoard, AgentTold } from '../live-board.ts';
import { readPromptTexts } from '../text-to-speech/prompts/prompt-texts.ts';
import { createAgentDesk, type AgentDesk } from './desk.ts';
import type { AgentEngines } from './engines.ts';
import { createFlowDesk } from './flow-desk.ts';
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
  const preparing = {
    storage,
    engines,
    publish,
    presence: async (tenantId: string) => (await deps.presence.read(tenantId)).people,
    tell: (tenantId: string, told: AgentTold) => board.tell(tenantId, told),
    metrics,
    clock: media.clock,
    now,
    log,
  };
  const keep = (tenantId: string, talk: AgentTalk) =>
    keepTalk({ storage, now, log, publish, wakeJobs: deps.wakeJobs }, tenantId, talk);
  const desk = createAgentDesk({
    media,
    storage,
    lineOf: (call) => lines.lineOf(call),
    prepare: (line, over) => prepareTalk({ ...preparing, over }, line),
    keep,
    board,
    metrics,
    engines,
    wordTalks: () => flow.runningTalks,
    log,
  });
  const flow = createFlowDesk({
    ...preparing,
    media,
    lines,
    takes: (tenantId) => desk.takesWords(tenantId),
    keep,
    texts: readPromptTexts(),
  });
  void desk.prepareFirms();
  return {
    ...desk,
    get runningTalks() {
      return desk.runningTalks;
    },
    get openEars() {
      return desk.openEars;
    },
    async close() {
      await flow.close();
      await desk.close();
    },
  };
}

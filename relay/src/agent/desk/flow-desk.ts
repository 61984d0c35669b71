import type { Media } from '../../media/open-media.ts';
import type { TurnAction } from '../../media/turns/flow-messages.ts';
import type { TurnCall } from '../../media/turns/turn-calls.ts';
import { phonesOf } from '../../webhooks/phones-of.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import { createFlowTalks, type FlowTalkParts } from '../line/flow-talk.ts';
import type { Lines } from '../line/lines.ts';
import type { PromptTexts } from '../text-to-speech/prompts/prompt-texts.ts';
import { prepareGround, type PrepareDeps } from './prepare-talk.ts';
import { createWordTalk } from './word-talk.ts';

/**
 * sipgate's AI Flow hears and speaks with engines of its own (telephony facts 4.6), in Europe as sipgate says of its service.
 * A firm whose policy lets nothing of a call leave the machine, or not to there, has no talk over it.
 */
export const aiFlow = { id: 'sipgate-ai-flow', leavesMachine: true, region: 'eu' } as const;

/** The receptionists of all firms over text turns. */
export interface FlowDesk {
  readonly runningTalks: number;
  /** Ends all talks, so that what callers said is kept. */
  close(): Promise<void>;
}

export interface FlowDeskDeps extends Omit<PrepareDeps, 'over'> {
  media: Pick<Media, 'setTurnHandler'>;
  lines: Pick<Lines, 'flowLineOf'>;
  /** The receptionist of this firm is on, and the process bears one more talk. */
  takes: (tenantId: string) => Promise<boolean>;
  keep: (tenantId: string, talk: AgentTalk) => Promise<unknown>;
  texts: PromptTexts;
}

export function createFlowDesk(deps: FlowDeskDeps): FlowDesk {
  const { storage, clock, metrics, log } = deps;
  let running = 0;
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };

  async function begin(call: TurnCall): Promise<FlowTalkParts | TurnAction> {
    const { tenantId } = call;
    const store = storage.tenant(tenantId);
    const { lastResort } = await store.receptionist();
    const elsewhere = (): TurnAction =>
      lastResort === null
        ? { kind: 'hangup' }
        : { kind: 'transfer', to: lastResort, callerName: '', callerNumber: call.to ?? '' };
    if (!(await deps.takes(tenantId))) return elsewhere();
    const line = await deps.lines.flowLineOf(call);
    if (line === null) return elsewhere();
    const ground = await prepareGround(
      { ...deps, over: () => undefined },
      // What is done with the call are actions of its own talk, so no tool rings anybody.
      { ...line, canReachPerson: true, ring: () => Promise.resolve({ isAnswered: false }) },
    );
    if (ground.allowed([aiFlow]).length === 0) {
      log.warn({ tenantId, callId: line.callId, engine: aiFlow.id }, 'agent_engine_refused');
      await line.left();
      return elsewhere();
    }
    const { tenant, record, consent, language, thinkers, tools } = ground;
    const talk = createWordTalk({
      line: { callId: line.callId, since: line.since },
      language,
      thinkers,
      provider: aiFlow,
      tools,
      record,
      tell: (told) => deps.tell(tenantId, told),
      consent,
      fellBack: (stage, failure) => metrics.observeFallBack(stage, failure),
      nowMs: clock.nowMs,
      after,
    });
    running += 1;
    return {
      receptionist: talk.receptionist,
      async phoneOf(personId) {
        const [number] = await phonesOf([personId], line.calledNumber, (id) => store.person(id));
        return number ?? null;
      },
      callerName: tenant.firm.name,
      callerNumber: line.calledNumber ?? call.to ?? '',
      lastResort,
      words(spoken) {
        const texts = deps.texts[spoken];
        return { hold: texts.one_moment, sorry: lastResort === null ? texts.sorry_goodbye : texts.sorry_person };
      },
      took: () => line.took(),
      async over() {
        running -= 1;
        const kept = talk.over();
        metrics.observeTalk(kept);
        try {
          await deps.keep(tenantId, kept);
        } finally {
          await line.left();
        }
      },
    };
  }

  const talks = createFlowTalks({ begin, nowMs: clock.nowMs, after, log });
  const undo = deps.media.setTurnHandler(talks);
  return {
    get runningTalks() {
      return running;
    },
    async close() {
      undo();
      await talks.close();
    },
  };
}

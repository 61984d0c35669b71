import type { Logger } from 'pino';
import { ProblemError } from '../../http/problem-error.ts';
import type { Media } from '../../media/open-media.ts';
import type { EndReason, MediaCall } from '../../media/session/handlers.ts';
import type { Storage } from '../../storage/port.ts';
import type { AgentTalk } from '../../wire/agent-talk.ts';
import type { PhoneNumber } from '../../wire/scalars.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import type { CallOnLine } from '../call-on-line.ts';
import type { AgentLiveBoard, AgentOrder } from '../live-board.ts';
import { createTalk, type Talk } from '../talk/talk.ts';
import type { TalkDeps } from '../talk/talk-deps.ts';
import type { AgentEngines } from './engines.ts';
import { steadyLine } from './steady-line.ts';

/** The receptionists of all firms: takes the streams of calls, holds their talks, carries out orders. */
export interface AgentDesk {
  /** `full`: it would, but as many callers as it can serve are with it. */
  takes(tenantId: string): Promise<boolean | 'full'>;
  /** The same of a call of which only words come: no engine of ours has to be ready for it. */
  takesWords(tenantId: string): Promise<boolean>;
  /** Where a caller goes when nothing works; null: nowhere. */
  lastResort(tenantId: string): Promise<PhoneNumber | null>;
  readonly runningTalks: number;
  /** Turns of callers that are listened to now. */
  readonly openEars: number;
  /** Loads and renders what the firms need whose receptionist is on; once at the start. */
  prepareFirms(): Promise<void>;
  /** The settings of a firm were saved. */
  saved(tenantId: string): void;
  /** Ends all talks, so that what callers said is kept. */
  close(): Promise<void>;
}

export interface DeskDeps {
  media: Pick<Media, 'setAudioHandler' | 'setEventHandler'>;
  storage: Storage;
  lineOf: (call: MediaCall) => Promise<CallOnLine | null>;
  prepare: (line: CallOnLine, over: (talk: AgentTalk) => void) => Promise<TalkDeps>;
  keep: (tenantId: string, talk: AgentTalk) => Promise<unknown>;
  board: Pick<AgentLiveBoard, 'onAct'>;
  metrics: AgentMetrics;
  engines: Pick<AgentEngines, 'hearings' | 'mostTalks' | 'prepare' | 'isReady'>;
  /** Talks of which only words come and go. */
  wordTalks: () => number;
  log: Logger;
}

/** A caller with whom a telephone rings comes back within this, or not at all (ms). */
const COMES_BACK_MS = 60_000;
/** Sound that comes while the talk is being prepared; two seconds of it (frames). */
const MOST_EARLY = 100;

interface AtDesk {
  media: MediaCall | null;
  line: CallOnLine | null;
  talk: Talk | null;
  early: Int16Array[];
  isGone: boolean;
  undoWait: (() => void) | null;
}

export function createAgentDesk(deps: DeskDeps): AgentDesk {
  const { log } = deps;
  const callers = new Map<string, AtDesk>();
  const work = new Set<Promise<unknown>>();
  let isClosing = false;
  const keyOf = ({ tenantId, callId }: { tenantId: string; callId: string }) => `${tenantId} ${callId}`;

  function track(what: string, promise: Promise<unknown>): void {
    const done = promise.catch((error: unknown) => log.error({ err: error }, what)).finally(() => work.delete(done));
    work.add(done);
  }

  async function begin(call: MediaCall): Promise<void> {
    const back = callers.get(keyOf(call));
    if (back?.talk && back.media === null) {
      back.undoWait?.();
      back.media = call;
      // What can be done with the call hangs on its stream.
      back.line = (await deps.lineOf(call)) ?? back.line;
      if (back.media !== call) return;
      back.talk.attach(call);
      // To the firm the call looked over meanwhile.
      await back.line?.took();
      return;
    }
    // A second stream of one call: the first was lost, and nobody told.
    if (back?.media) await leave(back, 'phone_gone');
    const mine: AtDesk = { media: call, line: null, talk: null, early: [], isGone: false, undoWait: null };
    callers.set(keyOf(call), mine);
    const line = await deps.lineOf(call);
    if (line === null || mine.isGone) return forget(call, mine);
    mine.line = line;
    const steady = steadyLine(() => mine.line ?? line);
    const prepared = await deps.prepare(steady, (talk) => {
      forget(call, mine);
      deps.metrics.observeTalk(talk);
      track('agent_talk_lost', deps.keep(line.tenantId, talk));
    });
    if (mine.isGone) {
      await line.left('phone_gone');
      return;
    }
    await line.took();
    if (mine.isGone) return;
    const talk = createTalk(prepared);
    mine.talk = talk;
    talk.attach(call);
    for (const pcm of mine.early.splice(0)) talk.frame(pcm);
  }

  function forget(call: MediaCall, mine: AtDesk): void {
    mine.undoWait?.();
    if (callers.get(keyOf(call)) === mine) callers.delete(keyOf(call));
    if (mine.talk === null && !mine.isGone) call.end();
  }

  async function leave(mine: AtDesk, reason: EndReason): Promise<void> {
    const { media, talk, line } = mine;
    if (media === null) return;
    mine.media = null;
    const isKept = talk?.detach(reason) ?? false;
    if (!isKept) {
      mine.isGone = true;
      if (callers.get(keyOf(media)) === mine) callers.delete(keyOf(media));
    } else {
      const timer = setTimeout(() => {
        mine.isGone = true;
        talk?.end();
        track('agent_line_not_left', line?.left(reason) ?? Promise.resolve());
      }, COMES_BACK_MS);
      timer.unref();
      mine.undoWait = () => clearTimeout(timer);
      return;
    }
    await line?.left(reason);
  }

  /** @throws ProblemError */
  async function act({ tenantId, callId, ask, personId }: AgentOrder): Promise<void> {
    const mine = [...callers.values()].find(({ line }) => line?.tenantId === tenantId && line.callId === callId);
    if (!mine?.talk) throw new ProblemError('call_over', { detail: 'No AI receptionist speaks on this call.' });
    const person = await deps.storage.tenant(tenantId).person(personId);
    if (!mine.talk.order(ask, { personId, name: person?.name ?? null })) {
      throw new ProblemError('call_over', { detail: 'The AI receptionist cannot do this now.' });
    }
  }

  async function prepareSaved(tenantId: string): Promise<void> {
    if ((await deps.storage.tenant(tenantId).receptionist()).isOn) await deps.engines.prepare(tenantId);
  }

  const undo = [
    deps.media.setAudioHandler({
      async begin(call) {
        try {
          await begin(call);
        } catch (error) {
          log.error({ err: error, tenantId: call.tenantId, callId: call.callId }, 'agent_could_not_begin');
          callers.delete(keyOf(call));
          call.end();
        }
      },
      frame(call, pcm) {
        const mine = callers.get(keyOf(call));
        if (mine?.media !== call) return;
        if (mine.talk) mine.talk.frame(pcm);
        else if (mine.early.length < MOST_EARLY) mine.early.push(pcm);
      },
      async end(call, reason) {
        const mine = callers.get(keyOf(call));
        if (mine?.media === call) await leave(mine, reason);
      },
    }),
    deps.media.setEventHandler((event) => {
      if (event.type === 'digit') callers.get(keyOf(event.call))?.talk?.key(event.digit);
    }),
    deps.board.onAct(act),
  ];

  const running = () => callers.size + deps.wordTalks();

  return {
    async takesWords(tenantId) {
      if (isClosing || !(await deps.storage.tenant(tenantId).receptionist()).isOn) return false;
      if (running() < deps.engines.mostTalks()) return true;
      deps.metrics.refusedCall();
      return false;
    },
    async takes(tenantId) {
      if (isClosing) return false;
      const { isOn } = await deps.storage.tenant(tenantId).receptionist();
      if (!isOn) return false;
      // People or voicemail are better than a receptionist that hears nothing yet.
      if (!deps.engines.isReady(tenantId)) track('agent_not_prepared', deps.engines.prepare(tenantId));
      else if (running() < deps.engines.mostTalks()) return true;
      deps.metrics.refusedCall();
      return 'full';
    },
    async prepareFirms() {
      try {
        for (const { id } of await deps.storage.tenants.list()) {
          if ((await deps.storage.tenant(id).receptionist()).isOn) await deps.engines.prepare(id);
        }
      } catch (error) {
        if (!isClosing) log.error({ err: error }, 'agent_not_prepared');
      }
    },
    saved(tenantId) {
      track('agent_not_prepared', prepareSaved(tenantId));
    },
    lastResort: async (tenantId) => (await deps.storage.tenant(tenantId).receptionist()).lastResort,
    get runningTalks() {
      return running();
    },
    get openEars() {
      return deps.engines.hearings.reduce((sum, { openEars }) => sum + openEars, 0);
    },
    async close() {
      isClosing = true;
      for (const mine of callers.values()) mine.talk?.end();
      for (const one of undo) one();
      while (work.size > 0) await Promise.all(work);
    },
  };
}

import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { agentTalk, type AgentTalk, type TalkTurn } from '../wire/agent-talk.ts';
import type { Failure, Stage } from './fallback/ladder.ts';
import { quantile } from './talk-figures.ts';

/** What is counted of the receptionist's talks, while they go on. No firm, no caller, no words. */
export interface AgentMetrics {
  observeTurn(turn: TalkTurn): void;
  observeFallBack(stage: Stage, failure: Failure): void;
  /** A talk is over. Its turns and fallbacks were told before. */
  observeTalk(talk: Pick<AgentTalk, 'ended' | 'falseInterruptions' | 'lostFrames'>): void;
  /** The receptionist did not take a call, because it has as many as the machine bears. */
  refusedCall(): void;
}

/** Read when somebody looks. */
export interface WatchedAgent {
  runningTalks: () => number;
  openEars: () => number;
  /** Of the playout clock: how late its ticks came since the last question (ms). */
  takeLateness: () => number[];
}

/** The stages of a reply, as they are labelled: from what to what. */
const stages = {
  voiceEndToTurnEnd: 'vad_end->turn_end',
  turnEndToFinalWords: 'turn_end->stt_final',
  turnEndToFirstToken: 'turn_end->llm_first_token',
  firstTokenToSentence: 'llm_first_token->first_sentence',
  sentenceToFirstSound: 'first_sentence->tts_first_byte',
  firstSoundToFirstFrame: 'tts_first_byte->first_frame_sent',
  voiceEndToFirstFrame: 'vad_end->first_frame_sent',
  bargeIn: 'speech_start->clear_sent',
} as const satisfies Record<Exclude<keyof TalkTurn, 'generation' | 'atMs'>, string>;

/** A stage of the script takes 5 ms, a bad turn 8 s; people answer each other after 0.2 s. */
const stageBuckets = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 8];
const stageNames: readonly Stage[] = ['hearing', 'thinking', 'voice'];

export function createAgentMetrics(registry: Registry, watched?: WatchedAgent): AgentMetrics {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'callbrief_agent_stage_seconds',
    help: 'How long the stages of the receptionist’s replies took; vad_end->first_frame_sent is what callers feel',
    labelNames: ['stage'],
    buckets: stageBuckets,
    registers,
  });
  const falseInterruptions = new Counter({
    name: 'callbrief_agent_false_interruptions_total',
    help: 'Sounds that paused the receptionist and were no words',
    registers,
  });
  const fallBacks = new Counter({
    name: 'callbrief_agent_fallbacks_total',
    help: 'Engines that a talk went on without, by stage and how they failed',
    labelNames: ['stage', 'failure'],
    registers,
  });
  const talks = new Counter({
    name: 'callbrief_agent_talks_total',
    help: 'Talks of the receptionist by how they ended',
    labelNames: ['ended'],
    registers,
  });
  const lostFrames = new Counter({
    name: 'callbrief_agent_lost_frames_total',
    help: 'Frames (20 ms) of callers that nobody could listen to',
    registers,
  });
  const refused = new Counter({
    name: 'callbrief_agent_refused_calls_total',
    help: 'Calls that the receptionist did not take, because it had as many as the machine bears',
    registers,
  });
  // A series that is there from the start rises from 0; one that appears with its first failure hides it.
  for (const ended of agentTalk.shape.ended.options) talks.inc({ ended }, 0);
  for (const stage of stageNames) fallBacks.inc({ stage, failure: 'timed_out' }, 0);
  if (watched) gaugesOf(registry, watched);

  return {
    observeTurn(turn) {
      for (const [field, stage] of Object.entries(stages) as [keyof typeof stages, string][]) {
        const tookMs = turn[field];
        if (tookMs !== null) seconds.observe({ stage }, tookMs / 1_000);
      }
    },
    observeFallBack: (stage, failure) => fallBacks.inc({ stage, failure }),
    observeTalk(talk) {
      talks.inc({ ended: talk.ended });
      falseInterruptions.inc(talk.falseInterruptions);
      lostFrames.inc(talk.lostFrames);
    },
    refusedCall: () => refused.inc(),
  };
}

function gaugesOf(registry: Registry, watched: WatchedAgent): void {
  const registers = [registry];
  const gauges = [
    new Gauge({
      name: 'callbrief_agent_running_talks',
      help: 'Callers whom the receptionist talks with now',
      registers,
      collect() {
        this.set(watched.runningTalks());
      },
    }),
    new Gauge({
      name: 'callbrief_agent_open_ears',
      help: 'Turns of callers that are listened to now',
      registers,
      collect() {
        this.set(watched.openEars());
      },
    }),
    new Gauge({
      name: 'callbrief_agent_playout_lateness_seconds',
      help: 'How late the frames went out since the last look, p99; 0: nothing was played',
      registers,
      collect() {
        const lateness = watched.takeLateness().toSorted((a, b) => a - b);
        this.set(Math.round((quantile(lateness, 0.99) ?? 0) * 1_000) / 1_000_000);
      },
    }),
  ];
  void gauges;
}

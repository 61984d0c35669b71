import { describe, expect, it } from 'vitest';
import { createRelayMetrics } from '../../../../relay/src/metrics/relay-metrics.ts';
import { createWebhookCounts } from '../../../../relay/src/webhooks/webhook-counts.ts';
import type { TalkTurn } from '../../../../relay/src/wire/agent-talk.ts';

const turn: TalkTurn = {
  generation: 2,
  atMs: 3_800,
  voiceEndToTurnEnd: 700,
  turnEndToFinalWords: null,
  turnEndToFirstToken: 400,
  firstTokenToSentence: 60,
  sentenceToFirstSound: 100,
  firstSoundToFirstFrame: 20,
  voiceEndToFirstFrame: 1_280,
  bargeIn: 60,
};

function watched() {
  // 0 to 9.9 ms, in the order of time and not of length.
  let lateness = Array.from({ length: 100 }, (_, n) => ((n * 37) % 100) / 10);
  const metrics = createRelayMetrics({
    webhooks: createWebhookCounts(),
    streams: () => 0,
    agent: {
      runningTalks: () => 3,
      openEars: () => 2,
      takeLateness: () => {
        const taken = lateness;
        lateness = [];
        return taken;
      },
    },
  });
  return metrics;
}

describe('What an operator sees of the receptionist', () => {
  it('is how long each stage of its replies took, and nothing of stages that were not there', async () => {
    const metrics = watched();
    metrics.agent.observeTurn(turn);
    const text = await metrics.text();
    const sums = Object.fromEntries(
      [...text.matchAll(/callbrief_agent_stage_seconds_sum\{stage="([^"]+)"\} (\S+)/g)].map(([, stage, sum]) => [
        stage,
        Number(sum),
      ]),
    );
    expect(sums).toEqual({
      'vad_end->turn_end': 0.7,
      'turn_end->llm_first_token': 0.4,
      'llm_first_token->first_sentence': 0.06,
      'first_sentence->tts_first_byte': 0.1,
      'tts_first_byte->first_frame_sent': 0.02,
      'vad_end->first_frame_sent': 1.28,
      'speech_start->clear_sent': 0.06,
    });
  });

  it('counts talks, fallbacks, false interruptions, lost frames and calls that were not taken', async () => {
    const metrics = watched();
    metrics.agent.observeTalk({ ended: 'handed_over', falseInterruptions: 2, lostFrames: 5 });
    metrics.agent.observeFallBack('hearing', 'crashed');
    metrics.agent.refusedCall();
    const text = await metrics.text();
    for (const line of [
      'callbrief_agent_talks_total{ended="handed_over"} 1',
      'callbrief_agent_talks_total{ended="gave_up"} 0',
      'callbrief_agent_fallbacks_total{stage="hearing",failure="crashed"} 1',
      'callbrief_agent_fallbacks_total{stage="voice",failure="timed_out"} 0',
      'callbrief_agent_false_interruptions_total 2',
      'callbrief_agent_lost_frames_total 5',
      'callbrief_agent_refused_calls_total 1',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it('shows what goes on now, and how late the sound of calls went out since the last look', async () => {
    const metrics = watched();
    const text = await metrics.text();
    expect(text).toContain('callbrief_agent_running_talks 3\n');
    expect(text).toContain('callbrief_agent_open_ears 2\n');
    expect(text).toContain('callbrief_agent_playout_lateness_seconds 0.0098\n');
    expect(await metrics.text()).toContain('callbrief_agent_playout_lateness_seconds 0\n');
  });
});

import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createAgentMetrics } from '../../../../../relay/src/agent/agent-metrics.ts';
import { createAgentDesk, type DeskDeps } from '../../../../../relay/src/agent/desk/desk.ts';
import { createAgentLiveBoard } from '../../../../../relay/src/agent/live-board.ts';
import { StageError } from '../../../../../relay/src/agent/ports.ts';
import { createScriptedReceptionist } from '../../../../../relay/src/agent/receptionists/scripted-receptionist.ts';
import { createTalkRecord } from '../../../../../relay/src/agent/talk-record.ts';
import { failedResult, type ToolCall, type ToolResult } from '../../../../../relay/src/agent/tools.ts';
import { createPlayout } from '../../../../../relay/src/media/playout/playout.ts';
import type { AudioHandler, MediaCall, MediaEvent } from '../../../../../relay/src/media/session/handlers.ts';
import { pretendHearing, pretendPrompts, pretendVoice } from '../../../../support/held-talk.ts';
import { shippedScripts } from '../../../../support/scripted-talk.ts';
import { createHandClock } from '../../media/hand-clock.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const FIRM = 'tenant-1';
const RATE = 8_000;
const AT_ONCE = 250;
const now = () => new Date('2026-11-19T10:00:00.000Z');
const log = pino({ level: 'silent' });
const loud = new Int16Array(160).fill(8_000);
const silent = new Int16Array(160);
/** How a call can go, and end. */
const ways = [
  'hangs_up_at_once',
  'hangs_up_in_notice',
  'is_talking',
  'presses_zero',
  'voice_dies',
  'is_ended',
] as const;

function handles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  // The loop's own, and those of the runner.
  delete counts['Immediate'];
  return counts;
}

function heapBytes(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function startDesk() {
  const hand = createHandClock();
  const { clock } = hand;
  const hearing = pretendHearing();
  const good = pretendVoice();
  const dead = pretendVoice();
  dead.fails = new StageError('crashed', 'Gone.');
  const scripts = shippedScripts();
  const context = {
    scripts,
    firmName: 'Peeters',
    country: 'BE',
    timeZone: 'Europe/Brussels',
    callerNumber: null,
  } as const;
  const board = createAgentLiveBoard({
    hub: { toTenant: () => 0 },
    audienceOf: () => Promise.resolve([]),
    now,
    log,
  });
  let audio: AudioHandler | null = null;
  let told: ((event: MediaEvent) => unknown) | null = null;
  let kept = 0;

  const lineOf: DeskDeps['lineOf'] = ({ callId }) =>
    Promise.resolve({
      tenantId: FIRM,
      callId,
      callerNumber: null,
      calledNumber: null,
      wantedPersonId: null,
      language: null,
      since: now().toISOString(),
      hasKeys: true,
      canReachPerson: true,
      canReachVoicemail: false,
      staysWhileRinging: true,
      ring: () => Promise.resolve({ isAnswered: true }),
      toVoicemail: () => Promise.resolve(false),
      hangUp: () => Promise.resolve(),
      took: () => Promise.resolve(),
      left: () => Promise.resolve(),
    });

  const prepare: DeskDeps['prepare'] = (line, over) => {
    const tools = {
      run: (call: ToolCall): Promise<ToolResult> =>
        Promise.resolve(
          call.tool === 'find_person'
            ? { tool: 'find_person', person: { id: 'maes', name: 'Maes' } }
            : call.tool === 'transfer'
              ? { tool: 'transfer', isAnswered: true }
              : failedResult(call),
        ),
      partyHit: () => null,
    };
    const { callId } = line;
    const isDead = callId.endsWith('voice_dies');
    return Promise.resolve({
      line,
      language: 'en',
      detector: {
        join: (_, probability) => ({ push: (pcm) => probability(pcm[0] === 0 ? 0.02 : 0.9), leave: () => undefined }),
        close: () => Promise.resolve(),
      },
      hearings: [hearing],
      voices: [isDead ? dead : good],
      thinkers: [{ engine: null, make: (from) => createScriptedReceptionist({ ...from, context, tools, now }) }],
      holder: null,
      prompts: pretendPrompts(),
      tools,
      record: createTalkRecord({
        callId,
        startedAt: line.since,
        nowMs: clock.nowMs,
        language: 'en',
        receptionist: 'script',
      }),
      fellBack: () => undefined,
      tell: (live) => board.tell(FIRM, live),
      consent: () => undefined,
      nameOf: () => Promise.resolve('Maes'),
      freePerson: () => Promise.resolve('maes'),
      clock,
      log,
      over,
    });
  };

  const desk = createAgentDesk({
    wordTalks: () => 0,
    media: {
      setAudioHandler(handler) {
        audio = handler;
        return () => void (audio = null);
      },
      setEventHandler(handler) {
        told = handler;
        return () => void (told = null);
      },
    },
    storage: { tenant: () => ({ person: () => Promise.resolve(null) }) } as unknown as DeskDeps['storage'],
    lineOf,
    prepare,
    keep: () => Promise.resolve((kept += 1)),
    board,
    metrics: createAgentMetrics(new Registry()),
    engines: { hearings: [hearing], mostTalks: () => 1_000, prepare: () => Promise.resolve(), isReady: () => true },
    log,
  });

  function call(callId: string) {
    const over = new AbortController();
    const playout = createPlayout({ clock, rate: RATE, hasMarks: false, waitingBytes: () => 0, send: () => undefined });
    let isOver = false;
    function ends(): void {
      if (isOver) return;
      isOver = true;
      over.abort();
      playout.stop();
      void audio?.end?.(media, 'phone_ended');
    }
    const media: MediaCall = {
      tenantId: FIRM,
      callId,
      dialect: 'plain',
      rate: RATE,
      streamId: null,
      facts: {},
      playout,
      signal: over.signal,
      play: () => false,
      sendDigits: () => false,
      transfer: () => false,
      end: ends,
    };
    void audio?.begin?.(media);
    return {
      ends,
      frame: (pcm: Int16Array) => !isOver && audio?.frame(media, pcm),
      key: (digit: string) => !isOver && told?.({ type: 'digit', call: media, at: '2026-11-19T10:00:00.000Z', digit }),
      hasEnded: () => isOver,
    };
  }
  return { hand, desk, board, hearing, call, kept: () => kept };
}

describe('Talks that are over', () => {
  it(
    'leave no place on the clock, ear, entry or memory behind, after ten thousand of them',
    { timeout: 300_000 },
    async () => {
      const { hand, desk, board, hearing, call, kept } = startDesk();
      hearing.says = 'My landlord wants me to leave';
      let number = 0;

      async function talks(count: number): Promise<void> {
        for (let begun = 0; begun < count; begun += AT_ONCE) {
          const going = Array.from({ length: AT_ONCE }, () => {
            number += 1;
            const way = ways[number % ways.length] ?? 'is_talking';
            const one = call(`call-${number}-${way}`);
            if (way === 'hangs_up_at_once') one.ends();
            return { way, one };
          });
          for (let step = 0; going.some(({ one }) => !one.hasEnded()); step += 1) {
            for (const { way, one } of going) {
              void one.frame(way === 'is_talking' && step > 20 ? loud : silent);
              if (step === 30 && way === 'hangs_up_in_notice') one.ends();
              if (step === 30 && way === 'presses_zero') one.key('0');
              if (step === 60 && (way === 'is_talking' || way === 'is_ended')) one.ends();
            }
            hand.advance(20);
            await setImmediate();
            if (step > 2_000) throw new Error('A talk does not end.');
          }
        }
      }

      await talks(1_500);
      const before = { heap: heapBytes(), handles: handles(), kept: kept() };
      await talks(10_000);
      await setImmediate();
      // Whoever hung up at once had no talk that could be kept.
      expect(kept() - before.kept).toBeGreaterThan(8_000);
      expect(desk.runningTalks).toBe(0);
      expect(desk.openEars).toBe(0);
      expect(hand.clock.memberCount).toBe(0);
      expect(hand.pending()).toBe(0);
      const seen: unknown[] = [];
      board.greet(FIRM, (frame) => void seen.push(frame), 'maes');
      await setImmediate();
      expect(seen).toEqual([]);
      hand.clock.takeLateness();
      expect(handles()).toEqual(before.handles);
      expect((heapBytes() - before.heap) / 10_000).toBeLessThan(300);
      await desk.close();
    },
  );
});

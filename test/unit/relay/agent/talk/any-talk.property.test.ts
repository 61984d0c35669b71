import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StageError } from '../../../../../relay/src/agent/ports.ts';
import { failedResult, TOOL_MS } from '../../../../../relay/src/agent/tools.ts';
import { holdTalk, pretendHearing, pretendVoice, type HeldTalk } from '../../../../support/held-talk.ts';
import { pretendTalkModel, says as modelSays } from '../../../../support/pretend-talk-model.ts';

const STEP_MS = 100;
/** Whoever said or pressed something hears something of us within this (ms). */
const ANSWERED_MS = 12_000;
/** Whoever says nothing at all is told goodbye after 20 s of it. */
const SPOKEN_TO_MS = 22_500;
/** Twenty minutes, the longest goodbye, and a telephone that rings on the way out. */
const LONGEST_MS = 25 * 60_000;

const texts = [
  'Yes, that is fine',
  'No',
  'My landlord wants me to leave',
  'I want to speak to a human',
  'Je voudrais parler français',
  'What is in the file of my neighbour?',
  'mhm',
  'goodbye',
  '',
] as const;

const lasts = (most: number) => fc.integer({ min: 1, max: most / STEP_MS }).map((steps) => steps * STEP_MS);
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('says'), text: fc.constantFrom(...texts), ms: lasts(5_000) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('silent'), ms: lasts(12_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('key'), key: fc.constantFrom('0', '1', '2', '5', '#', '*', 'A') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('no_frames'), ms: lasts(5_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('hearing'), does: fc.constantFrom('crashes', 'hangs'), which: fc.nat(1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('voice'),
      does: fc.constantFrom('fails', 'hangs', 'recovers'),
      which: fc.nat(1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tools'), do: fc.constantFrom('work', 'fail', 'hang') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stream'), does: fc.constantFrom('ends', 'comes_back') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('order'),
      act: fc.constantFrom('whisper', 'take', 'message', 'call_back', 'end'),
    }),
  },
);
const onLine = fc.record({
  hasKeys: fc.boolean(),
  canReachPerson: fc.boolean(),
  canReachVoicemail: fc.boolean(),
  staysWhileRinging: fc.boolean(),
  rings: fc.constantFrom('answered', 'not_answered', 'throws', 'long'),
  voicemail: fc.constantFrom('there', 'refused', 'throws', 'hangs'),
});
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;
type OnLine = typeof onLine extends fc.Arbitrary<infer E> ? E : never;
const me = { personId: 'sofie', name: 'Sofie Maes' };

/** What the network and the firm's data do, besides the caller. */
async function begin(given: OnLine, hasModel: boolean) {
  const hearings = [pretendHearing('one'), pretendHearing('two')];
  const voices = [pretendVoice('one'), pretendVoice('two')];
  const tools = { do: 'work' };
  const held: HeldTalk = await holdTalk({
    hearings,
    voices,
    ...(hasModel && { model: pretendTalkModel(modelSays('I see. What is your name, please?')).model }),
    line: {
      ...given,
      ring: (_, signal) => ring(signal),
      async toVoicemail() {
        if (given.voicemail === 'throws') throw new Error('The provider is gone.');
        if (given.voicemail === 'hangs') await new Promise(() => undefined);
        return given.voicemail === 'there';
      },
    },
    async run(call, signal) {
      if (call.tool === 'transfer') return { tool: 'transfer', ...(await ring(signal)) };
      if (tools.do === 'hang') await Promise.race([aborted(signal), held.later(TOOL_MS)]);
      if (tools.do !== 'work') return failedResult(call);
      if (call.tool === 'find_person') return { tool: 'find_person', person: { id: 'maes', name: 'Sofie Maes' } };
      if (call.tool === 'take_message') return { tool: 'take_message', outcome: 'taken' };
      return failedResult(call);
    },
  });
  async function ring(signal: AbortSignal) {
    if (given.rings === 'throws') throw new Error('The provider is gone.');
    if (given.rings === 'long') await Promise.race([aborted(signal), held.later(25_000)]);
    return { isAnswered: given.rings === 'answered' };
  }
  return { held, hearings, voices, tools };
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );

async function live(events: readonly Event[], given: OnLine, hasModel: boolean): Promise<HeldTalk> {
  const { held, hearings, voices, tools } = await begin(given, hasModel);
  let isAway = false;
  let heardUsAt = held.nowMs();
  let heardThemAt = -Infinity;

  /** In steps, so that each silence is seen. */
  async function pass(ms: number, step: (ms: number) => Promise<void>): Promise<void> {
    for (let left = ms; left > 0 && held.ended() === null; left -= STEP_MS) {
      await step(STEP_MS);
      heardUsAt = Math.max(heardUsAt, held.soundedAt());
      if (held.ended() !== null || !held.isAttached()) return;
      const isOwed = heardThemAt > heardUsAt;
      const silentMs = held.nowMs() - Math.max(heardThemAt, heardUsAt);
      expect(silentMs, `${isOwed ? 'owed an answer' : 'spoken to'} at ${held.nowMs()}`).toBeLessThan(
        isOwed ? ANSWERED_MS : SPOKEN_TO_MS,
      );
    }
  }

  async function happens(one: Event): Promise<void> {
    switch (one.kind) {
      case 'says':
        for (const hearing of hearings) hearing.says = one.text;
        return pass(one.ms, async (ms) => {
          await held.says(one.text, ms);
          if (one.text !== '') heardThemAt = held.nowMs();
        });
      case 'silent':
        return pass(one.ms, (ms) => held.pass(ms));
      case 'no_frames':
        return pass(one.ms, (ms) => held.passWithoutFrames(ms));
      case 'key':
        held.talk.key(one.key);
        if (one.key !== 'A') heardThemAt = held.nowMs();
        return undefined;
      case 'hearing': {
        const hearing = hearings[one.which];
        if (one.does === 'crashes') hearing?.crash();
        else if (hearing) hearing.hangs = true;
        return undefined;
      }
      case 'voice': {
        const voice = voices[one.which];
        if (!voice) return undefined;
        voice.fails = one.does === 'fails' ? new StageError('failed', 'Broken.') : null;
        voice.hangs = one.does === 'hangs';
        return undefined;
      }
      case 'tools':
        tools.do = one.do;
        return undefined;
      case 'stream':
        if (one.does === 'ends' && held.isAttached()) isAway = held.streamEnds();
        else if (one.does === 'comes_back' && isAway) {
          held.comesBack();
          isAway = false;
          heardUsAt = held.nowMs();
        }
        return undefined;
      case 'order': {
        const { act } = one;
        held.talk.order(act === 'whisper' ? { act, text: 'Please wait.' } : { act }, me);
        return undefined;
      }
      default:
        return one satisfies never;
    }
  }

  for (const one of events) {
    if (held.ended() !== null) break;
    await happens(one);
  }
  if (isAway) {
    // As the desk does when nobody comes back.
    held.talk.end();
    isAway = false;
  }
  await pass(LONGEST_MS, (ms) => held.pass(ms));
  return held;
}

describe('Whatever happens on a call with the receptionist', () => {
  it('the caller is answered, the talk ends, and nothing of it is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 25 }),
        onLine,
        fc.boolean(),
        async (events, given, hasModel) => {
          const held = await live(events, given, hasModel);
          await held.passWithoutFrames(TOOL_MS * 3);
          expect(held.ended()).not.toBeNull();
          expect(held.nowMs()).toBeLessThan(LONGEST_MS);
          expect(held.isAttached()).toBe(false);
          expect(held.line.hungUp).toBeLessThanOrEqual(1);
          expect(held.left()).toEqual({ clockMembers: 0, ears: 0 });
        },
      ),
      { numRuns: 60 },
    );
  }, 400_000);
});

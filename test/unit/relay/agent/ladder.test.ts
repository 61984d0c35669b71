import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstRung,
  nextRung,
  type Failure,
  type Ladder,
  type Rung,
  type Stage,
} from '../../../../relay/src/agent/fallback/ladder.ts';

const all: Ladder = {
  engines: { hearing: 2, thinking: 2, voice: 1 },
  hasEspeak: true,
  hasPrompts: true,
  hasKeys: true,
  hasScript: true,
  canReachPerson: true,
  canReachVoicemail: true,
};

/** Everything that fails, down to the end. */
function descend(stage: Stage, ladder: Ladder, failure: Failure): string[] {
  const seen: string[] = [];
  let rung: Rung = firstRung(stage, ladder);
  for (let count = 0; count < 30; count++) {
    seen.push(rung.kind === 'engine' ? `engine ${rung.index}` : rung.kind === 'hand_over' ? rung.to : rung.kind);
    if (rung.kind === 'hand_over' && rung.to === 'nobody') return seen;
    rung = nextRung(stage, rung, failure, 2, ladder).rung;
  }
  throw new Error(`goes round: ${seen.join(', ')}`);
}

describe('When something breaks in a talk', () => {
  it.each<[Stage, string[]]>([
    ['hearing', ['engine 0', 'engine 1', 'keys', 'person', 'voicemail', 'nobody']],
    ['thinking', ['engine 0', 'engine 1', 'script', 'person', 'voicemail', 'nobody']],
    ['voice', ['engine 0', 'espeak', 'prompts', 'person', 'voicemail', 'nobody']],
  ])('%s goes down step by step', (stage, steps) => {
    expect(descend(stage, all, 'timed_out')).toEqual(steps);
  });

  it('asks an engine that failed at once a second time, and no other', () => {
    const engine: Rung = { kind: 'engine', index: 0 };
    expect(nextRung('thinking', engine, 'failed', 1, all)).toEqual({ rung: engine, timeoutMs: 3_000 });
    for (const failure of ['timed_out', 'crashed', 'full', 'refused'] as const) {
      expect(nextRung('thinking', engine, failure, 1, all).rung).toEqual({ kind: 'engine', index: 1 });
    }
  });

  it('never drops a caller while a person or voicemail can be reached, and never goes round', () => {
    const ladders = fc.record({
      engines: fc.record({ hearing: fc.nat(3), thinking: fc.nat(3), voice: fc.nat(3) }),
      hasEspeak: fc.boolean(),
      hasPrompts: fc.boolean(),
      hasKeys: fc.boolean(),
      hasScript: fc.boolean(),
      canReachPerson: fc.boolean(),
      canReachVoicemail: fc.boolean(),
    });
    const stages = fc.constantFrom<Stage>('hearing', 'thinking', 'voice');
    fc.assert(
      fc.property(
        ladders,
        stages,
        fc.constantFrom<Failure>('failed', 'timed_out', 'crashed'),
        (ladder, stage, failure) => {
          const steps = descend(stage, ladder, failure);
          expect(steps.includes('person')).toBe(ladder.canReachPerson);
          expect(steps.includes('voicemail')).toBe(ladder.canReachVoicemail);
          expect(new Set(steps).size).toBe(steps.length);
        },
      ),
    );
  });
});

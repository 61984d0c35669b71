import { describe, expect, it } from 'vitest';
import { whatIsMissing } from '../../../../relay/src/reconcile/what-is-missing.ts';
import type { CallFact } from '../../../../relay/src/wire/call-fact.ts';
import { describeCall, noFacts, reduceCall } from '../../../../relay/src/wire/call-state.ts';
import { noEndFact } from '../../../../relay/src/wire/no-end.ts';
import { atSecond, fact } from '../wire/call-facts.ts';

/** As the provider's own log words it: other ids for the same things. */
const log = (kind: CallFact['kind'], second: number, more: Partial<CallFact> = {}): CallFact => ({
  ...fact(kind, { second, ...more }),
  factId: `rest/${kind}/${more.legId ?? 'leg-1'}`,
  origin: 'reconcile',
});
const whole = { legId: null };
const inLog = {
  answered: [log('ringing', 0), log('answered', 4), log('ended', 64, { durationSeconds: 60 })],
  missed: [log('ringing', 0), log('missed', 20, whole)],
  voicemail: [log('ringing', 0), log('voicemail', 40, whole)],
};
const told = {
  ringing: [fact('ringing')],
  talking: [fact('ringing'), fact('answered', { second: 4 })],
  answered: [fact('ringing'), fact('answered', { second: 4 }), fact('ended', { second: 64 })],
  missed: [fact('ringing'), fact('missed', { second: 20, ...whole })],
  voicemail: [fact('missed', { second: 20, ...whole }), fact('voicemail', { second: 40, ...whole })],
  rejected: [fact('ringing'), fact('rejected', { second: 1 })],
  silent: [fact('ringing'), noEndFact([fact('ringing')], 'ringing')],
};
const nextDay = new Date(atSecond(86_400));

const healed = (facts: readonly CallFact[], known: readonly CallFact[] | null, now = nextDay) => {
  const more = whatIsMissing({ providerCallId: 'call-1', facts: [...facts] }, known && { facts: known }, now);
  if (more.length === 0) return 'nothing';
  return describeCall([...(known ?? []), ...more].reduce(reduceCall, noFacts))?.outcome;
};

describe('What the provider’s log tells that we do not know', () => {
  it.each(['answered', 'missed', 'voicemail'] as const)('a call of which no webhook came is there: %s', (outcome) => {
    expect(healed(inLog[outcome], null)).toBe(outcome);
  });

  it.each([
    ['ringing', 'answered', 'answered'],
    ['ringing', 'missed', 'missed'],
    ['talking', 'answered', 'answered'],
    ['missed', 'answered', 'answered'],
    ['missed', 'voicemail', 'voicemail'],
    ['rejected', 'voicemail', 'voicemail'],
    ['silent', 'answered', 'answered'],
    ['silent', 'missed', 'missed'],
  ] as const)('%s here and %s there becomes %s', (here, there, outcome) => {
    expect(healed(inLog[there], told[here])).toBe(outcome);
  });

  it.each([
    ['answered', 'answered'],
    ['missed', 'missed'],
    ['voicemail', 'voicemail'],
    ['rejected', 'missed'],
    // We were told more than the log tells.
    ['answered', 'missed'],
    ['voicemail', 'missed'],
  ] as const)('%s here and %s there: nothing', (here, there) => {
    expect(healed(inLog[there], told[here])).toBe('nothing');
  });

  it('nothing of a call that goes on, is younger than two minutes, or was imported', () => {
    expect(healed([log('ringing', 0)], null)).toBe('nothing');
    expect(healed([log('ringing', 0), log('answered', 3)], told.ringing)).toBe('nothing');
    expect(healed(inLog.missed, null, new Date(atSecond(20 + 119)))).toBe('nothing');
    expect(healed(inLog.missed, null, new Date(atSecond(20 + 121)))).toBe('missed');
    expect(healed(inLog.answered, [])).toBe('nothing');
    expect(healed([], null)).toBe('nothing');
  });

  it('a call that was passed on and goes on is left alone: the log has the first part only', () => {
    const passedOn = [...told.talking, fact('answered', { legId: 'leg-2', factId: 'answered/leg-2', second: 50 })];
    expect(healed(inLog.answered, passedOn)).toBe('nothing');
  });

  it('a phone that the log names in another way does not keep a call going that is long over', () => {
    const otherName = inLog.answered.map((one) => ({ ...one, legId: 'other' }));
    expect(healed(otherName, told.talking)).toBe('nothing');
    expect(healed(otherName, [...told.talking, noEndFact(told.talking, 'talking')])).toBe('answered');
  });

  it('once healed, the same log tells nothing more', () => {
    const facts = [...told.missed, ...inLog.answered];
    expect(healed(inLog.answered, facts)).toBe('nothing');
  });
});

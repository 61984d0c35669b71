import { describe, expect, test } from 'vitest';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import { decideCapture, mayUse } from '../../../../relay/src/policy/decide-capture.ts';
import { defaultPolicy } from '../../../../relay/src/policy/default-policy.ts';

type Rule = CapturePolicy['rules'][number];
const rule = (id: string, when: Partial<Rule['when']>, given: Partial<Rule> = {}): Rule => ({
  id,
  audio: 'record',
  analyse: true,
  mayLeaveMachine: true,
  ...given,
  when: { lines: [], countries: [], matterIds: [], contactIds: [], ...when },
});
const policy = (...rules: Rule[]): CapturePolicy => ({ ...defaultPolicy, rules });
const call = { line: '+3225551234', country: 'DE', matterId: 'm1', contactId: 'c1' };

describe('what may be captured of a call', () => {
  test('is what holds for everything where no rule names it: kept and read here, and nothing leaves the machine', () => {
    const decision = decideCapture(policy(rule('1', { countries: ['FR'] }, { audio: 'none' })), call);
    expect(decision).toMatchObject({ audio: 'record', analyse: true, mayLeaveMachine: false });
  });

  test('is the strictest of all rules that fit, each question by itself', () => {
    const rules = [
      rule('1', { countries: ['DE'] }, { audio: 'notes' }),
      rule('2', { matterIds: ['m1'] }, { analyse: false, mayLeaveMachine: false }),
      rule('3', { lines: ['+3225551234'] }),
      rule('4', { lines: ['+3225559999'] }, { audio: 'none' }),
    ];
    const expected = { audio: 'notes', analyse: false, mayLeaveMachine: false, regions: [] };
    expect(decideCapture(policy(...rules), call)).toEqual(expected);
    expect(decideCapture(policy(...rules.toReversed()), call)).toEqual(expected);
  });

  test('may be said of one contact', () => {
    const ofContact = policy(rule('1', { contactIds: ['c1'] }, { audio: 'none' }));
    expect(decideCapture(ofContact, call).audio).toBe('none');
    for (const contactId of ['c2', null]) expect(decideCapture(ofContact, { ...call, contactId }).audio).toBe('record');
  });

  test('follows a rule only where everything holds that it names', () => {
    const both = policy(rule('1', { countries: ['DE'], lines: ['+3225551234'] }, { audio: 'none' }));
    expect(decideCapture(both, call).audio).toBe('none');
    for (const other of [{ line: '+3225559999' }, { country: 'FR' }, { country: null }, { line: null }])
      expect(decideCapture(both, { ...call, ...other }).audio).toBe('record');
    expect(decideCapture(policy(rule('1', {}, { audio: 'none' })), call).audio).toBe('record');
  });
});

test('an engine is used where it stands, or where the firm lets words go', () => {
  const here = { leavesMachine: false, region: null };
  const [eu, us, somewhere] = ['eu', 'us', null].map((region) => ({ leavesMachine: true, region }));
  const allowed = (mayLeaveMachine: boolean, regions: string[]) =>
    [here, eu, us, somewhere].map((engine) =>
      mayUse({ audio: 'record', analyse: true, mayLeaveMachine, regions }, engine ?? here),
    );
  expect(allowed(false, [])).toEqual([true, false, false, false]);
  expect(allowed(true, [])).toEqual([true, true, true, true]);
  expect(allowed(true, ['eu'])).toEqual([true, true, false, false]);
});

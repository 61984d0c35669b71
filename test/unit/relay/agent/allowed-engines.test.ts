import { describe, expect, it } from 'vitest';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import { allowedEngines, enginesUnderPolicy } from '../../../../relay/src/agent/allowed-engines.ts';
import { defaultPolicy } from '../../../../relay/src/policy/default-policy.ts';
import { decideCapture } from '../../../../relay/src/wire/decide-capture.ts';

const engine = (id: string, region: string | null, leavesMachine = region !== null) =>
  ({ stage: 'hearing', id, region, leavesMachine, languages: null }) as const;
const engines = [engine('eu', 'eu'), engine('us', 'us'), engine('elsewhere', null, true), engine('here', null)];
const names = (list: readonly { id: string }[]) => list.map(({ id }) => id);

const policyWith = (
  otherwise: Partial<CapturePolicy['otherwise']>,
  rules: CapturePolicy['rules'] = [],
): CapturePolicy => ({
  ...defaultPolicy,
  otherwise: { ...defaultPolicy.otherwise, ...otherwise },
  rules,
});
const rule = (line: string, mayLeaveMachine: boolean): CapturePolicy['rules'][number] => ({
  id: line,
  when: { lines: [line], countries: [], matterIds: [], contactIds: [] },
  audio: 'record',
  analyse: true,
  mayLeaveMachine,
});
const onLine = (line: string) => ({ line, country: null, matterId: null, contactId: null });

describe('The firm’s policy says which engines may hear its callers', () => {
  it('only those on this machine, unless it was decided otherwise', () => {
    const decision = decideCapture(defaultPolicy, onLine('+3220002000'));
    expect(names(allowedEngines(decision, engines))).toEqual(['here']);
    expect(enginesUnderPolicy(defaultPolicy, engines).map(({ refused }) => refused)).toEqual([
      'leaves_machine',
      'leaves_machine',
      'leaves_machine',
      null,
    ]);
  });

  it('those of its regions, in their order; one whose region nobody knows is none of them', () => {
    const policy = policyWith({ mayLeaveMachine: true, regions: ['eu'] });
    expect(names(allowedEngines(decideCapture(policy, onLine('x')), engines))).toEqual(['eu', 'here']);
    expect(enginesUnderPolicy(policy, engines).map(({ refused }) => refused)).toEqual([null, 'region', 'region', null]);
  });

  it('on one line more than on the others, and the settings say so', () => {
    const policy = policyWith({}, [rule('+3220002010', true)]);
    expect(names(allowedEngines(decideCapture(policy, onLine('+3220002010')), engines))).toEqual(names(engines));
    expect(names(allowedEngines(decideCapture(policy, onLine('+3220002000')), engines))).toEqual(['here']);
    expect(enginesUnderPolicy(policy, engines).map(({ refused, onlyOnSome }) => [refused, onlyOnSome])).toEqual([
      [null, true],
      [null, true],
      [null, true],
      [null, false],
    ]);
  });
});

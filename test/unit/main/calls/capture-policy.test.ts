import { describe, expect, test } from 'vitest';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import { captureOff, createCapturePolicy } from '../../../../src-main/calls/capture-policy.ts';
import { sampleCall } from '../history/sample-firm.ts';
import { temporaryHistory } from '../history/temporary-history.ts';

const off = { audio: 'none' as const, analyse: false, mayLeaveMachine: false };
const on = { audio: 'record' as const, analyse: true, mayLeaveMachine: false };
const policy = (more: Partial<CapturePolicy> = {}): CapturePolicy => ({
  revision: 1,
  otherwise: { ...on, regions: [] },
  rules: [],
  retention: { audioDays: 183, textDays: 2_192 },
  ...more,
});
const nowhere = { lines: [], countries: [], matterIds: [], contactIds: [] };
const unknown = sampleCall('a', { contactId: null, matterId: null });

describe('that recording and AI stay off is said', () => {
  test('only where the firm’s rules say so, and not before the office told them', () => {
    expect(captureOff(null, unknown)).toBeNull();
    expect(captureOff(policy(), unknown)).toBeNull();
    expect(captureOff(policy({ otherwise: { ...off, regions: [] } }), unknown)).toBe('always');
    expect(captureOff(policy({ otherwise: { ...off, analyse: true, regions: [] } }), unknown)).toBeNull();
  });

  test('of a line or a country, for the calls of it', () => {
    const rules = [{ id: 'line', when: { ...nowhere, lines: ['+3225550101'] }, ...off }];
    expect(captureOff(policy({ rules }), unknown)).toBe('always');
    expect(captureOff(policy({ rules }), { ...unknown, toNumber: '+3225550100' })).toBeNull();
  });

  test('until it is filed, where a matter would allow them', () => {
    const rules = [{ id: 'matter', when: { ...nowhere, matterIds: ['m-0318'] }, ...on }];
    const closed = policy({ otherwise: { ...off, regions: [] }, rules });
    expect(captureOff(closed, unknown)).toBe('until_filed');
    expect(captureOff(closed, { ...unknown, matterId: 'm-0318' })).toBeNull();
  });
});

test('the rules are known at a start without a connection', () => {
  const { history } = temporaryHistory();
  createCapturePolicy(history.remembered).keep(policy({ revision: 7 }));
  expect(createCapturePolicy(history.remembered).current()?.revision).toBe(7);
});

import { expect, test } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import { noCapabilities, type ProviderCapabilities } from '@callbrief/relay/wire/control';
import { createCallControls } from '../../../../src-main/telephony/call-controls.ts';
import { answered, jonas, party, sampleCall } from '../history/sample-firm.ts';

const ringover: ProviderCapabilities = { ...noCapabilities, hangUp: true, hold: true, mute: true };
const talking = (by: string, more: Partial<Call> = {}): Call => ({
  ...answered('a', by),
  outcome: 'talking',
  endedAt: null,
  ...more,
});
const leg = (personId: string, state: Call['legs'][number]['state']) => ({
  ...party(personId),
  legId: personId,
  state,
});

function controls(capabilities: Record<'ringover' | 'sipgate', ProviderCapabilities> | null) {
  return createCallControls({ me: () => jonas, capabilities: () => capabilities });
}
const both = { ringover, sipgate: noCapabilities };

test.each<[string, Call, boolean]>([
  ['that I talk in', talking('jonas'), true],
  ['that I talk in, as one of its phones', talking('sofie', { legs: [leg('jonas', 'talking')] }), true],
  ['of a colleague', talking('sofie'), false],
  ['that I handed on', talking('jonas', { legs: [leg('jonas', 'answered'), leg('sofie', 'talking')] }), false],
  ['that rings here', sampleCall('a', { legs: [leg('jonas', 'ringing')] }), false],
  [
    'that I dialled and that rings there',
    sampleCall('a', { direction: 'outbound', legs: [leg('jonas', 'ringing')] }),
    true,
  ],
  ['that is over', answered('a', 'jonas'), false],
  ['at a provider that can do nothing', talking('jonas', { provider: 'sipgate' }), false],
])('a call %s can be acted on: %#', (_, call, can) => {
  expect(controls(both).of(call)).toEqual(can ? { can: ringover, onHold: false, muted: false } : null);
});

test('before the relay told what can be done, nothing is offered', () => {
  expect(controls(null).of(talking('jonas'))).toBeNull();
});

test('hold and mute stand as they were done last, each by itself, until the call ends', () => {
  const desk = controls(both);
  desk.done('a', { action: 'hold', on: true });
  desk.done('a', { action: 'mute', on: true });
  desk.done('a', { action: 'digits', digits: '1' });
  expect(desk.of(talking('jonas'))).toMatchObject({ onHold: true, muted: true });
  desk.done('a', { action: 'hold', on: false });
  desk.callChanged(talking('jonas'));
  expect(desk.of(talking('jonas'))).toMatchObject({ onHold: false, muted: true });
  desk.callChanged(answered('a', 'jonas'));
  // A late event told that it goes on after all.
  expect(desk.of(talking('jonas'))).toMatchObject({ onHold: false, muted: false });
});

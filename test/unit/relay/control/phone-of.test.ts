import { describe, expect, it } from 'vitest';
import { phoneOf } from '../../../../relay/src/control/phone-of.ts';
import type { Leg } from '../../../../relay/src/wire/call.ts';
import { personNamed } from '../../../support/relay-under-test.ts';
import { callWith } from './call-with.ts';

const leg = (legId: string, personId: string | null, state: Leg['state']): Leg => ({
  legId,
  personId,
  providerUserId: personId && `user-of-${personId}`,
  name: null,
  state,
});

const anna = personNamed('anna', 'lawyer');
const desk = { ...personNamed('desk', 'receptionist'), assistsPersonIds: ['anna', 'bert'] };

describe('Whose phone is acted on', () => {
  it('one’s own that talks before one’s own that rings', () => {
    const call = callWith([leg('a', 'anna', 'ringing'), leg('b', 'anna', 'talking')]);
    expect(phoneOf(call, anna)).toEqual({ providerCallId: 'call-1', legId: 'b', providerUserId: 'user-of-anna' });
  });

  it('not one that has hung up or was passed over', () => {
    const legs = [leg('a', 'anna', 'not_answered'), leg('b', 'bert', 'talking')];
    expect(phoneOf(callWith(legs), anna)).toBeNull();
    expect(phoneOf(callWith([leg('a', 'anna', 'answered')], { outcome: 'talking' }), anna)).toBeNull();
  });

  it('a receptionist’s own before that of somebody whose calls they take', () => {
    const call = callWith([leg('a', 'anna', 'talking'), leg('d', 'desk', 'ringing')]);
    expect(phoneOf(call, desk)?.legId).toBe('d');
  });

  it('of several that ring and none that talks nobody can say which was meant', () => {
    const both = [leg('a', 'anna', 'ringing'), leg('b', 'bert', 'ringing')];
    expect(phoneOf(callWith(both), desk)).toBeNull();
    expect(phoneOf(callWith([leg('a', 'anna', 'ringing'), leg('c', 'carl', 'ringing')]), desk)?.legId).toBe('a');
  });

  it('sipgate is told the callId of the leg, without the user', () => {
    const call = callWith([leg('AB12/w0', 'anna', 'talking')], { provider: 'sipgate', providerCallId: 'ORIG' });
    expect(phoneOf(call, anna)).toMatchObject({ providerCallId: 'ORIG', legId: 'AB12' });
  });

  it('an answer that names a person and no phone means the only unnamed one that talks', () => {
    const answeredBy = { providerUserId: 'u', personId: 'anna', name: null };
    const call = callWith([leg('x', null, 'talking')], { answeredBy });
    expect(phoneOf(call, anna)?.legId).toBe('x');
    expect(phoneOf(callWith([], { answeredBy, outcome: 'talking' }), anna)?.legId).toBe('call-1');
    expect(phoneOf(callWith([leg('x', null, 'talking'), leg('y', null, 'talking')], { answeredBy }), anna)).toBeNull();
  });

  it('none, once the call is over', () => {
    expect(phoneOf(callWith([leg('a', 'anna', 'answered')], { outcome: 'answered' }), anna)).toBeNull();
  });
});

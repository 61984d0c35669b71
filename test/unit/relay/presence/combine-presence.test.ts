import { describe, expect, it } from 'vitest';
import { combinePresence, type ProviderPresence } from '../../../../relay/src/presence/combine-presence.ts';
import type { Call, Leg } from '../../../../relay/src/wire/call.ts';
import { personNamed } from '../../../support/relay-under-test.ts';
import { callWith } from '../control/call-with.ts';

const anna = { ...personNamed('anna', 'lawyer'), providerUserIds: ['1', 'w1'] };
const bert = { ...personNamed('bert', 'lawyer'), providerUserIds: ['2'] };

const leg = (personId: string | null, state: Leg['state'], legId = `leg-${personId}`): Leg => {
  return { legId, personId, providerUserId: null, name: null, state };
};

function stateOf(calls: Call[], heard: Record<string, ProviderPresence[]> = {}) {
  const list = combinePresence([anna, bert], calls, new Map(Object.entries(heard)));
  return Object.fromEntries(list.map(({ personId, state }) => [personId, state]));
}
const is = (state: ProviderPresence['state'], until: string | null = null): ProviderPresence => ({ state, until });

describe('Who can be reached', () => {
  it('is told from the calls that go on, where no provider tells more', () => {
    expect(stateOf([])).toEqual({ anna: 'unknown', bert: 'unknown' });
    expect(stateOf([callWith([leg('anna', 'talking')])])).toEqual({ anna: 'talking', bert: 'unknown' });
    expect(stateOf([callWith([leg('anna', 'ringing'), leg('bert', 'ringing')])])).toEqual({
      anna: 'ringing',
      bert: 'ringing',
    });
  });

  it('a phone that rings beside the one that talks leaves its owner talking', () => {
    const calls = [callWith([leg('anna', 'talking')]), callWith([leg('anna', 'ringing')])];
    expect(stateOf(calls)).toMatchObject({ anna: 'talking' });
    expect(stateOf(calls.toReversed())).toMatchObject({ anna: 'talking' });
  });

  it('phones that were passed over or have hung up are not in use', () => {
    const calls = [callWith([leg('anna', 'not_answered'), leg('bert', 'talking')])];
    expect(stateOf(calls, { 1: [is('free')] })).toEqual({ anna: 'free', bert: 'talking' });
  });

  it('who answered without a named phone talks; who has a phone that hung up does not', () => {
    const answeredBy = { providerUserId: null, personId: 'anna', name: null };
    expect(stateOf([callWith([], { answeredBy, outcome: 'talking' })])).toMatchObject({ anna: 'talking' });
    const passedOn = callWith([leg('anna', 'answered'), leg('bert', 'talking')], { answeredBy });
    expect(stateOf([passedOn])).toEqual({ anna: 'unknown', bert: 'talking' });
  });

  it('a call is known at once, so it comes before what a provider said some seconds ago', () => {
    expect(stateOf([callWith([leg('anna', 'talking')])], { 1: [is('free')] })).toMatchObject({ anna: 'talking' });
  });

  it.each<[ProviderPresence[], string]>([
    [[is('free'), is('not_connected')], 'free'],
    [[is('free'), is('talking')], 'talking'],
    [[is('free'), is('snoozed')], 'snoozed'],
    [[is('not_connected'), is('not_connected')], 'not_connected'],
  ])('with phones at two providers, %j is %s', ([first, second], expected) => {
    const heard = { 1: first ? [first] : [], w1: second ? [second] : [] };
    expect(stateOf([], heard)).toMatchObject({ anna: expected });
    expect(stateOf([], { 1: heard.w1, w1: heard[1] })).toMatchObject({ anna: expected });
  });

  it('only a snooze has an end', () => {
    const until = '2026-11-19T12:00:00.000Z';
    const told = (state: ProviderPresence['state']) =>
      combinePresence([bert], [], new Map([['2', [is(state, until)]]]))[0]?.until;
    expect([told('snoozed'), told('free')]).toEqual([until, null]);
  });
});

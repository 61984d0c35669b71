import { describe, expect, it } from 'vitest';
import type { Callback } from '@callbrief/relay/wire/callback';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import { listCallbacks } from '../../../../src-main/callbacks/callback-list.ts';
import { answered, delcourt, jonas, sampleNow, sofie } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';
import { sampleCallback } from './sample-callbacks.ts';

const teams = [{ id: 'tenancy', name: 'Tenancy team', personIds: ['jonas'] }];
const clock = { now: new Date(sampleNow), timeZone: 'Europe/Brussels', soonMinutes: 120 };

function list(callbacks: Callback[], me = jonas) {
  const { history } = temporaryHistory();
  put(history, { calls: [answered('call-1', 'sofie')] });
  return listCallbacks(callbacks, {
    lookUps: history,
    me,
    teams,
    clock,
    people: history.people(),
    practice: defaultPractice,
  });
}
const rowOf = (callback: Callback) => list([callback]).rows[0];

describe('the queue', () => {
  it('names caller, role, matter, for and owner', () => {
    expect(rowOf(sampleCallback('a', { forPersonId: 'delcourt', ownerPersonId: 'sofie' }))).toMatchObject({
      title: 'Anneke Verhulst',
      titleIs: 'contact',
      role: 'client',
      matter: { number: '2026/0318' },
      for: { kind: 'person', name: 'Me C. Delcourt' },
      owner: { name: 'Sofie Maes', isMe: false },
    });
  });

  it('says a name as it was said until there is a contact, else the number, else nothing', () => {
    const unknown = { contactId: null, matterId: null };
    expect(rowOf(sampleCallback('a', { ...unknown, callerName: 'Karim Haddad' }))).toMatchObject({
      title: 'Karim Haddad',
      titleIs: 'said',
      role: 'unknown',
    });
    expect(rowOf(sampleCallback('a', unknown))).toMatchObject({ title: '+32 440 27 18 36', titleIs: 'number' });
    expect(rowOf(sampleCallback('a', { ...unknown, number: null }))).toMatchObject({ title: null, titleIs: null });
  });

  it('knows the caller from the call where nobody wrote who it is', () => {
    const bare = { contactId: null, matterId: null, number: null, callId: 'call-1' };
    expect(rowOf(sampleCallback('of-call-1', bare))).toMatchObject({ title: 'Anneke Verhulst', callId: 'call-1' });
  });

  it('has the urgent first among those that are near, then by time; closed ones newest first and for 24 hours', () => {
    const closed = (at: string) => ({ why: 'by_hand' as const, callId: null, byName: null, at });
    const { rows } = list([
      sampleCallback('later', { dueAt: '2026-11-22T12:00:00.000Z' }),
      sampleCallback('soon'),
      sampleCallback('soon-urgent', { dueAt: '2026-11-19T13:00:00.000Z', urgency: 'high' }),
      sampleCallback('closed-old', { closed: closed('2026-11-19T08:00:00.000Z') }),
      sampleCallback('closed-new', { closed: closed('2026-11-19T11:00:00.000Z') }),
      sampleCallback('closed-before', { closed: closed('2026-11-18T11:00:00.000Z') }),
      sampleCallback('late', { dueAt: '2026-11-19T08:00:00.000Z' }),
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['late', 'soon-urgent', 'soon', 'later', 'closed-new', 'closed-old']);
  });

  it('counts on the badge what is mine, and what nobody took for me, my team, my lawyers or nobody', () => {
    const soon = (id: string, more: Partial<Callback>) => sampleCallback(id, more);
    const callbacks = [
      soon('mine', { ownerPersonId: 'jonas' }),
      soon('late-for-me', { forPersonId: 'jonas', dueAt: '2026-11-19T08:00:00.000Z' }),
      soon('for-my-team', { forTeamId: 'tenancy' }),
      soon('for-nobody', {}),
      soon('taken', { forPersonId: 'jonas', ownerPersonId: 'sofie' }),
      soon('for-another', { forPersonId: 'delcourt' }),
      soon('later', { ownerPersonId: 'jonas', dueAt: '2026-11-22T12:00:00.000Z' }),
    ];
    expect(list(callbacks).badge).toEqual({ overdue: 1, soon: 3 });
    // Sofie takes the calls of Me Delcourt too.
    expect(list(callbacks, sofie).badge).toEqual({ overdue: 0, soon: 3 });
    const { rows } = list(callbacks, sofie);
    expect(rows.filter(({ ofMyLawyers }) => ofMyLawyers).map(({ id }) => id)).toEqual(['for-another']);
    expect(delcourt.id).toBe('delcourt');
  });
});

import { describe, expect, test } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Matter } from '@callbrief/relay/wire/directory';
import { composeCard } from '../../../../src-main/calls/compose-card.ts';
import { answered, missed, sampleCall, sampleNow, verhulstMatter } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';

function cardOf(call: Call, known: { calls?: Call[]; matters?: Matter[] } = {}, now = sampleNow) {
  const { history } = temporaryHistory();
  put(history, known);
  const frame = {
    kind: 'ringing' as const,
    isTest: false,
    since: sampleNow,
    closesAt: null,
    closesAfterSeconds: null,
    control: null,
    captureOff: null,
    canBlock: false,
  };
  return composeCard(history, { ...frame, call }, new Date(now));
}

describe('the popup says', () => {
  test('who calls, in which matter, for whom, what is next, what was last said', () => {
    const note = {
      value: '\n  Asked when the expert report is due\nSecond line',
      byPersonId: 'sofie',
      byName: 'Sofie Maes',
      at: sampleNow,
    };
    const monday = answered('monday', 'sofie', { startedAt: '2026-11-16T15:25:00.000Z', note });
    expect(cardOf(sampleCall('a'), { calls: [monday] })).toEqual({
      kind: 'ringing',
      callId: 'a',
      isTest: false,
      lineName: 'Litigation line',
      since: sampleNow,
      caller: {
        name: 'Anneke Verhulst',
        numberFormatted: '+32 440 27 18 36',
        numberKind: 'mobile',
        country: 'BE',
        organisation: null,
        role: 'client',
        language: 'nl',
        firstCall: false,
      },
      matter: {
        number: '2026/0318',
        title: 'Verhulst / Immo Delta',
        lawyer: 'Me C. Delcourt',
        whereabouts: { kind: 'in_court', until: '2026-11-19T12:00:00.000Z' },
        flags: { conflictUnresolved: false, unpaidProvision: false, restricted: false },
      },
      candidates: [],
      nextDeadline: { kind: 'hearing', title: 'Hearing', at: '2026-11-26T08:00:00.000Z', allDay: false },
      lastContact: {
        at: '2026-11-16T15:25:00.000Z',
        byName: 'Sofie Maes',
        line: 'Asked when the expert report is due',
        outcome: 'answered',
      },
      represented: null,
      answeredByName: null,
      answeredAfterSeconds: null,
      closesAt: null,
      closesAfterSeconds: null,
      control: null,
      note: '',
      captureOff: null,
      canBlock: false,
    });
  });

  test('no whereabouts that are over', () => {
    expect(cardOf(sampleCall('a'), {}, '2026-11-19T12:00:00.000Z').matter?.whereabouts).toBeNull();
  });

  test('a deadline of a whole day until that day is over', () => {
    const deadline = {
      id: 'x',
      kind: 'deadline' as const,
      title: 'Remarks',
      at: '2026-11-19T00:00:00.000Z',
      allDay: true,
    };
    const matters = [{ ...verhulstMatter, deadlines: [deadline] }];
    expect(cardOf(sampleCall('a'), { matters }).nextDeadline?.title).toBe('Remarks');
    expect(cardOf(sampleCall('a'), { matters }, '2026-11-20T00:00:00.000Z').nextDeadline).toBeNull();
  });

  test('of an unknown number only what the number tells, and whether it called before', () => {
    const unknown = sampleCall('a', { contactId: null, matterId: null, fromNumber: '+33639984107' });
    expect(cardOf(unknown)).toMatchObject({
      caller: {
        name: null,
        numberFormatted: '+33 6 39 98 41 07',
        country: 'FR',
        role: 'unknown',
        language: null,
        firstCall: true,
      },
      matter: null,
      nextDeadline: null,
      lastContact: null,
    });
    const before = missed('before', {
      contactId: null,
      fromNumber: '+33639984107',
      startedAt: '2026-11-01T10:00:00.000Z',
    });
    expect(cardOf(unknown, { calls: [before] }).caller.firstCall).toBe(false);
  });

  test('of a withheld number nothing', () => {
    const withheld = sampleCall('a', { contactId: null, matterId: null, fromNumber: null, anonymous: true });
    expect(cardOf(withheld).caller).toMatchObject({
      name: null,
      numberFormatted: null,
      country: null,
      role: 'unknown',
    });
  });
});

describe('an opposing party', () => {
  const tomCalls = sampleCall('a', { contactId: 'tom', fromNumber: '+3220008410' });
  const other: Matter = { ...verhulstMatter, id: 'm-0400', number: '2026/0400', parties: [] };

  test('with counsel brings the warning and the name of the counsel', () => {
    expect(cardOf(tomCalls).represented).toEqual({ by: 'Me T. Aerts' });
  });
  test('is warned of also when the call is filed under another matter', () => {
    expect(cardOf({ ...tomCalls, matterId: 'm-0400' }, { matters: [other] }).represented).toEqual({
      by: 'Me T. Aerts',
    });
  });
  test('without counsel, or a client with counsel, brings none', () => {
    const parties = (role: 'client' | 'opposing_party', representedBy: string | null) => ({
      matters: [{ ...verhulstMatter, parties: [{ contactId: 'tom', role, representedBy }] }],
    });
    expect(cardOf(tomCalls, parties('opposing_party', null)).represented).toBeNull();
    expect(cardOf(tomCalls, parties('client', 'Me X')).represented).toBeNull();
  });
});

describe('the matter', () => {
  const second: Matter = { ...verhulstMatter, id: 'm-0400', number: '2026/0400', title: 'Lease' };
  test('is the only open one of the contact when the call is not filed', () => {
    expect(cardOf(sampleCall('a', { matterId: null })).matter?.number).toBe('2026/0318');
  });
  test('of several is not guessed; the role is told when it is the same in all', () => {
    expect(cardOf(sampleCall('a', { matterId: null }), { matters: [second] })).toMatchObject({
      matter: null,
      caller: { role: 'client' },
    });
    const asWitness = { ...second, parties: [{ contactId: 'anneke', role: 'witness' as const, representedBy: null }] };
    expect(cardOf(sampleCall('a', { matterId: null }), { matters: [asWitness] }).caller.role).toBeNull();
  });
  test('closed ones do not count', () => {
    const closed = { ...second, status: 'closed' as const };
    expect(cardOf(sampleCall('a', { matterId: null }), { matters: [closed] }).matter?.number).toBe('2026/0318');
  });
});

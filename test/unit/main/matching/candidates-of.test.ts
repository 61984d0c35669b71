import { describe, expect, test } from 'vitest';
import { emptyContact, emptyMatter, type Contact, type Matter } from '@callbrief/relay/wire/directory';
import type { Call } from '@callbrief/relay/wire/call';
import { newCallback } from '@callbrief/relay/wire/callback';
import { candidatesOf } from '../../../../src-main/matching/candidates-of.ts';
import { fileCall } from '../../../../src-main/matching/file-call.ts';
import { findCaller } from '../../../../src-main/matching/find-caller.ts';
import { answered, missed, sampleCall, sampleNow } from '../history/sample-firm.ts';
import { callRows, everything, put, temporaryHistory, viewer } from '../history/temporary-history.ts';

const NUMBER = '+3220006140';
const numbers: Contact['numbers'] = [{ number: NUMBER, kind: 'work', shared: true }];
const contact = (id: string, name: string): Contact => ({
  ...emptyContact,
  id,
  name,
  organisation: 'Atelier Brabant SRL',
  numbers,
  updatedAt: sampleNow,
});
const ines = contact('ines', 'Inès Brabant');
const paul = contact('paul', 'Paul Lemaire');
const matter = (id: string, number: string, parties: Matter['parties'], more: Partial<Matter> = {}): Matter => ({
  ...emptyMatter,
  id,
  number,
  title: `Matter ${number}`,
  parties,
  updatedAt: sampleNow,
  ...more,
});
const client = (contactId: string) => ({ contactId, role: 'client' as const, representedBy: null });
const kroger = matter('m-0291', '2026/0291', [client('ines'), { ...client('paul'), role: 'witness' }]);
const lease = matter('m-0177', '2025/0177', [client('ines')]);

function office(more: { calls?: Call[]; matters?: Matter[]; contacts?: Contact[] } = {}) {
  const { history } = temporaryHistory();
  put(history, { contacts: [ines, paul, ...(more.contacts ?? [])], matters: more.matters ?? [kroger, lease] });
  put(history, { calls: more.calls ?? [] });
  return history;
}
const ringing = (more: Partial<Call> = {}) =>
  sampleCall('ring', { fromNumber: NUMBER, contactId: null, matterId: null, ...more });
const told = (history: ReturnType<typeof office>, call = ringing()) =>
  candidatesOf(history, call).map(({ name, matter: of, reason }) => [name, of?.number ?? null, reason.kind]);

describe('who may be calling', () => {
  test('is everybody with the number, once for each open matter, with the reason', () => {
    const yesterday = answered('y', 'sofie', {
      startedAt: '2026-11-18T09:00:00.000Z',
      fromNumber: '+32440119027',
      contactId: 'ines',
      matterId: 'm-0177',
    });
    expect(told(office({ calls: [yesterday] }))).toEqual([
      ['Inès Brabant', '2025/0177', 'spoke'],
      ['Inès Brabant', '2026/0291', 'spoke_otherwise'],
      ['Paul Lemaire', '2026/0291', 'only_open_matter'],
    ]);
  });

  test('is remembered per number and matter, and never applied alone', () => {
    const history = office({ calls: [missed('first', { fromNumber: NUMBER, contactId: null, matterId: null })] });
    const [chosen] = fileCall({ callId: 'first', contactId: 'paul', matterId: 'm-0291' });
    history.changes.add(chosen!, sampleNow);
    const next = ringing({ startedAt: '2026-11-19T12:00:00.000Z' });
    expect(told(history, next)[0]).toEqual(['Paul Lemaire', '2026/0291', 'chosen_last_time']);
    expect(told(history, next)).toHaveLength(3);
  });

  test('is found by the national number where nobody has the whole one', () => {
    expect(told(office(), ringing({ fromNumber: '+3320006140' }))).toHaveLength(3);
  });

  test('an open callback goes before the last talk', () => {
    const history = office({
      calls: [answered('y', 'sofie', { startedAt: '2026-11-18T09:00:00.000Z', contactId: 'ines', matterId: 'm-0177' })],
    });
    const callback = { ...newCallback, id: 'cb', contactId: 'paul', matterId: 'm-0291', createdAt: sampleNow };
    history.changes.add(
      { kind: 'edit_item', item: 'callback', itemId: 'cb', editId: 'e', set: callbackSet(callback), did: null },
      sampleNow,
    );
    expect(told(history)[0]).toEqual(['Paul Lemaire', '2026/0291', 'open_callback']);
  });

  test('is no question for a call that is filed, for one person with one matter, and for an unknown number', () => {
    const history = office();
    expect(told(history, ringing({ contactId: 'paul', matterId: 'm-0291' }))).toEqual([]);
    expect(told(history, ringing({ contactId: 'paul' }))).toEqual([]);
    expect(told(history, ringing({ fromNumber: '+33639984107' }))).toEqual([]);
    expect(told(history, ringing({ fromNumber: null }))).toEqual([]);
  });

  test('a known person with two matters is asked about the matter', () => {
    expect(told(office(), ringing({ contactId: 'ines' })).map(([, number]) => number)).toEqual([
      '2025/0177',
      '2026/0291',
    ]);
  });

  test('a closed matter is none to choose', () => {
    const history = office({ matters: [kroger, { ...lease, status: 'closed' }] });
    expect(told(history).map(([, number]) => number)).toEqual(['2026/0291', '2026/0291']);
  });

  test('is told within five milliseconds, with thousands of calls of a shared number', () => {
    const calls = Array.from({ length: 3_000 }, (_, i) =>
      answered(`c${String(i)}`, 'sofie', {
        startedAt: new Date(Date.parse('2026-10-01T00:00:00.000Z') + i * 60_000).toISOString(),
        fromNumber: NUMBER,
        contactId: i % 2 === 0 ? 'ines' : null,
        matterId: i % 4 === 0 ? 'm-0177' : null,
      }),
    );
    const history = office({ calls });
    told(history);
    const times = Array.from({ length: 21 }, () => {
      const started = performance.now();
      candidatesOf(history, ringing());
      return performance.now() - started;
    }).toSorted((a, b) => a - b);
    expect(times[10]).toBeLessThan(5);
  });
});

describe('the list of calls that are not filed', () => {
  test('has calls of shared numbers and of people with several matters, until somebody chose', () => {
    const history = office({
      calls: [
        missed('shared', { fromNumber: NUMBER, contactId: null, matterId: null }),
        missed('which matter', { fromNumber: '+32440119027', contactId: 'ines', matterId: null }),
        missed('filed', { fromNumber: NUMBER, contactId: 'ines', matterId: 'm-0177' }),
        missed('one matter', { contactId: 'paul', matterId: null }),
        missed('nobody', { fromNumber: '+33639984107', contactId: null, matterId: null }),
      ],
    });
    const ids = () => callRows(history.list({ ...everything, filter: 'not_filed' }, viewer)).map(({ id }) => id);
    expect(new Set(ids())).toEqual(new Set(['shared', 'which matter']));
    for (const change of fileCall({ callId: 'shared', contactId: 'paul', matterId: 'm-0291' }))
      history.changes.add(change, sampleNow);
    expect(ids()).toEqual(['which matter']);
  });
});

describe('searching who it is', () => {
  test('finds people by name, matters by number or title, and whoever is in such a matter after them', () => {
    const history = office();
    const found = (query: string) => findCaller(history, query).map(({ name }) => name);
    expect(found('lema')).toEqual(['Paul Lemaire']);
    expect(found('0291')[0]).toBe('2026/0291 Matter 2026/0291');
    expect(found('0291')).toContain('Paul Lemaire');
    expect(found('')).toEqual([]);
    expect(found('"* OR (')).toEqual([]);
  });
});

function callbackSet({ contactId, matterId }: { contactId: string; matterId: string }) {
  return { contactId, matterId };
}

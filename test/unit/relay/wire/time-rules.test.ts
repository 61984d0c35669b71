import { describe, expect, it } from 'vitest';
import { emptyContact, emptyMatter, type Matter } from '@callbrief/relay/wire/directory';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import { timeEntry, timeEntryIdOf, type TimeEntry } from '@callbrief/relay/wire/time-entry';
import {
  draftOf,
  draftsOf,
  otherSideOf,
  roundUp,
  secondTimekeeper,
  suggestedCode,
  withStored,
} from '@callbrief/relay/wire/time-rules';
import { callWith } from '../control/call-with.ts';
import { insightsWith } from '../exports/example-call.ts';

const at = '2026-11-19T11:31:00.000Z';
const anneke = { id: 'anneke', name: 'Anneke Verhulst', updatedAt: at, ...emptyContact };
const matter: Matter = {
  id: 'm-1',
  number: '2026/0318',
  title: 'Verhulst / Immo Nord',
  updatedAt: at,
  ...emptyMatter,
  parties: [
    { contactId: 'anneke', role: 'client', representedBy: null },
    { contactId: 'counsel', role: 'opposing_counsel', representedBy: null },
    { contactId: 'court', role: 'court', representedBy: null },
  ],
};
const party = (personId: string) => ({ providerUserId: personId, personId, name: `Me ${personId}` });
const legs = [
  { ...party('delcourt'), legId: 'a', state: 'not_answered' as const },
  { ...party('peeters'), legId: 'b', state: 'answered' as const },
];
const answered = callWith(legs, {
  id: 'call-1',
  outcome: 'answered',
  startedAt: '2026-11-19T23:20:00.000Z',
  durationSeconds: 527,
  answeredBy: party('peeters'),
  contactId: 'anneke',
  matterId: 'm-1',
});
const ask = { call: answered, matter, contact: anneke, practice: defaultPractice, timeZone: 'Europe/Brussels' };

describe('rounding', () => {
  it('is up to the unit, never below what was measured, and nothing for nothing', () => {
    for (const unit of [1, 6, 10, 15] as const) {
      expect(roundUp(0, unit)).toBe(0);
      expect(roundUp(1, unit)).toBe(unit);
      expect(roundUp(unit * 60, unit)).toBe(unit);
      expect(roundUp(unit * 60 + 1, unit)).toBe(2 * unit);
      for (let seconds = 0; seconds < 7_200; seconds += 7) {
        const minutes = roundUp(seconds, unit);
        expect(minutes * 60).toBeGreaterThanOrEqual(seconds);
        expect(minutes * 60 - seconds).toBeLessThan(unit * 60);
        expect(minutes % unit).toBe(0);
      }
    }
  });
});

describe('the code of UTBMS', () => {
  const codeFor = (contactId: string | null, fromNumber = '+32470271836') =>
    suggestedCode(
      otherSideOf({ ...answered, fromNumber }, matter, contactId === null ? null : { id: contactId }, ['+3225550001']),
    );
  it('follows from who was on the other side', () => {
    expect(codeFor('anneke')).toBe('A106');
    expect(codeFor('counsel')).toBe('A107');
    expect(codeFor('court')).toBe('A108');
    expect(codeFor('somebody-else')).toBe('A108');
    expect(codeFor('anneke', '+3225550001')).toBe('A105');
  });
  it('is not guessed for a caller whom nobody knows', () => {
    expect(codeFor(null)).toBeNull();
  });
});

describe('a draft', () => {
  it('comes from an answered call, with measured and rounded time, on the firm’s day', () => {
    const draft = draftOf(ask);
    expect(timeEntry.parse(draft)).toMatchObject({
      id: timeEntryIdOf('call-1', 'peeters'),
      personId: 'peeters',
      matterId: 'm-1',
      contactId: 'anneke',
      date: '2026-11-20',
      measuredSeconds: 527,
      minutes: 12,
      activityCode: 'A106',
      narrative: '',
      narrativeFrom: 'nothing',
      state: 'draft',
      exported: null,
    });
  });
  it('is not made of a call that nobody of the firm answered, nor where the firm wants none', () => {
    expect(draftOf({ ...ask, call: { ...answered, outcome: 'missed' } })).toBeNull();
    expect(draftOf({ ...ask, call: { ...answered, outcome: 'agent' } })).toBeNull();
    expect(draftOf({ ...ask, call: { ...answered, answeredBy: null, legs: [] } })).toBeNull();
    const practice = { ...defaultPractice, time: { ...defaultPractice.time, drafts: false } };
    expect(draftOf({ ...ask, practice })).toBeNull();
  });
  it('tells the note, else a summary that a person verified, else nothing', () => {
    const note = { value: ' Advised on the lease. ', byPersonId: 'peeters', byName: 'Me Peeters', at };
    const verified = { byPersonId: 'peeters', byName: 'Me Peeters', at };
    const { summary } = insightsWith();
    const withSummary = { ...ask, insights: { summary: { ...summary, verified } } };
    expect(draftOf({ ...withSummary, call: { ...answered, note } })).toMatchObject({
      narrative: 'Advised on the lease.',
      narrativeFrom: 'note',
    });
    expect(draftOf(withSummary)).toMatchObject({
      narrative: 'The hearing is on 3 December at 9:00. The client wants the brief before Friday.',
      narrativeFrom: 'summary',
    });
    expect(draftOf({ ...ask, insights: { summary } })).toMatchObject({ narrative: '', narrativeFrom: 'nothing' });
  });
  it('gives way to the entry that somebody touched', () => {
    const draft = draftOf(ask);
    if (!draft) throw new Error('no draft');
    const touched: TimeEntry = { ...draft, minutes: 18, state: 'reviewed' };
    expect(withStored([draft], [touched])).toEqual([touched]);
  });
});

describe('two people of the firm on one call', () => {
  const both = {
    ...answered,
    legs: [...answered.legs, { ...party('delcourt'), legId: 'c', state: 'answered' as const }],
  };
  const drafts = draftsOf({ ...ask, call: both });
  const reviewed = (entry: TimeEntry | undefined, when: string): TimeEntry => {
    if (!entry) throw new Error('no draft');
    const stamp = { at: when, editId: 'e', byPersonId: entry.personId, byName: '' };
    return { ...entry, state: 'reviewed', stamps: { state: stamp } };
  };
  const first = reviewed(drafts[0], '2026-11-20T08:00:00.000Z');
  const second = reviewed(drafts[1], '2026-11-20T09:00:00.000Z');

  it('give a draft each, the one who answered first', () => {
    expect(drafts.map((entry) => entry.personId)).toEqual(['peeters', 'delcourt']);
  });
  it('are one timekeeper and one who must be confirmed', () => {
    expect(secondTimekeeper(first, [first, second])).toBe('none');
    expect(secondTimekeeper(second, [first, second])).toBe('unconfirmed');
    expect(secondTimekeeper({ ...second, secondConfirmed: true }, [first, second])).toBe('confirmed');
  });
  it('warn on the draft already, once the other was reviewed', () => {
    const draft = drafts[1] as TimeEntry;
    expect(secondTimekeeper(draft, [first, draft])).toBe('unconfirmed');
    expect(secondTimekeeper(draft, [{ ...first, state: 'discarded' }, draft])).toBe('none');
  });
});

import { describe, expect, test } from 'vitest';
import { rankCandidates, type CandidateFacts } from '../../../../src-main/matching/rank-candidates.ts';

const facts = (name: string, more: Partial<CandidateFacts> = {}): CandidateFacts => ({
  contactId: name,
  name,
  organisation: null,
  role: null,
  matter: null,
  chosenAt: null,
  hasOpenCallback: false,
  lastSpokeAt: null,
  lastSpokeAtAll: null,
  isOnlyOpenMatter: false,
  ...more,
});
const ranked = (...all: CandidateFacts[]) => rankCandidates(all).map(({ name, reason }) => [name, reason.kind]);

describe('of several who may be calling', () => {
  test('the last choice stands first, then open callbacks, then the last talk, then the only open matter', () => {
    expect(
      ranked(
        facts('never'),
        facts('only', { isOnlyOpenMatter: true }),
        facts('long ago', { lastSpokeAt: '2026-09-03T08:00:00.000Z' }),
        facts('about something else', { lastSpokeAtAll: '2026-11-19T08:00:00.000Z' }),
        facts('yesterday', { lastSpokeAt: '2026-11-18T08:00:00.000Z' }),
        facts('owed', { hasOpenCallback: true }),
        facts('chosen', { chosenAt: '2026-09-03T08:00:00.000Z' }),
      ),
    ).toEqual([
      ['chosen', 'chosen_last_time'],
      ['owed', 'open_callback'],
      ['yesterday', 'spoke'],
      ['long ago', 'spoke'],
      ['about something else', 'spoke_otherwise'],
      ['only', 'only_open_matter'],
      ['never', 'never_spoke'],
    ]);
  });

  test('only the newest choice counts: who was chosen before is told by other reasons', () => {
    expect(
      ranked(
        facts('before', { chosenAt: '2026-09-03T08:00:00.000Z', lastSpokeAt: '2026-09-03T08:00:00.000Z' }),
        facts('now', { chosenAt: '2026-11-18T08:00:00.000Z' }),
      ),
    ).toEqual([
      ['now', 'chosen_last_time'],
      ['before', 'spoke'],
    ]);
  });

  test('of equals a client stands before a witness, whatever the alphabet says', () => {
    expect(ranked(facts('Anna', { role: 'witness' }), facts('Zoe', { role: 'client' }))).toEqual([
      ['Zoe', 'never_spoke'],
      ['Anna', 'never_spoke'],
    ]);
  });
});

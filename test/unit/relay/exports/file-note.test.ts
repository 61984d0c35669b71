import { describe, expect, it } from 'vitest';
import type { CallFile } from '../../../../relay/src/exports/call-file.ts';
import { describeFileNote } from '../../../../relay/src/exports/note/describe-file-note.ts';
import type { Section } from '../../../../relay/src/exports/note/file-note.ts';
import { language } from '../../../../relay/src/wire/scalars.ts';
import { completed, exampleCall, insightsWith, recording, SHA, skipped } from './example-call.ts';
import { hostileCall } from './hostile-call.ts';

const noteOf = (file: CallFile) => describeFileNote(file, 'en');
const sectionOf = (file: CallFile, heading: string) => noteOf(file).sections.find((one) => one.heading === heading);
const wordsOf = (section: Section | undefined) => JSON.stringify(section ?? null);
const factsOf = (section: Section | undefined) =>
  Object.fromEntries(
    (section?.blocks ?? []).flatMap((block) =>
      block.kind === 'facts' ? block.rows.map(({ label, value }) => [label, value]) : [],
    ),
  );

describe('What a file note says of the call', () => {
  it('firm, matter, line, times on the firm’s own clock, and who answered', () => {
    expect(factsOf(sectionOf(exampleCall(), 'The call'))).toEqual({
      Firm: 'Delcourt & Peeters',
      Matter: '2026/0318 · De Wit / Immo Nord',
      Line: 'Reception, +32 2 555 12 34',
      Direction: 'Incoming',
      Outcome: 'Answered',
      Start: 'Thursday, 19 November 2026 at 12:31:00 CET',
      End: 'Thursday, 19 November 2026 at 12:35:18 CET',
      'Talking time': '4 mins 9 secs',
      'Time zone': 'Europe/Brussels',
      'Answered by': 'Camille Delcourt',
    });
  });

  it('in summer the clock of summer', () => {
    const { call } = exampleCall();
    const file = exampleCall({ call: { ...call, startedAt: '2026-07-01T11:31:00.000Z' } });
    expect(factsOf(sectionOf(file, 'The call'))['Start']).toBe('Wednesday, 1 July 2026 at 13:31:00 CEST');
  });

  it('everybody who took part, with role and number', () => {
    const section = sectionOf(exampleCall(), 'Participants');
    expect(section?.blocks[0]).toMatchObject({
      rows: [
        ['Anneke Šťastný-Öztürk, Bouwbedrijf De Wit', 'Caller, Client', '+32 470 27 18 36'],
        ['Camille Delcourt', 'Lawyer', '+32 2 555 12 34'],
      ],
    });
  });

  it('of a missed call with a withheld number: nobody, and no number is made up', () => {
    const { call } = exampleCall();
    const file = exampleCall({
      contact: null,
      matter: null,
      recordings: [],
      insights: null,
      call: {
        ...call,
        outcome: 'missed',
        fromNumber: null,
        anonymous: true,
        answeredBy: null,
        legs: [],
        durationSeconds: 0,
        note: null,
        contactId: null,
        matterId: null,
      },
    });
    const facts = factsOf(sectionOf(file, 'The call'));
    expect(facts).toMatchObject({ 'Answered by': 'Nobody', Matter: 'No matter chosen' });
    expect(facts).not.toHaveProperty('Talking time');
    expect(sectionOf(file, 'Participants')?.blocks[0]).toMatchObject({
      rows: [['Caller', 'Caller', 'Number withheld']],
    });
    expect(wordsOf(sectionOf(file, 'Note'))).toContain('No note was written.');
    expect(wordsOf(sectionOf(file, 'Recording'))).toContain('There is no recording of this call.');
    expect(noteOf(file).subject).toBe('Caller');
  });

  it('an end that was never told is not invented', () => {
    const { call } = exampleCall();
    const file = exampleCall({ call: { ...call, endCause: 'unknown', durationSeconds: null } });
    expect(factsOf(sectionOf(file, 'The call'))['End']).toBe('The end was not reported');
  });
});

describe('What a machine wrote', () => {
  const summary = insightsWith().summary;
  const by = { byPersonId: 'delcourt', byName: 'Me C. Delcourt', at: '2026-11-19T11:40:00.000Z' };

  it('is unverified until a person stands behind it, and says which engine and whether it left the house', () => {
    const section = sectionOf(exampleCall(), 'Summary');
    expect(section?.standing).toBe('machine');
    expect(section?.marks).toEqual([
      'Unverified: written by a machine. Nobody has checked it against the recording.',
      'Written by anthropic:model. For this, the text of the call was sent to this service.',
      '1 sentence was left out, because no passage of the call shows it.',
    ]);
  });

  it('is a person’s once they verified it: by name, with the time', () => {
    const insights = insightsWith({ summary: { ...summary, verified: by, edited: by, leftOut: 0 } });
    const section = sectionOf(exampleCall({ insights }), 'Summary');
    expect(section?.standing).toBe('person');
    expect(section?.marks.slice(0, 2)).toEqual([
      'Verified by Me C. Delcourt on 19/11/2026, 12:40.',
      'Edited by Me C. Delcourt on 19/11/2026, 12:40.',
    ]);
    expect(wordsOf(section)).not.toContain('Unverified');
  });

  it('cites the passages that each sentence is from, in their order, with time and voice', () => {
    const block = sectionOf(exampleCall(), 'Summary')?.blocks[0];
    expect(block).toMatchObject({
      points: [
        { sources: [{ time: '0:04', speaker: 'Anneke Šťastný-Öztürk' }] },
        { sources: [{ time: '0:04' }, { time: '1:05', text: 'Please send the brief before Friday.' }] },
      ],
    });
  });

  it('tells accepted tasks apart from suggested ones, and not those that somebody dismissed', () => {
    const accepted = sectionOf(exampleCall(), 'Tasks');
    expect(accepted?.standing).toBe('person');
    expect(wordsOf(accepted)).toContain('Send the brief (due 20 November 2026)');
    expect(wordsOf(accepted)).toContain('Accepted by Me C. Delcourt');
    const suggested = sectionOf(exampleCall(), 'Suggested tasks');
    expect(suggested).toMatchObject({
      standing: 'machine',
      marks: ['Suggested by a machine; nobody has accepted them.'],
    });
    expect(JSON.stringify(noteOf(exampleCall()))).not.toContain('Sing a song');
  });

  it('without a summary there are key passages, called what they are: quotes', () => {
    const insights = insightsWith({ summary: { ...summary, ...skipped, sentences: [] } });
    const file = exampleCall({ insights });
    expect(wordsOf(sectionOf(file, 'Summary'))).toContain('Was not made.');
    const passages = sectionOf(file, 'Key passages');
    expect(passages?.marks).toEqual(['Quotes chosen by a machine, not a summary. Unverified.']);
    expect(wordsOf(passages)).toContain('0:04, Anneke');
  });

  it.each([
    ['pending', 'Not there yet.'],
    ['processing', 'Not there yet.'],
    ['failed', 'Could not be made.'],
  ] as const)('a summary that is %s is not passed over in silence', (status, words) => {
    const insights = insightsWith({ summary: { ...summary, ...completed, status, sentences: [] } });
    expect(wordsOf(sectionOf(exampleCall({ insights }), 'Summary'))).toContain(words);
  });

  it('where the firm’s rules allow no analysis, the note says so and holds nothing of it', () => {
    const file = exampleCall({ insights: null, notAnalysed: true });
    expect(wordsOf(sectionOf(file, 'Summary'))).toContain(
      'The firm’s rules do not allow a machine to analyse this call.',
    );
    expect(noteOf(file).sections.every(({ standing }) => standing !== 'machine')).toBe(true);
  });

  it('what the telephone provider wrote stands apart, unverified', () => {
    const { call } = exampleCall();
    const file = exampleCall({ call: { ...call, added: { ...call.added, summary: 'Client wants a copy.' } } });
    expect(sectionOf(file, 'Summary of the telephone provider')).toEqual({
      heading: 'Summary of the telephone provider',
      standing: 'machine',
      marks: [expect.stringMatching(/^Unverified: .* Not checked against what was said, and without sources\.$/)],
      // A text, not points: nothing of it could be taken for a sentence with sources.
      blocks: [{ kind: 'text', text: 'Client wants a copy.', quiet: false }],
    });
    expect(wordsOf(sectionOf(file, 'Summary'))).not.toContain('Client wants a copy.');
  });
});

describe('What a file note says of the recording', () => {
  it('its length, and the hash by which a copy is known', () => {
    expect(factsOf(sectionOf(exampleCall(), 'Recording'))).toEqual({
      'Recording of the call': 'audio/wav, 2 channels',
      Length: '4:09 (4 mins 9 secs)',
      Size: '1,2 MB',
      'SHA-256': SHA,
      Consent: 'Not announced by Callbrief. Whether the telephone provider announced it is not known here.',
    });
  });

  it('whether it was announced, when since the answer, and whether the caller objected', () => {
    const consentOf = (announcedAtMs: number | null, objectedAtMs: number | null, more: Partial<CallFile> = {}) =>
      factsOf(sectionOf(exampleCall({ consent: { announcedAtMs, objectedAtMs }, ...more }), 'Recording'))['Consent'];
    expect(consentOf(4_200, null)).toBe('Recording announced at 0:04, no objection');
    expect(consentOf(4_200, 71_000)).toBe('Recording announced at 0:04; objection at 1:11');
    expect(consentOf(null, 71_000)).toBe('Objection to the recording at 1:11');
    // Stopped by the objection: there is none, and that there was one stands all the same.
    expect(consentOf(4_200, 9_000, { recordings: [] })).toBe('Recording announced at 0:04; objection at 0:09');
    expect(consentOf(null, null, { recordings: [] })).toBeUndefined();
    expect(consentOf(null, null, { recordings: [{ ...recording, kind: 'voicemail' }] })).toBeUndefined();
  });

  it('that it is gone, when and why; the hash stays', () => {
    const removed = { at: '2026-11-19T16:00:00.000Z', reason: 'demand' as const };
    const facts = factsOf(sectionOf(exampleCall({ recordings: [{ ...recording, removed }] }), 'Recording'));
    expect(facts['Recording of the call']).toBe('Removed on 19/11/2026, 17:00 on demand.');
    expect(facts['SHA-256']).toBe(SHA);
  });

  it('who played, fetched or exported it, newest first, and how many more entries there are', () => {
    const base = exampleCall();
    const section = sectionOf(exampleCall({ access: { ...base.access, total: 40 } }), 'Access log');
    expect(wordsOf(section)).toContain('The newest 2 of 40 entries.');
    expect(section?.blocks.at(-1)).toMatchObject({
      rows: [
        ['19/11/2026, 13:05', 'Camille Delcourt', 'Exported: file note'],
        ['19/11/2026, 13:00', 'Samira Benali', 'Recording played'],
      ],
    });
  });

  it('an entry of a kind that this relay does not know stands as it is written', () => {
    const base = exampleCall();
    const [entry] = base.access.entries;
    const entries = entry ? [{ ...entry, what: 'constructor', personId: null }] : [];
    const section = sectionOf(exampleCall({ access: { entries, total: 1 } }), 'Access log');
    expect(section?.blocks.at(-1)).toMatchObject({ rows: [[expect.any(String), 'The server', 'constructor']] });
  });
});

describe('In each of the four languages', () => {
  it.each(language.options)('nothing is left to fill in, and nothing is empty (%s)', (one) => {
    const note = describeFileNote(exampleCall(), one);
    expect(JSON.stringify({ ...note, page: '' })).not.toMatch(/\{\w+\}|undefined|null,"value"|\[object/);
    expect(note.page).toMatch(/\{page\}.*\{of\}/);
    for (const { heading, blocks } of note.sections) {
      expect(heading).not.toBe('');
      expect(blocks.length).toBeGreaterThan(0);
    }
  });

  it('dates, lengths and sizes are written as that country writes them', () => {
    const facts = describeFileNote(exampleCall(), 'fr').sections.map(factsOf);
    expect(facts[0]?.['Début']).toMatch(/^jeudi 19 novembre 2026 à 12:31:00/);
    expect(facts.find((one) => 'Taille' in one)?.['Taille']).toMatch(/^1,2\sMo$/);
  });
});

it('Nothing that anybody said or wrote can turn the page around or hide on it', () => {
  const note = describeFileNote(hostileCall(), 'nl');
  expect(JSON.stringify(note)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]|\\u00(0[0-9b-f]|1)|\\ud[89a-f]/i);
  const tags = note.sections.map(factsOf).find((facts) => 'Labels' in facts)?.['Labels'];
  expect(tags).toMatch(/^gnp\.exe .*%s$/);
});

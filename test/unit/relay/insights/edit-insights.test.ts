import { describe, expect, test } from 'vitest';
import type { CallInsights, InsightEdit } from '@callbrief/relay/wire/insights';
import { beginInsights } from '../../../../relay/src/insights/begin-insights.ts';
import { editInsights } from '../../../../relay/src/insights/edit-insights.ts';
import { contents, said } from '../../../support/recorded-calls.ts';

const ada = { personId: 'ada', name: 'Me Ada' };
const bob = { personId: 'bob', name: 'Me Bob' };
const AT = '2026-11-19T10:00:00.000Z';
const LATER = '2026-11-19T11:00:00.000Z';

function readCall(): CallInsights {
  const begun = beginInsights('c1', 'r1', AT);
  return {
    ...begun,
    transcript: {
      ...begun.transcript,
      status: 'completed',
      segments: [said(1, 'Is it Friday?'), said(2, 'Yes.', 'firm')],
    },
    summary: { ...begun.summary, ...contents.summary, status: 'completed' },
    tasks: { ...begun.tasks, ...contents.tasks, status: 'completed' },
  };
}
function after(before: CallInsights, edit: InsightEdit, by = ada, at = AT): CallInsights {
  const outcome = editInsights(before, edit, by, at);
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome;
}

describe('a corrected transcript', () => {
  const correct = (text: string): InsightEdit => ({ edit: 'segment', segmentId: 's1', text });

  test('keeps what the machine wrote beside who corrected it and when, also after a second correction', () => {
    const first = after(readCall(), correct('Is it Thursday?'));
    const second = after(first, correct('Is it on Thursday?'), bob, LATER);
    expect(second.transcript.segments).toMatchObject([
      {
        id: 's1',
        text: 'Is it on Thursday?',
        edited: { original: 'Is it Friday?', byPersonId: 'bob', byName: 'Me Bob', at: LATER },
      },
      { id: 's2', text: 'Yes.', edited: null },
    ]);
  });

  test('put back as it was is the machine’s again; the same text again changes nothing', () => {
    const corrected = after(readCall(), correct('Is it Thursday?'));
    expect(editInsights(corrected, correct('Is it Thursday?'), bob, LATER)).toBe('unchanged');
    expect(after(corrected, correct('Is it Friday?')).transcript.segments[0]?.edited).toBeNull();
    expect(editInsights(readCall(), { edit: 'segment', segmentId: 's9', text: 'x' }, ada, AT)).toBe('unknown');
  });

  test('says the names that a person gives to the voices, until they are taken away', () => {
    const named = after(readCall(), { edit: 'speaker_name', speaker: 'caller', name: 'Anneke' });
    expect(named.transcript.speakerNames).toEqual({ caller: 'Anneke', firm: null });
    const unnamed = after(named, { edit: 'speaker_name', speaker: 'caller', name: '' });
    expect(unnamed.transcript.speakerNames).toEqual({ caller: null, firm: null });
    expect(editInsights(unnamed, { edit: 'speaker_name', speaker: 'firm', name: '' }, ada, AT)).toBe('unchanged');
  });
});

describe('a summary', () => {
  test('is accepted by name, and no longer once somebody changes a sentence', () => {
    const verified = after(readCall(), { edit: 'verify_summary', on: true });
    expect(verified.summary.verified).toEqual({ byPersonId: 'ada', byName: 'Me Ada', at: AT });
    expect(editInsights(verified, { edit: 'verify_summary', on: true }, bob, LATER)).toBe('unchanged');
    const changed = after(
      verified,
      { edit: 'summary_sentence', sentenceId: 'm2', text: 'It is on Friday.' },
      bob,
      LATER,
    );
    expect(changed.summary).toMatchObject({ verified: null, edited: { byPersonId: 'bob', at: LATER } });
    expect(changed.summary.sentences[1]).toEqual({ id: 'm2', text: 'It is on Friday.', segmentIds: ['s1', 's2'] });
    expect(after(verified, { edit: 'verify_summary', on: false }).summary.verified).toBeNull();
  });

  test('loses a sentence that a person empties; one that does not exist cannot be accepted', () => {
    const shorter = after(readCall(), { edit: 'summary_sentence', sentenceId: 'm1', text: '' });
    expect(shorter.summary.sentences.map((sentence) => sentence.id)).toEqual(['m2']);
    const none = beginInsights('c1', null, AT);
    expect(editInsights(none, { edit: 'verify_summary', on: true }, ada, AT)).toBe('unknown');
    expect(editInsights(none, { edit: 'summary_sentence', sentenceId: 'm1', text: 'x' }, ada, AT)).toBe('unknown');
  });
});

describe('a suggested task', () => {
  test('is accepted or dismissed by name, and may be suggested again', () => {
    const accepted = after(readCall(), { edit: 'task', taskId: 't1', state: 'accepted' });
    expect(accepted.tasks.tasks).toMatchObject([{ state: 'accepted', decided: { byPersonId: 'ada', at: AT } }]);
    const again = after(accepted, { edit: 'task', taskId: 't1', state: 'suggested' }, bob);
    expect(again.tasks.tasks).toMatchObject([{ state: 'suggested', decided: null }]);
    expect(editInsights(again, { edit: 'task', taskId: 't9', state: 'accepted' }, ada, AT)).toBe('unknown');
  });
});

describe('a comment', () => {
  const write = (commentId: string, atMs: number, text: string): InsightEdit => ({
    edit: 'comment',
    commentId,
    atMs,
    text,
  });

  test('stands once however often it is sent, in the order of the call, and is taken away by its writer', () => {
    const two = after(after(readCall(), write('x', 5_000, 'later')), write('y', 1_000, 'sooner'), bob);
    expect(two.comments.map((comment) => comment.text)).toEqual(['sooner', 'later']);
    expect(editInsights(two, write('x', 5_000, 'later'), ada, LATER)).toBe('unchanged');
    expect(after(two, write('x', 5_000, 'better')).comments.map((comment) => comment.text)).toEqual([
      'sooner',
      'better',
    ]);
    expect(after(two, write('x', 5_000, '')).comments.map((comment) => comment.id)).toEqual(['y']);
    expect(editInsights(two, write('z', 0, ''), ada, AT)).toBe('unchanged');
  });

  test('of another person is not changed', () => {
    const one = after(readCall(), write('x', 5_000, 'mine'));
    for (const text of ['theirs', '']) expect(editInsights(one, write('x', 5_000, text), bob, LATER)).toBe('not_yours');
  });
});

test('no edit looks like something newly made: states and their times stay', () => {
  const before = readCall();
  const edits: InsightEdit[] = [
    { edit: 'segment', segmentId: 's1', text: 'x' },
    { edit: 'verify_summary', on: true },
    { edit: 'task', taskId: 't1', state: 'dismissed' },
  ];
  const edited = edits.reduce((insights, edit) => after(insights, edit, bob, LATER), before);
  for (const field of ['transcript', 'summary', 'tasks'] as const)
    expect([edited[field].status, edited[field].updatedAt]).toEqual(['completed', AT]);
});

import { describe, expect, test } from 'vitest';
import type { CallInsights, InsightEdit } from '@callbrief/relay/wire/insights';
import { beginInsights } from '../../../../relay/src/insights/begin-insights.ts';
import { editInsights } from '../../../../relay/src/insights/edit-insights.ts';
import { contents, said } from '../../../support/recorded-calls.ts';

const ada = { personId: 'ada', name: 'Me Ada' };
const bob = { personId: 'bob', name: 'Me Bob' };
const AT = '2026-11-19T10:00:00.000Z';
const LATER = '2026-11-19T11:00:00.000Z';

/** Over HTTP, without a time of its own. */
const just = (receivedAt: string) => ({ at: null, receivedAt });

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
  const outcome = editInsights(before, edit, by, just(at));
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
    expect(editInsights(corrected, correct('Is it Thursday?'), bob, just(LATER))).toBe('unchanged');
    expect(after(corrected, correct('Is it Friday?')).transcript.segments[0]?.edited).toBeNull();
    expect(editInsights(readCall(), { edit: 'segment', segmentId: 's9', text: 'x' }, ada, just(AT))).toBe('unknown');
  });

  test('says the names that a person gives to the voices, until they are taken away', () => {
    const named = after(readCall(), { edit: 'speaker_name', speaker: 'caller', name: 'Anneke' });
    expect(named.transcript.speakerNames).toEqual({ caller: 'Anneke', firm: null });
    const unnamed = after(named, { edit: 'speaker_name', speaker: 'caller', name: '' });
    expect(unnamed.transcript.speakerNames).toEqual({ caller: null, firm: null });
    expect(editInsights(unnamed, { edit: 'speaker_name', speaker: 'firm', name: '' }, ada, just(AT))).toBe('unchanged');
  });
});

describe('a summary', () => {
  test('is accepted by name, and no longer once somebody changes a sentence', () => {
    const verified = after(readCall(), { edit: 'verify_summary', on: true });
    expect(verified.summary.verified).toEqual({ byPersonId: 'ada', byName: 'Me Ada', at: AT });
    expect(editInsights(verified, { edit: 'verify_summary', on: true }, bob, just(LATER))).toBe('unchanged');
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
    expect(editInsights(none, { edit: 'verify_summary', on: true }, ada, just(AT))).toBe('unknown');
    expect(editInsights(none, { edit: 'summary_sentence', sentenceId: 'm1', text: 'x' }, ada, just(AT))).toBe(
      'unknown',
    );
  });
});

describe('a suggested task', () => {
  test('is accepted or dismissed by name, and may be suggested again', () => {
    const accepted = after(readCall(), { edit: 'task', taskId: 't1', state: 'accepted' });
    expect(accepted.tasks.tasks).toMatchObject([{ state: 'accepted', decided: { byPersonId: 'ada', at: AT } }]);
    const again = after(accepted, { edit: 'task', taskId: 't1', state: 'suggested' }, bob);
    expect(again.tasks.tasks).toMatchObject([{ state: 'suggested', decided: null }]);
    expect(editInsights(again, { edit: 'task', taskId: 't9', state: 'accepted' }, ada, just(AT))).toBe('unknown');
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
    expect(editInsights(two, write('x', 5_000, 'later'), ada, just(LATER))).toBe('unchanged');
    expect(after(two, write('x', 5_000, 'better')).comments.map((comment) => comment.text)).toEqual([
      'sooner',
      'better',
    ]);
    expect(after(two, write('x', 5_000, '')).comments.map((comment) => comment.id)).toEqual(['y']);
    expect(editInsights(two, write('z', 0, ''), ada, just(AT))).toBe('unchanged');
  });

  test('of another person is not changed', () => {
    const one = after(readCall(), write('x', 5_000, 'mine'));
    for (const text of ['theirs', ''])
      expect(editInsights(one, write('x', 5_000, text), bob, just(LATER))).toBe('not_yours');
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

describe('what two people wrote offline', () => {
  const minute = (m: number) => new Date(Date.parse(AT) + m * 60_000).toISOString();
  type Written = [InsightEdit, typeof ada, number];
  const segment = (text: string): InsightEdit => ({ edit: 'segment', segmentId: 's1', text });
  const sentence = (text: string): InsightEdit => ({ edit: 'summary_sentence', sentenceId: 'm1', text });
  const accept = (on: boolean): InsightEdit => ({ edit: 'verify_summary', on });
  const task = (state: 'accepted' | 'dismissed' | 'suggested'): InsightEdit => ({ edit: 'task', taskId: 't1', state });
  const name = (to: string): InsightEdit => ({ edit: 'speaker_name', speaker: 'caller', name: to });
  const comment = (text: string): InsightEdit => ({ edit: 'comment', commentId: 'k', atMs: 5, text });

  /** Each arrives a minute after the one before, long after all of them were written. */
  function arriving(written: readonly Written[], before = readCall()): CallInsights {
    return written.reduce((insights, [edit, by, at], index) => {
      const outcome = editInsights(insights, edit, by, { at: minute(at), receivedAt: minute(600 + index) });
      return typeof outcome === 'string' ? insights : outcome;
    }, before);
  }
  function orders<T>(all: readonly T[]): T[][] {
    if (all.length <= 1) return [[...all]];
    return all.flatMap((one, index) => orders(all.toSpliced(index, 1)).map((rest) => [one, ...rest]));
  }
  const shown = (insights: CallInsights) => ({ ...insights, written: null });

  const cases: [string, Written[], (ends: CallInsights) => unknown, unknown][] = [
    [
      'of a correction the later counts, also where it puts the machine’s words back',
      [
        [segment('Is it Monday?'), ada, 1],
        [segment('Is it Friday?'), bob, 3],
        [segment('Is it Tuesday?'), ada, 2],
        [segment('Is it Wednesday?'), bob, 2],
      ],
      ({ transcript }) => transcript.segments[0],
      said(1, 'Is it Friday?'),
    ],
    [
      'of a correction to the same words the later writer is named',
      [
        [segment('Is it Monday?'), ada, 1],
        [segment('Is it Monday?'), bob, 3],
        [segment('Is it Tuesday?'), ada, 2],
      ],
      ({ transcript }) => transcript.segments[0]?.edited,
      { byPersonId: 'bob', byName: 'Me Bob', at: minute(3), original: 'Is it Friday?' },
    ],
    [
      'a sentence that is taken out comes back with its sources when it was written anew later',
      [
        [sentence(''), ada, 1],
        [sentence('It is on Monday.'), bob, 2],
        [sentence('It is on Sunday.'), ada, 0],
      ],
      ({ summary }) => [summary.sentences[0], summary.edited?.byPersonId],
      [{ id: 'm1', text: 'It is on Monday.', segmentIds: ['s1'] }, 'bob'],
    ],
    [
      'a summary is not accepted with a sentence that who accepted it could not have seen',
      [
        [accept(true), bob, 5],
        [sentence('It is on Monday.'), ada, 1],
        [{ edit: 'summary_sentence', sentenceId: 'm2', text: 'At ten.' }, bob, 3],
      ],
      ({ summary }) => summary.verified,
      null,
    ],
    [
      'one’s own later word makes a summary acceptable again',
      [
        [sentence('It is on Monday.'), ada, 1],
        [sentence('It is on Tuesday.'), bob, 3],
        [accept(true), bob, 5],
        [accept(false), ada, 2],
      ],
      ({ summary }) => [summary.sentences[0]?.text, summary.verified],
      ['It is on Tuesday.', { byPersonId: 'bob', byName: 'Me Bob', at: minute(5) }],
    ],
    [
      'of a task, a name and a comment the later word counts, also where it takes them back',
      [
        [task('accepted'), ada, 1],
        [task('suggested'), bob, 2],
        [name('Anneke'), ada, 2],
        [name(''), bob, 3],
        [comment('note'), ada, 1],
        [comment(''), ada, 4],
      ],
      ({ tasks, transcript, comments }) => [tasks.tasks[0]?.state, transcript.speakerNames.caller, comments],
      ['suggested', null, []],
    ],
  ];
  test.each(cases)('%s, whoever comes back first', (_, written, pick, expected) => {
    const ends = orders(written).map((order) => arriving(order));
    for (const end of ends) {
      expect(shown(end)).toEqual(shown(ends[0] as CallInsights));
      expect(pick(end)).toEqual(expected);
    }
  });

  test('from a clock that runs ahead counts from its arrival, and does not win for hours', () => {
    const ahead = arriving([[segment('From tomorrow'), ada, 5_000]]);
    expect(ahead.transcript.segments[0]?.edited?.at).toBe(minute(600));
    const after = editInsights(ahead, segment('An hour later'), bob, { at: minute(660), receivedAt: minute(661) });
    expect(typeof after === 'string' ? after : after.transcript.segments[0]?.text).toBe('An hour later');
  });

  test('sent twice changes nothing the second time, and an older one that comes late changes nothing', () => {
    const once = arriving([[segment('Is it Monday?'), ada, 2]]);
    const times = (at: number) => ({ at: minute(at), receivedAt: minute(700) });
    expect(editInsights(once, segment('Is it Monday?'), ada, times(2))).toBe('unchanged');
    expect(editInsights(once, segment('Is it Sunday?'), bob, times(1))).toBe('unchanged');
  });
});

import { describe, expect, it } from 'vitest';
import type { CallInsights, InsightEdit } from '@callbrief/relay/wire/insights';
import { withEdits } from '../../../../src-main/transcripts/with-edits.ts';
import { done, sampleInsights } from '../../../support/sample-recording.ts';

const early = '2026-11-19T09:00:00.000Z';
const late = '2026-11-19T10:00:00.000Z';
const by = (at: string) => ({ byPersonId: 'jonas', byName: 'Jonas', at });
const colleague = (at: string) => ({ byPersonId: 'sofie', byName: 'Sofie', at });
const written = (edit: InsightEdit, at = late) => ({ edit, ...by(at) });

function insights(more: Partial<CallInsights> = {}): CallInsights {
  const base = sampleInsights('call', ['First', 'Second']);
  return {
    ...base,
    summary: {
      ...base.summary,
      ...done,
      sentences: [
        { id: 'a', text: 'One.', segmentIds: ['s0'] },
        { id: 'b', text: 'Two.', segmentIds: ['s1'] },
      ],
    },
    tasks: {
      ...base.tasks,
      ...done,
      tasks: [
        { id: 't', title: 'Call', dueDate: null, quote: 'call', segmentId: 's0', state: 'suggested', decided: null },
      ],
    },
    ...more,
  };
}

describe('edits over the office’s words', () => {
  it('correct a part of the transcript twice, and keep what the machine wrote', () => {
    const edit = (text: string): InsightEdit => ({ edit: 'segment', segmentId: 's1', text });
    const { segments } = withEdits(insights(), [written(edit('Seconds'), early), written(edit('Sekunden'))]).transcript;
    expect(segments[1]).toMatchObject({ text: 'Sekunden', words: null, edited: { ...by(late), original: 'Second' } });
    expect(segments[0]).toEqual(insights().transcript.segments[0]);
  });

  it('do not cover what a colleague wrote later', () => {
    const base = insights();
    const segments = base.transcript.segments.map((segment) => ({
      ...segment,
      text: 'Hers',
      edited: { ...colleague(late), original: 'x' },
    }));
    const tasks = base.tasks.tasks.map((task) => ({
      ...task,
      state: 'dismissed' as const,
      decided: colleague(late),
    }));
    const hers: CallInsights = {
      ...base,
      transcript: { ...base.transcript, segments },
      summary: { ...base.summary, verified: colleague(late), edited: colleague(late) },
      tasks: { ...base.tasks, tasks },
      comments: [{ id: 'c', atMs: 1, text: 'Hers', ...colleague(late) }],
    };
    const edits: InsightEdit[] = [
      { edit: 'segment', segmentId: 's0', text: 'Mine' },
      { edit: 'summary_sentence', sentenceId: 'a', text: 'Mine' },
      { edit: 'verify_summary', on: false },
      { edit: 'task', taskId: 't', state: 'accepted' },
      { edit: 'comment', commentId: 'c', atMs: 2, text: 'Mine' },
    ];
    expect(
      withEdits(
        hers,
        edits.map((edit) => written(edit, early)),
      ),
    ).toEqual(hers);
  });

  describe('of a relay that tells when each thing was written', () => {
    const wrote = (who: string, at: string, arrivedAt = at) => ({ byPersonId: who, at, arrivedAt });
    const rewrite = (sentenceId: string) => ({ edit: 'summary_sentence', sentenceId, text: 'Mine.' }) as const;
    const hers = (written: NonNullable<CallInsights['written']>) => {
      const base = insights({ written });
      return { ...base, summary: { ...base.summary, edited: colleague(late) } };
    };
    const texts = (of: CallInsights) => of.summary.sentences.map(({ text }) => text);

    it('stand beside a colleague’s later edit of another sentence, not over one of the same', () => {
      const now = hers({ 'sentence/a': wrote('sofie', late) });
      const shown = withEdits(now, [written(rewrite('a'), early), written(rewrite('b'), early)]);
      expect(texts(shown)).toEqual(['One.', 'Mine.']);
      expect(shown.summary.edited).toEqual(colleague(late));
    });

    it('do not name a voice that was named later, also where the name was taken away', () => {
      const name = written({ edit: 'speaker_name', speaker: 'caller', name: 'Anneke' }, early);
      const callerOf = (of: CallInsights) => withEdits(of, [name]).transcript.speakerNames.caller;
      expect(callerOf(hers({ 'speaker/caller': wrote('sofie', late) }))).toBeNull();
      expect(callerOf(hers({ 'speaker/firm': wrote('sofie', late) }))).toBe('Anneke');
    });

    it('accept a summary only as far as it could be seen by then', () => {
      const accept = written({ edit: 'verify_summary', on: true }, early);
      const verified = (writing: ReturnType<typeof wrote>) =>
        withEdits(hers({ 'sentence/a': writing }), [accept]).summary.verified;
      expect(verified(wrote('sofie', '2026-11-19T08:00:00.000Z', late))).toBeNull();
      expect(verified(wrote('sofie', '2026-11-19T08:00:00.000Z'))).toEqual(by(early));
    });

    it('decide among themselves by when they were written', () => {
      const to = (text: string, at: string) => written({ edit: 'segment', segmentId: 's1', text }, at);
      const shown = withEdits(hers({}), [to('Later', late), to('Sooner', early)]);
      expect(shown.transcript.segments[1]?.text).toBe('Later');
    });
  });

  it('name a voice and take the name away', () => {
    const name = (text: string) => written({ edit: 'speaker_name', speaker: 'caller', name: text });
    expect(withEdits(insights(), [name('Anneke')]).transcript.speakerNames).toEqual({ caller: 'Anneke', firm: null });
    expect(withEdits(insights(), [name('Anneke'), name('')]).transcript.speakerNames.caller).toBeNull();
  });

  it('rewrite a sentence of the summary, take one out, and accept it', () => {
    const { summary } = withEdits(insights(), [
      written({ edit: 'summary_sentence', sentenceId: 'a', text: 'Better.' }, early),
      written({ edit: 'summary_sentence', sentenceId: 'b', text: '' }, early),
      written({ edit: 'verify_summary', on: true }),
    ]);
    expect(summary).toMatchObject({
      sentences: [{ id: 'a', text: 'Better.', segmentIds: ['s0'] }],
      edited: by(early),
      verified: by(late),
    });
  });

  it('decide about a task and take it back', () => {
    const to = (state: 'accepted' | 'suggested', at: string) => written({ edit: 'task', taskId: 't', state }, at);
    expect(withEdits(insights(), [to('accepted', early)]).tasks.tasks[0]).toMatchObject({
      state: 'accepted',
      decided: by(early),
    });
    expect(withEdits(insights(), [to('accepted', early), to('suggested', late)]).tasks.tasks[0]).toMatchObject({
      state: 'suggested',
      decided: null,
    });
  });

  it('put comments in the order of the talk, change one and remove one', () => {
    const comment = (commentId: string, atMs: number, text: string) =>
      written({ edit: 'comment', commentId, atMs, text });
    const shown = withEdits(insights(), [
      comment('late', 9_000, 'Later'),
      comment('early', 1_000, 'Sooner'),
      comment('late', 9_000, 'Later still'),
      comment('none', 5_000, 'x'),
      comment('none', 5_000, ''),
    ]);
    expect(shown.comments.map(({ id, text }) => [id, text])).toEqual([
      ['early', 'Sooner'],
      ['late', 'Later still'],
    ]);
  });

  it('pass over what the office has no more', () => {
    const edits: InsightEdit[] = [
      { edit: 'segment', segmentId: 'gone', text: 'x' },
      { edit: 'summary_sentence', sentenceId: 'gone', text: 'x' },
      { edit: 'task', taskId: 'gone', state: 'accepted' },
    ];
    expect(
      withEdits(
        insights(),
        edits.map((edit) => written(edit)),
      ),
    ).toEqual(insights());
  });
});

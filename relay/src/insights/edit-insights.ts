import type { Author } from '../storage/port.ts';
import type { CallInsights, InsightEdit } from '../wire/insights.ts';
import type { IsoTime } from '../wire/scalars.ts';
import { withContent } from './insight-fields.ts';
import { byTime, placeOf, sentenceWritings, type Writing } from './writings.ts';

/** `unknown`: there is no such segment, sentence or task (any more). `not_yours`: another person wrote the comment. */
export type EditOutcome = CallInsights | 'unchanged' | 'unknown' | 'not_yours';

export interface EditTimes {
  /** When it was written, maybe offline; null: just now. */
  at: IsoTime | null;
  /** When the relay got it. An edit written by a clock that runs ahead counts from here, else it would win for hours. */
  receivedAt: IsoTime;
}

/** The edit as if nothing stood against it. `isSame`: nobody would see a difference. */
interface Effect {
  after: CallInsights;
  isSame: boolean;
  more?: Pick<Writing, 'cited' | 'acceptedBy'>;
}

interface Signed {
  byPersonId: string;
  byName: string;
  at: IsoTime;
}

/**
 * What a person does to a call's insights; of two writings of one thing the later `at` wins, in whatever order they arrive.
 * What the machine wrote is kept beside a correction. States and their times stay: nothing was produced.
 */
export function editInsights(before: CallInsights, edit: InsightEdit, by: Author, times: EditTimes): EditOutcome {
  const { receivedAt } = times;
  const writtenMs = Math.min(Date.parse(times.at ?? receivedAt), Date.parse(receivedAt));
  const at = new Date(writtenMs).toISOString();
  const place = placeOf(edit);
  const last = before.written?.[place];
  const writing: Writing = { at, byPersonId: by.personId, arrivedAt: receivedAt };
  const isOlder = last !== undefined && byTime(writing, last) < 0;
  const isKnown = last !== undefined && byTime(writing, last) === 0;

  const effect = effectOf(before, edit, { byPersonId: by.personId, byName: by.name, at });
  if (typeof effect === 'string') return effect;
  if (isOlder || (effect.isSame && (isKnown || times.at === null))) return 'unchanged';
  const written = { ...before.written, [place]: { ...writing, ...effect.more } };
  return withVerification({ ...effect.after, written }, before.summary.verified);
}

function effectOf(before: CallInsights, edit: InsightEdit, signed: Signed): Effect | 'unknown' | 'not_yours' {
  switch (edit.edit) {
    case 'segment': {
      const { segments } = before.transcript;
      const segment = segments.find((one) => one.id === edit.segmentId);
      if (!segment) return 'unknown';
      const original = segment.edited?.original ?? segment.text;
      // Put back as it was, it is the machine's again.
      const edited = edit.text === original ? null : { ...signed, original };
      const corrected = { ...segment, text: edit.text, edited };
      const after = withContent(before, 'transcript', {
        segments: segments.map((one) => (one === segment ? corrected : one)),
      });
      return { after, isSame: segment.text === edit.text };
    }
    case 'speaker_name': {
      const name = edit.name === '' ? null : edit.name;
      const { speakerNames } = before.transcript;
      const after = withContent(before, 'transcript', { speakerNames: { ...speakerNames, [edit.speaker]: name } });
      return { after, isSame: speakerNames[edit.speaker] === name };
    }
    case 'summary_sentence':
      return editSentence(before, edit, signed);
    case 'verify_summary':
      if (before.summary.sentences.length === 0) return 'unknown';
      return {
        after: before,
        isSame: edit.on === (before.summary.verified !== null),
        ...(edit.on ? { more: { acceptedBy: signed.byName } } : {}),
      };
    case 'task': {
      const { tasks } = before.tasks;
      const task = tasks.find((one) => one.id === edit.taskId);
      if (!task) return 'unknown';
      const decided = { ...task, state: edit.state, decided: edit.state === 'suggested' ? null : signed };
      const after = withContent(before, 'tasks', { tasks: tasks.map((one) => (one === task ? decided : one)) });
      return { after, isSame: task.state === edit.state };
    }
    case 'comment':
      return editComment(before, edit, signed);
    default:
      return edit satisfies never;
  }
}

/** An empty text takes the sentence out; a later one brings it back, with what it cited. */
function editSentence(
  before: CallInsights,
  { sentenceId, text }: Extract<InsightEdit, { edit: 'summary_sentence' }>,
  signed: Signed,
): Effect | 'unknown' {
  const { summary } = before;
  const known = summary.sentences.find((one) => one.id === sentenceId);
  const cited = known?.segmentIds ?? before.written?.[`sentence/${sentenceId}`]?.cited;
  if (cited === undefined) return 'unknown';
  const others = summary.sentences.filter((one) => one !== known);
  const written = text === '' ? [] : [{ id: sentenceId, text, segmentIds: cited }];
  const sentences = [...others, ...written].toSorted((a, b) => inOrder.compare(a.id, b.id));
  const { edited } = summary;
  const after = withContent(before, 'summary', {
    sentences,
    edited: edited !== null && byTime(edited, signed) > 0 ? edited : signed,
  });
  return { after, isSame: (known?.text ?? '') === text, ...(text === '' ? { more: { cited } } : {}) };
}

/** m2 before m10. */
const inOrder = new Intl.Collator('en', { numeric: true });

/** Who accepts a summary accepts what could be seen by then. It stands as long as every sentence is such a one. */
function withVerification(after: CallInsights, known: CallInsights['summary']['verified']): CallInsights {
  const told = after.written?.['verified'];
  const { acceptedBy, byPersonId = '', at = '' } = told ?? {};
  const verified = acceptedBy === undefined ? null : { byPersonId, byName: acceptedBy, at };
  const wanted = told === undefined ? known : verified;
  const stands = wanted !== null && sentenceWritings(after).every((of) => wasSeenBy(wanted, of));
  return withContent(after, 'summary', { verified: stands ? wanted : null });
}

/** Their own writing, or another's that was here before they accepted. */
function wasSeenBy(verified: Pick<Writing, 'at' | 'byPersonId'>, of: Writing): boolean {
  return (of.byPersonId === verified.byPersonId ? of.at : of.arrivedAt) <= verified.at;
}

/** The id is the desktop's, so a comment that is sent twice stands once. An empty text takes it away. */
function editComment(
  before: CallInsights,
  { commentId, atMs, text }: Extract<InsightEdit, { edit: 'comment' }>,
  signed: Signed,
): Effect | 'not_yours' {
  const known = before.comments.find((one) => one.id === commentId);
  const writer = known?.byPersonId ?? before.written?.[`comment/${commentId}`]?.byPersonId;
  if (writer !== undefined && writer !== signed.byPersonId) return 'not_yours';
  const others = before.comments.filter((one) => one !== known);
  const written: CallInsights['comments'] = text === '' ? [] : [{ ...signed, id: commentId, atMs, text }];
  const comments = [...others, ...written].toSorted(
    (a, b) => a.atMs - b.atMs || (a.at < b.at ? -1 : Number(a.at > b.at)) || (a.id < b.id ? -1 : 1),
  );
  return { after: { ...before, comments }, isSame: known ? known.text === text && known.atMs === atMs : text === '' };
}

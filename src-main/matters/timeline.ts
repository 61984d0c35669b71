import type { Matter } from '@callbrief/relay/wire/directory';
import type { Task } from '@callbrief/relay/wire/task';
import type {
  MadeOfCall,
  Timeline,
  TimelineEntry,
  TimelineFilter,
  TimelineQuery,
} from '../../src-preload/contract/matters.ts';
import { PLACES } from '../history/call-seq.ts';
import { createDays } from '../history/days.ts';
import type { History, Viewer } from '../history/history.ts';
import type { EntryPlace } from '../history/matter-entries.ts';
import { foldCharacter } from '../history/search-query.ts';
import { describeDeadline, isComing } from './coming-deadlines.ts';
import type { WordsOfCalls } from './words-of-calls.ts';

type Known = Pick<History, 'matter' | 'matterEntries' | 'items' | 'call' | 'person' | 'recordings'>;

/** An entry before it is read: enough to count it, order it and put it under its day. */
type Place =
  | { of: 'item'; atMs: number; place: EntryPlace }
  | { of: 'task'; atMs: number; task: Task }
  | { of: 'deadline'; atMs: number; deadline: Matter['deadlines'][number] };

const days = createDays();

/** What happened in a matter and what is to come, newest first. Only the window that is asked for is read whole. */
export function timelineOf(history: Known, words: WordsOfCalls, query: TimelineQuery, viewer: Viewer): Timeline {
  const { matterId } = query;
  const now = new Date(viewer.now);
  const all = placesOf(history, matterId);
  const finds = finderOf(history, query);
  const isIn = (place: Place, filter: TimelineFilter) => filter === 'all' || filterOf(place) === filter;
  const matching = all.filter((place) => isIn(place, query.filter) && finds(place));
  const counts: Timeline['counts'] = { all: all.length, calls: 0, sms: 0, fax: 0, voicemail: 0, tasks: 0 };
  for (const place of all) {
    const filter = filterOf(place);
    if (filter !== null) counts[filter] += 1;
  }
  const revisions = new Map(history.matterEntries.withWords(matterId).map((one) => [one.callId, one.revision]));
  const window = matching.slice(query.offset, query.offset + query.limit);
  return {
    entries: window.flatMap((place) => entryOf(place) ?? []),
    total: matching.length,
    counts,
    days: days.of(
      matching.map(({ atMs }) => atMs * PLACES),
      viewer.timeZone,
    ),
    coming: matching.filter((place) => place.of === 'deadline' && isComing(place.deadline, now)).length,
  };

  function entryOf(place: Place): TimelineEntry | null {
    const at = new Date(place.atMs).toISOString();
    if (place.of === 'deadline') {
      const deadline = describeDeadline(place.deadline);
      return { key: `deadline ${deadline.id}`, kind: 'deadline', at, deadline, isPast: !isComing(place.deadline, now) };
    }
    if (place.of === 'task') {
      const { id, title, state, due, assigneePersonId, callId, stamps } = place.task;
      const assignee = assigneePersonId === null ? null : (history.person(assigneePersonId)?.name ?? null);
      const doneBy =
        stamps['state'] === undefined ? null : (personName(stamps['state'].byPersonId) ?? stamps['state'].byName);
      const byName = state === 'done' ? (doneBy ?? assignee) : assignee;
      return { key: `task ${id}`, kind: 'task', at, taskId: id, title, state, due, byName, callId };
    }
    const { id, kind } = place.place;
    if (kind === 'sms' || kind === 'fax') {
      const row = history.matterEntries.messageRow(id);
      return row && { key: `message ${id}`, kind: 'message', at: row.startedAt, row };
    }
    const row = history.matterEntries.callRow(id, viewer);
    const note = history.call(id)?.note ?? null;
    return (
      row && {
        key: `call ${id}`,
        kind: 'call',
        at: row.startedAt,
        row,
        note: note === null || note.value === '' ? null : { text: note.value, byName: note.byName },
        made: madeOf(id),
      }
    );
  }

  function personName(personId: string): string | null {
    return history.person(personId)?.name ?? null;
  }

  function madeOf(callId: string): MadeOfCall {
    const revision = revisions.get(callId) ?? null;
    const made = revision === null ? null : words(callId, revision);
    const drafts = history.items.of('time_entry', { callId }).filter(({ state }) => state === 'draft');
    const [callback] = history.items.of('callback', { callId }).filter(({ closed }) => closed === null);
    const recordings = history.recordings.ofCall(callId);
    const kept = recordings.some(({ removed, audio }) => removed === null && audio.status === 'completed');
    const byRule = recordings.some(({ audio }) => audio.status === 'skipped' && audio.reason === 'policy_no_recording');
    return {
      transcript: made?.transcript ?? false,
      summary: made?.summary ?? null,
      tasks: history.items.of('task', { callId }).filter(({ state }) => state !== 'removed').length,
      suggestedTasks: made?.suggestedTasks ?? 0,
      draftMinutes: drafts.length === 0 ? null : drafts.reduce((sum, { minutes }) => sum + minutes, 0),
      notRecorded: kept
        ? null
        : byRule
          ? 'rule'
          : recordings.some(({ removed }) => removed !== null)
            ? 'removed'
            : null,
      hasRecording: kept,
      callback: callback ? { dueAt: callback.dueAt, status: callback.status } : null,
    };
  }
}

function placesOf(history: Known, matterId: string): Place[] {
  const items = history.matterEntries.places(matterId).map((place): Place => ({ of: 'item', atMs: place.atMs, place }));
  const tasks = history.items
    .of('task', { matterId })
    .filter(({ state }) => state !== 'removed')
    .map((task): Place => ({ of: 'task', atMs: Date.parse(timeOf(task)), task }));
  const deadlines = (history.matter(matterId)?.deadlines ?? []).map((deadline): Place => ({
    of: 'deadline',
    atMs: Date.parse(deadline.at),
    deadline,
  }));
  const others = [...tasks, ...deadlines];
  return others.length === 0 ? items : [...items, ...others].sort((a, b) => b.atMs - a.atMs);
}

/** A task stands where it was done, else where it was written down. */
function timeOf({ state, stamps, createdAt }: Task): string {
  return state === 'done' ? (stamps['state']?.at ?? createdAt) : createdAt;
}

function filterOf(place: Place): Exclude<TimelineFilter, 'all'> | null {
  if (place.of === 'deadline') return null;
  if (place.of === 'task') return 'tasks';
  const { kind } = place.place;
  return kind === 'call' ? 'calls' : kind;
}

function finderOf(history: Known, { matterId, find }: TimelineQuery): (place: Place) => boolean {
  if (find.trim() === '') return () => true;
  const found = history.matterEntries.found(matterId, find);
  const wanted = fold(find).split(/\s+/u).filter(Boolean);
  const stands = (text: string) => wanted.every((word) => fold(text).includes(word));
  return (place) => {
    if (place.of === 'item') return found?.has(place.place.id) ?? false;
    return stands(place.of === 'task' ? place.task.title : `${place.deadline.title} ${place.deadline.place ?? ''}`);
  };
}

const fold = (text: string) => Array.from(text, foldCharacter).join('');

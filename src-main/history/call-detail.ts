import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import type { EarlierEntry } from '../../src-preload/contract.ts';
import { isMe } from '../calls/perspective.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { nextDeadline } from '../matters/next-deadline.ts';
import type { CallLists } from './call-list.ts';
import { voicemailOf, type CallRowMaker } from './call-row.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { StoredDetail, Viewer, WaitingChange } from './history.ts';
import type { MessageRowMaker } from './message-row.ts';

export interface CallDetails {
  detail: (callId: string, viewer: Viewer) => StoredDetail | null;
  addHops: (callId: string, hops: readonly { name: string; at: string }[]) => void;
}

const EARLIER = 10;

export function createCallDetails(
  db: Database,
  parts: {
    lists: CallLists;
    rows: CallRowMaker;
    directory: DirectoryRows;
    messageRows: MessageRowMaker;
    callsBefore: (call: Call, limit: number) => Call[];
    messagesBefore: (call: Call, limit: number) => Message[];
    isBlocked: (number: string | null) => boolean;
    waitingFor: (callId: string) => WaitingChange[];
  },
): CallDetails {
  const { rows, directory } = parts;
  const hops = db.prepare<[string], { name: string; at: string }>(
    'SELECT name, at FROM call_hops WHERE call_id = ? ORDER BY at, name',
  );
  const addHop = db.prepare('INSERT OR IGNORE INTO call_hops (call_id, name, at) VALUES (?, ?, ?)');

  function earlierThan(call: Call, me: Person | null): EarlierEntry[] {
    const calls = parts.callsBefore(call, EARLIER).map((earlier): EarlierEntry => ({
      kind: 'call',
      id: earlier.id,
      startedAt: earlier.startedAt,
      direction: earlier.direction,
      outcome: earlier.outcome,
      answeredByName: rows.nameOf(earlier.answeredBy),
      voicemail: voicemailOf(earlier, me),
    }));
    const messages = parts.messagesBefore(call, EARLIER).map((earlier): EarlierEntry => ({
      kind: earlier.kind,
      id: earlier.id,
      startedAt: earlier.at,
      direction: earlier.direction,
      text: earlier.body,
      pages: earlier.pages,
      byName: parts.messageRows.byName(earlier),
    }));
    return [...calls, ...messages].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt)).slice(0, EARLIER);
  }

  return {
    detail(callId, viewer) {
      const facts = parts.lists.facts(callId);
      if (!facts) return null;
      const { call } = facts;
      const me = directory.person(viewer.personId);
      const context = rows.context(call);
      const { contact, matter, number } = context;
      const lawyer = matter?.responsiblePersonId ? directory.person(matter.responsiblePersonId) : null;
      return {
        ...rows.row(facts, context, me, null),
        number,
        numberFormatted: number === null ? null : formatNumber(number),
        organisation: contact?.organisation ?? null,
        languages: contact?.languages ?? [],
        ...(matter && { matterId: matter.id }),
        matterLawyer: lawyer?.shortName ?? null,
        nextDeadline: nextDeadline(matter, new Date(viewer.now)),
        answeredAfterSeconds: answeredAfterSeconds(call),
        anonymous: call.anonymous,
        voicemailSeconds: call.voicemail?.durationSeconds ?? null,
        legs: call.legs.map((leg) => ({
          name: rows.nameOf(leg),
          state: leg.state,
          isMe: me !== null && isMe(leg, me),
        })),
        note: call.note
          ? {
              text: call.note.value,
              byName: call.note.byName,
              at: call.note.at,
              waiting: parts
                .waitingFor(call.id)
                .some((w) => w.change.kind === 'edit_call' && w.change.note !== undefined && w.at === call.note?.at),
            }
          : null,
        otherNotes: call.otherNotes.map(({ value, byName, at }) => ({ text: value, byName, at })),
        tags: call.tags?.value ?? [],
        disposition: call.disposition?.value ?? null,
        earlier: earlierThan(call, me),
        added: call.added,
        healed: call.healed,
        blocked: parts.isBlocked(number),
        hops: hops.all(callId),
      };
    },
    addHops(callId, passed) {
      for (const hop of passed) addHop.run(callId, hop.name, hop.at);
    },
  };
}

/** Whole seconds from the first ring to the answer; null when nobody answered. */
export function answeredAfterSeconds(call: Pick<Call, 'startedAt' | 'answeredAt'>): number | null {
  if (call.answeredAt === null) return null;
  return Math.max(0, Math.round((Date.parse(call.answeredAt) - Date.parse(call.startedAt)) / 1000));
}

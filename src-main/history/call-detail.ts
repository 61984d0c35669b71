import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';
import type { CallDetail } from '../../src-preload/contract.ts';
import { isMe } from '../calls/perspective.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { nextDeadline } from '../matters/next-deadline.ts';
import type { CallLists } from './call-list.ts';
import type { CallRowMaker } from './call-row.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Viewer, WaitingChange } from './history.ts';

export interface CallDetails {
  detail: (callId: string, viewer: Viewer) => CallDetail | null;
  addHops: (callId: string, hops: readonly { name: string; at: string }[]) => void;
}

const EARLIER_CALLS = 10;

export function createCallDetails(
  db: Database,
  parts: {
    lists: CallLists;
    rows: CallRowMaker;
    directory: DirectoryRows;
    callsBefore: (call: Call, limit: number) => Call[];
    waitingFor: (callId: string) => WaitingChange[];
  },
): CallDetails {
  const { rows, directory } = parts;
  const hops = db.prepare<[string], { name: string; at: string }>(
    'SELECT name, at FROM call_hops WHERE call_id = ? ORDER BY at, name',
  );
  const addHop = db.prepare('INSERT OR IGNORE INTO call_hops (call_id, name, at) VALUES (?, ?, ?)');

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
        earlier: parts.callsBefore(call, EARLIER_CALLS).map((earlier) => ({
          id: earlier.id,
          startedAt: earlier.startedAt,
          outcome: earlier.outcome,
          answeredByName: rows.nameOf(earlier.answeredBy),
          direction: earlier.direction,
        })),
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

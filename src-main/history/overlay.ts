import type { Call } from '@callbrief/relay/wire/call';
import { mergeNote } from '@callbrief/relay/wire/merge-note';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import { hear, type Hearing } from '@callbrief/relay/wire/voicemail-heard';
import { withEdits, type SignedEdit } from '../transcripts/with-edits.ts';
import type { WaitingChange } from './history.ts';

/** Who wrote what waits here. */
export interface Writer {
  id: string;
  name: string;
}

/**
 * A call as it is shown: the relay's row with what was written here and waits, in order of writing. As on the relay, the
 * later writing wins, so a colleague's newer note is not covered by an older one of ours; of a voicemail the first hearing.
 */
export function withWaiting(call: Call, waiting: readonly WaitingChange[], writer: Writer): Call {
  let shown = call;
  let hearing: Hearing = { heard: call.voicemailHeard ?? null, notHeardAt: null };
  for (const { at, change } of waiting) {
    const written = <T>(value: T) => ({ value, byPersonId: writer.id, byName: writer.name, at });
    const isLater = (field: { at: string } | null) => field === null || field.at <= at;
    if (change.kind === 'new_contact') {
      if (change.callId === call.id) shown = { ...shown, contactId: change.contactId };
      continue;
    }
    if (change.kind !== 'edit_call' || change.callId !== call.id) continue;
    if (change.note !== undefined) shown = { ...shown, ...mergeNote(shown, written(change.note), change) };
    else if (change.dropOtherNotes !== undefined) {
      const { dropOtherNotes } = change;
      shown = { ...shown, otherNotes: shown.otherNotes.filter((other) => !dropOtherNotes.includes(other.at)) };
    }
    if (change.tags !== undefined && isLater(shown.tags))
      shown = { ...shown, tags: change.tags.length === 0 ? null : written(change.tags) };
    if (change.disposition !== undefined && isLater(shown.disposition))
      shown = { ...shown, disposition: change.disposition === null ? null : written(change.disposition) };
    if (change.followUp !== undefined && isLater(shown.followUp))
      shown = { ...shown, followUp: change.followUp === null ? null : written(change.followUp) };
    if (change.contactId !== undefined) shown = { ...shown, contactId: change.contactId };
    if (change.matterId !== undefined) shown = { ...shown, matterId: change.matterId };
    if (change.voicemailHeard !== undefined) {
      hearing = hear(hearing, { on: change.voicemailHeard, byPersonId: writer.id, byName: writer.name, at });
      shown = { ...shown, voicemailHeard: hearing.heard };
    }
  }
  return shown;
}

/** The same of what was made of its words. */
export function withWaitingEdits(
  insights: CallInsights,
  waiting: readonly WaitingChange[],
  writer: Writer,
): CallInsights {
  const edits = waiting.flatMap(({ at, change }): SignedEdit[] =>
    change.kind === 'edit_insights' ? [{ edit: change.edit, byPersonId: writer.id, byName: writer.name, at }] : [],
  );
  return edits.length === 0 ? insights : withEdits(insights, edits);
}

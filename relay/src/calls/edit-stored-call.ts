import type { Author } from '../storage/port.ts';
import type { CallEdit } from '../wire/call.ts';
import { mergeNote } from '../wire/merge-note.ts';
import { callChangedDraft, type EventDraft } from './event-draft.ts';
import { entryDrafts } from './interaction-event.ts';
import { onlyMatter } from './link-call.ts';
import type { CallWrite, ChosenAt, LookUps, StoredCall } from './stored-call.ts';

export interface EditContext {
  tenantId: string;
  by: Author;
  /** When the relay got the edit. An edit written by a clock that runs ahead counts from here, else it would win for hours. */
  receivedAt: string;
  lookUps: LookUps;
  now: Date;
}

/** Field by field, the later `at` wins. @returns null when nothing changes (an older edit, or the same one again). */
export function editStoredCall(
  before: StoredCall,
  edit: CallEdit,
  context: EditContext,
): { write: CallWrite; events: EventDraft[] } | null {
  const at = new Date(Math.min(Date.parse(edit.at), Date.parse(context.receivedAt))).toISOString();
  const wins = (field: Exclude<keyof ChosenAt, 'legalHold'>) =>
    edit[field] !== undefined && (before.chosenAt[field] ?? '') < at;
  const signed = { byPersonId: context.by.personId, byName: context.by.name, at };
  const call = { ...before.call };
  const chosenAt = { ...before.chosenAt };

  if (edit.note !== undefined) {
    const merged = mergeNote(before.call, { ...signed, value: edit.note }, edit);
    call.otherNotes = merged.otherNotes;
    if (wins('note')) {
      call.note = merged.note;
      chosenAt.note = at;
    }
  } else if (edit.dropOtherNotes !== undefined) {
    call.otherNotes = call.otherNotes.filter((other) => !edit.dropOtherNotes?.includes(other.at));
  }
  if (edit.followUp !== undefined && wins('followUp')) {
    call.followUp = edit.followUp === null ? null : { value: edit.followUp, ...signed };
    chosenAt.followUp = at;
  }
  if (edit.tags !== undefined && wins('tags')) {
    call.tags = edit.tags.length === 0 ? null : { value: [...new Set(edit.tags)], ...signed };
    chosenAt.tags = at;
  }
  if (edit.disposition !== undefined && wins('disposition')) {
    call.disposition = edit.disposition === null ? null : { value: edit.disposition, ...signed };
    chosenAt.disposition = at;
  }
  if (edit.contactId !== undefined && wins('contactId')) {
    const changed = call.contactId !== edit.contactId;
    call.contactId = edit.contactId;
    chosenAt.contactId = at;
    // A matter that nobody chose came with the contact before, so it goes with it too.
    if (changed && chosenAt.matterId === null) call.matterId = onlyMatter(edit.contactId, context.lookUps);
  }
  if (edit.matterId !== undefined && wins('matterId')) {
    call.matterId = edit.matterId;
    chosenAt.matterId = at;
  }
  const isSame =
    JSON.stringify(chosenAt) === JSON.stringify(before.chosenAt) &&
    JSON.stringify(call.otherNotes) === JSON.stringify(before.call.otherNotes);
  if (isSame) return null;

  call.updatedAt = context.now.toISOString();
  const callJson = JSON.stringify(call);
  const hops = { providerAt: null, receivedAt: context.receivedAt, committedAt: call.updatedAt };
  return {
    write: { stored: { ...before, call, chosenAt }, callJson, isNew: false },
    events: [callChangedDraft('edit', call, callJson, hops), ...entryDrafts(context.tenantId, before, call, hops)],
  };
}

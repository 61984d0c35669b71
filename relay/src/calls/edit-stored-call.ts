import type { Author } from '../storage/port.ts';
import type { CallEdit } from '../wire/call.ts';
import { mergeNote, withoutOthers } from '../wire/merge-note.ts';
import { hear } from '../wire/voicemail-heard.ts';
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

/** Field by field, the later `at` wins; of those who heard a voicemail, the first. @returns null when nothing changes (an older edit, or the same one again). */
export function editStoredCall(
  before: StoredCall,
  edit: CallEdit,
  context: EditContext,
): { write: CallWrite; events: EventDraft[] } | null {
  const at = new Date(Math.min(Date.parse(edit.at), Date.parse(context.receivedAt))).toISOString();
  const wins = (field: Exclude<keyof ChosenAt, 'legalHold' | 'voicemailNotHeard'>) =>
    edit[field] !== undefined && (before.chosenAt[field] ?? '') < at;
  const signed = { byPersonId: context.by.personId, byName: context.by.name, at };
  const call = { ...before.call };
  const chosenAt = { ...before.chosenAt };

  if (edit.note !== undefined) {
    const merged = mergeNote(before.call, { ...signed, value: edit.note }, edit, before.chosenAt.note);
    call.otherNotes = merged.otherNotes;
    call.note = merged.note;
    chosenAt.note = merged.wroteAt ?? chosenAt.note;
  } else if (edit.dropOtherNotes !== undefined) {
    call.otherNotes = withoutOthers(call.otherNotes, edit.dropOtherNotes);
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
  if (edit.voicemailHeard !== undefined) {
    // A row from before this was kept has neither.
    const known = { heard: call.voicemailHeard ?? null, notHeardAt: chosenAt.voicemailNotHeard ?? null };
    const now = hear(known, { on: edit.voicemailHeard, ...signed });
    call.voicemailHeard = now.heard;
    if (now.notHeardAt !== null) chosenAt.voicemailNotHeard = now.notHeardAt;
  }
  const isSame = (['otherNotes', 'voicemailHeard'] as const).every(
    (field) => JSON.stringify(call[field] ?? null) === JSON.stringify(before.call[field] ?? null),
  );
  if (isSame && JSON.stringify(chosenAt) === JSON.stringify(before.chosenAt)) return null;

  call.updatedAt = context.now.toISOString();
  const callJson = JSON.stringify(call);
  const hops = { providerAt: null, receivedAt: context.receivedAt, committedAt: call.updatedAt };
  return {
    write: { stored: { ...before, call, chosenAt }, callJson, isNew: false },
    events: [callChangedDraft('edit', call, callJson, hops), ...entryDrafts(context.tenantId, before, call, hops)],
  };
}

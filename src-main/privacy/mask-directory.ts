import type { ContactCard, ContactList } from '../../src-preload/contract/contacts.ts';
import type { MatterList, MatterView, Timeline, TimelineEntry } from '../../src-preload/contract/matters.ts';
import { HIDDEN, HIDDEN_TITLE, initialsOf } from './initials.ts';
import { maskTitle } from './mask-card.ts';
import { maskRow } from './mask-row.ts';

/** Matters and contacts as somebody else may see them: numbers of matters, initials, and when; nothing that was said. */
export function maskMatterList(list: MatterList): MatterList {
  return {
    ...list,
    rows: list.rows.map((row) => ({
      ...row,
      title: HIDDEN_TITLE,
      area: null,
      clients: row.clients.map(initialsOf),
      next: row.next && { ...row.next, title: '', place: null },
    })),
  };
}

export function maskMatter(view: MatterView): MatterView {
  return {
    ...view,
    title: HIDDEN_TITLE,
    area: null,
    next: view.next.map((deadline) => ({ ...deadline, title: '', place: null })),
    parties: view.parties.map((party) => ({
      ...party,
      name: party.name && initialsOf(party.name),
      organisation: null,
      representedBy: party.representedBy && initialsOf(party.representedBy),
      reference: null,
      languages: [],
      numbers: party.numbers.map((one) => ({ ...one, formatted: HIDDEN })),
    })),
    recent: view.recent.map((call) => ({ ...call, title: call.title && maskTitle(call.title) })),
  };
}

export function maskTimeline(timeline: Timeline): Timeline {
  return { ...timeline, entries: timeline.entries.map(maskEntry) };
}

function maskEntry(entry: TimelineEntry): TimelineEntry {
  switch (entry.kind) {
    case 'call':
      return {
        ...entry,
        row: maskRow(entry.row) as typeof entry.row,
        note: entry.note && { ...entry.note, text: HIDDEN },
      };
    case 'message':
      return { ...entry, row: maskRow(entry.row) as typeof entry.row };
    case 'task':
      return { ...entry, title: HIDDEN };
    case 'deadline':
      return { ...entry, deadline: { ...entry.deadline, title: HIDDEN, place: null } };
    default:
      return entry satisfies never;
  }
}

export function maskContactList(list: ContactList): ContactList {
  return {
    ...list,
    rows: list.rows.map((row) => ({
      ...row,
      name: initialsOf(row.name),
      organisation: null,
      numberFormatted: row.numberFormatted && HIDDEN,
    })),
  };
}

export function maskContact(card: ContactCard): ContactCard {
  return {
    ...card,
    fields: { ...card.fields, name: initialsOf(card.fields.name), organisation: null, languages: [], emails: [] },
    numbers: card.numbers.map((one) => ({ ...one, formatted: HIDDEN })),
    matters: card.matters.map((matter) => ({ ...matter, title: HIDDEN_TITLE })),
    calls: card.calls.map((call) => maskRow(call) as typeof call),
  };
}

import type { Change } from '../history/history.ts';

/** What a person wrote in this change, to be given back when the office does not take it; null: nothing in words. */
export function wordsWritten(change: Change): string | null {
  const texts = Object.values(textsOf(change)).filter((text) => typeof text === 'string' && text.trim() !== '');
  return texts.length === 0 ? null : texts.join('\n');
}

/** Fields in which people write sentences or names; ids, times and choices are none. */
function textsOf(change: Change): Record<string, unknown> {
  switch (change.kind) {
    case 'edit_call':
      return { note: change.note, tags: change.tags?.join(', ') };
    case 'new_contact':
      return { name: change.name };
    case 'edit_contact': {
      const { name, organisation, emails } = change.set;
      return { name, organisation, emails: emails?.join(', ') };
    }
    case 'edit_matter': {
      const { number, title, area } = change.set;
      return { number, title, area };
    }
    case 'edit_item': {
      const { callerName, reason, title, narrative }: Record<string, unknown> = { ...change.set };
      return { callerName, reason, title, narrative };
    }
    case 'edit_insights': {
      const { text, name }: Record<string, unknown> = { ...change.edit };
      return { text, name };
    }
    default:
      return change satisfies never;
  }
}

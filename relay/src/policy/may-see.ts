import type { About } from '../calls/event-draft.ts';
import type { Matter } from '../wire/directory.ts';

/**
 * Who may know of what. A matter can be restricted to named people: its calls, recordings and texts then do not exist for
 * anybody else, whatever their role.
 */

/** Person ids; null: everybody of the firm. */
export type Audience = readonly string[] | null;

export function audienceOf(matter: Pick<Matter, 'restrictedTo' | 'responsiblePersonId'>): Audience {
  if (matter.restrictedTo === null) return null;
  const responsible = matter.responsiblePersonId === null ? [] : [matter.responsiblePersonId];
  return [...new Set([...matter.restrictedTo, ...responsible])].toSorted(inOrder);
}

/** Who may know of something that is about both. */
export function bothAudiences(a: Audience, b: Audience): Audience {
  if (a === null || b === null) return a ?? b;
  return a.filter((personId) => b.includes(personId));
}

export function maySee(personId: string, audience: Audience): boolean {
  return audience === null || audience.includes(personId);
}

export const isSameAudience = (a: Audience, b: Audience) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Who may know of an event.
 * @param audienceOfMatter of restricted matters; null for others
 */
export function audienceOfEvent(
  about: About | null,
  audienceOfMatter: (matterId: string) => Audience,
  matterOfCall: (callId: string) => string | null,
): Audience {
  if (about === null) return null;
  const callsMatter = about.callId === null ? null : matterOfCall(about.callId);
  return bothAudiences(
    about.matterId === null ? null : audienceOfMatter(about.matterId),
    callsMatter === null ? null : audienceOfMatter(callsMatter),
  );
}

/** What everybody else is told instead, as the JSON of an event. */
export function withheldJson({ of, id, hops }: About): string {
  return JSON.stringify({ type: 'withheld', of, id, hops });
}

const inOrder = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

import { firmNumber, otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { LegParty } from '@callbrief/relay/wire/call-fact';
import type { Contact, Matter, Person } from '@callbrief/relay/wire/directory';
import type { CallRow } from '../../src-preload/contract.ts';
import { isMe } from '../calls/perspective.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { roleOf } from '../contacts/role-of.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Office } from './history.ts';
import { markNumber, markWords, snippetOf } from './marks.ts';
import { textsOf } from './search-index.ts';
import type { SearchQuery } from './search-query.ts';
import { spokenSnippet, type SpokenWords } from './spoken-words.ts';

/** What is known beside the call itself. */
export interface RowFacts {
  call: Call;
  unreturned: boolean;
  /** The first talk after a missed call. */
  reachedBy: Call | null;
}

export interface RowContext {
  contact: Contact | null;
  matter: Matter | null;
  number: string | null;
  lineName: string | null;
}

export interface CallRowMaker {
  context(call: Call): RowContext;
  /** `spoken`: what was said in it, opened only where nothing else shows the hit. */
  row(
    facts: RowFacts,
    context: RowContext,
    me: Person | null,
    search: SearchQuery | null,
    spoken?: () => SpokenWords | null,
  ): CallRow;
  nameOf(party: LegParty | null): string | null;
}

export function createCallRowMaker(directory: DirectoryRows, office: () => Office | null): CallRowMaker {
  const lineName = (number: string | null) => office()?.firm.lines.find((line) => line.number === number)?.name ?? null;

  function nameOf(party: LegParty | null): string | null {
    if (party === null) return null;
    return (party.personId === null ? null : directory.person(party.personId)?.name) ?? party.name;
  }

  return {
    nameOf,
    context: (call) => ({
      contact: call.contactId === null ? null : directory.contact(call.contactId),
      matter: call.matterId === null ? null : directory.matter(call.matterId),
      number: otherNumber(call),
      lineName: lineName(firmNumber(call)),
    }),

    row({ call, unreturned, reachedBy }, { contact, matter, number, lineName }, me, search, spoken = () => null) {
      const formatted = number === null ? null : formatNumber(number);
      const title = contact?.name ?? formatted;
      const titleMarks =
        search === null || title === null
          ? null
          : contact
            ? markWords(contact.name, search)
            : markNumber(title, search);
      return {
        kind: 'call',
        id: call.id,
        title,
        titleIsNumber: contact === null && formatted !== null,
        role: roleOf(contact, matter, directory.openMattersOf),
        matter: matter ? { number: matter.number, title: matter.title } : null,
        lineName,
        direction: call.direction,
        outcome: call.outcome,
        startedAt: call.startedAt,
        durationSeconds: call.durationSeconds,
        answeredByName: nameOf(call.answeredBy),
        answeredByMe: me !== null && isMe(call.answeredBy, me),
        rangCount: call.legs.length,
        followUp: call.followUp?.value ?? null,
        unreturned,
        voicemail: voicemailOf(call, me),
        reachedBy: reachedBy
          ? { name: nameOf(reachedBy.answeredBy) ?? '', at: reachedBy.answeredAt ?? reachedBy.startedAt }
          : null,
        snippet: search === null ? null : snippet(call, contact, formatted, spoken, search),
        titleMarks,
      };
    },
  };
}

/** Null: the caller left no message. */
export function voicemailOf(call: Call, me: Person | null): CallRow['voicemail'] {
  if (call.voicemail === null && call.outcome !== 'voicemail') return null;
  // Absent in rows from before it was kept.
  const heard = call.voicemailHeard ?? null;
  return { heard: heard && { name: heard.byName, at: heard.at, byMe: heard.byPersonId === me?.id } };
}

/** Where the hit is when the title does not show it: what was written about it, the number, what was said, the organisation. */
function snippet(
  call: Call,
  contact: Contact | null,
  formatted: string | null,
  spoken: () => SpokenWords | null,
  search: SearchQuery,
) {
  for (const text of textsOf(call)) {
    const inText = snippetOf(text, search);
    if (inText) return inText;
  }
  const inNumber = contact && formatted ? markNumber(formatted, search) : null;
  if (inNumber) return inNumber;
  const said = search.words.length === 0 ? null : spoken();
  const inTalk = said && spokenSnippet(said, search);
  if (inTalk) return inTalk;
  return contact?.organisation ? markWords(contact.organisation, search) : null;
}

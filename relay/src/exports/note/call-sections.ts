import { firmNumber, otherNumber, type Call } from '../../wire/call.ts';
import type { CallFile } from '../call-file.ts';
import type { Formats } from '../formats.ts';
import { printable, printableLines } from '../printable.ts';
import type { ExportWords } from '../words/export-words.ts';
import type { Section } from './file-note.ts';
import { fact, plain, quiet, signed, type Desk } from './note-desk.ts';

export function callSection({ file, words, formats }: Desk): Section {
  const { call, firm, matter } = file;
  const number = firmNumber(call);
  const line = number === null ? null : firm.lines.find((one) => one.number === number);
  const { tags, comment } = call.added;
  const rows = [
    fact(words.firm, printable(firm.name)),
    fact(words.matter, matter ? `${printable(matter.number)} · ${printable(matter.title)}` : words.noMatter),
    ...(number === null
      ? []
      : [fact(words.line, [printable(line?.name ?? ''), formats.number(number)].filter(Boolean).join(', '))]),
    fact(words.directionLabel, words.direction[call.direction]),
    fact(words.outcomeLabel, words.outcome[call.outcome]),
    fact(words.start, formats.moment(call.startedAt)),
    fact(words.end, endOf(call, words, formats)),
    ...(call.durationSeconds ? [fact(words.duration, formats.duration(call.durationSeconds * 1_000))] : []),
    fact(words.timeZone, formats.timeZone),
    fact(words.answeredBy, takerOf(file) ?? words.nobody),
    ...(call.followUp
      ? [
          fact(
            words.followUpLabel,
            `${words.followUp[call.followUp.value]} (${signed(words.noteBy, formats, call.followUp)})`,
          ),
        ]
      : []),
    ...(tags.length === 0 ? [] : [fact(words.tags, tags.map(printable).join(', '))]),
    ...(comment === null ? [] : [fact(words.providerComment, printable(comment))]),
  ];
  return plain(words.call, [{ kind: 'facts', rows }]);
}

/** A call whose end was never told has a time at which it was given up, which is not its end. */
function endOf(call: Call, words: ExportWords, formats: Formats): string {
  const told = call.endedAt !== null && !(call.endCause === 'unknown' && call.durationSeconds === null);
  return told && call.endedAt !== null ? formats.moment(call.endedAt) : words.endUnknown;
}

function takerOf({ call, people }: CallFile): string | null {
  const { answeredBy } = call;
  const name = (answeredBy?.personId == null ? null : people.get(answeredBy.personId)?.name) ?? answeredBy?.name;
  return name ? printable(name) : null;
}

export function participantsSection({ file, words, formats, voices }: Desk): Section {
  const { call, contact, matter, people } = file;
  const number = otherNumber(call);
  const role = matter?.parties.find((party) => party.contactId === contact?.id)?.role;
  const organisation = printable(contact?.organisation ?? '');
  const outside = [
    [contact ? printable(contact.name) : voices.caller, organisation].filter(Boolean).join(', '),
    [words.outside[call.direction], role && words.partyRole[role]].filter(Boolean).join(', '),
    number === null ? words.withheld : formats.number(number),
  ];
  const line = firmNumber(call);
  const ours = new Map<string, string[]>();
  for (const party of [
    call.answeredBy,
    ...call.legs.filter(({ state }) => state === 'answered' || state === 'talking'),
  ]) {
    if (!party) continue;
    const person = party.personId === null ? undefined : people.get(party.personId);
    const name = printable(person?.name ?? party.name ?? '');
    if (name === '') continue;
    const firmRole = !person || person.role === 'admin' ? words.ofTheFirm : words.firmRole[person.role];
    ours.set(name, [name, firmRole, line === null ? '' : formats.number(line)]);
  }
  const head = [words.participant.name, words.participant.role, words.participant.number];
  return plain(words.participants, [{ kind: 'table', head, rows: [outside, ...ours.values()] }]);
}

export function noteSection({ file, words, formats }: Desk): Section {
  const { note } = file.call;
  if (!note) return plain(words.noteSection, [quiet(words.noNote)]);
  return {
    heading: words.noteSection,
    standing: 'person',
    marks: [signed(words.noteBy, formats, note)],
    blocks: [{ kind: 'text', text: printableLines(note.value), quiet: false }],
  };
}

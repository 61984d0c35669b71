import { otherNumber } from '../wire/call.ts';
import type { Speaker } from '../wire/recording.ts';
import type { CallFile } from './call-file.ts';
import type { Formats } from './formats.ts';
import { printable } from './printable.ts';
import type { ExportWords } from './words/export-words.ts';

/** What each voice is called: as a person named it, else by whom the call was with, else by its side. */
export function voicesOf(file: CallFile, words: ExportWords, formats: Formats): Record<Speaker, string> {
  const { call, contact, people, insights } = file;
  const named = insights?.transcript.speakerNames;
  const number = otherNumber(call);
  const taker = call.answeredBy;
  const ours = taker?.personId == null ? null : (people.get(taker.personId)?.name ?? null);
  const first = (...names: (string | null | undefined)[]) =>
    names.map((name) => printable(name ?? '')).find((name) => name !== '');
  return {
    caller: first(named?.caller, contact?.name, number && formats.number(number)) ?? words.speaker.caller,
    firm: first(named?.firm, ours, taker?.name) ?? words.speaker.firm,
    unknown: words.speaker.unknown,
  };
}

import type { Language } from '../../wire/scalars.ts';
import type { CallFile } from '../call-file.ts';
import { createFormats } from '../formats.ts';
import { printable } from '../printable.ts';
import { voicesOf } from '../voices.ts';
import { fill, wordsOf } from '../words/export-words.ts';
import { callSection, noteSection, participantsSection } from './call-sections.ts';
import type { FileNote } from './file-note.ts';
import { commentsSection, summarySections, tasksSections } from './insight-sections.ts';
import type { Desk } from './note-desk.ts';
import { accessSection, recordingSection } from './recording-sections.ts';

/** The whole content of a file note. The PDF and the Word document are set from it and add nothing. */
export function describeFileNote(file: CallFile, language: Language): FileNote {
  const words = wordsOf(language);
  const formats = createFormats(language, file.firm.country, file.timeZone);
  const desk: Desk = { file, words, formats, voices: voicesOf(file, words, formats) };
  const { matter, firm, madeAt, madeBy } = file;
  const subject = matter ? `${printable(matter.number)} · ${printable(matter.title)}` : desk.voices.caller;
  const made = { when: formats.short(madeAt), name: printable(madeBy.name) };
  return {
    locale: formats.locale,
    title: words.note,
    firm: printable(firm.name),
    subject,
    made: fill(words.made, made),
    madeAt,
    page: words.page,
    properties: {
      title: [words.note, formats.isoDay(file.call.startedAt), printable(matter?.number ?? '')]
        .filter(Boolean)
        .join(', '),
    },
    sections: [
      callSection(desk),
      participantsSection(desk),
      noteSection(desk),
      ...summarySections(desk),
      ...tasksSections(desk),
      ...commentsSection(desk),
      recordingSection(desk),
      accessSection(desk),
    ],
  };
}

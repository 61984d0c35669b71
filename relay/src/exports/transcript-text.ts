import type { Language } from '../wire/scalars.ts';
import type { CallFile } from './call-file.ts';
import { createFormats } from './formats.ts';
import { printable } from './printable.ts';
import { voicesOf } from './voices.ts';
import { fill, wordsOf } from './words/export-words.ts';

/** The lines end as Windows ends them: every editor reads that, and Notepad's older siblings only that. */
const LINE_END = '\r\n';

/** The transcript as plain text: what it is of, who wrote it down, then one line for each turn. */
export function writeTranscriptText(file: CallFile, language: Language): string {
  const words = wordsOf(language);
  const formats = createFormats(language, file.firm.country, file.timeZone);
  const voices = voicesOf(file, words, formats);
  const { matter, call, insights, madeAt, madeBy } = file;
  const transcript = insights?.transcript;
  const { engine = null, source = null, segments = [] } = transcript ?? {};
  const head = [
    words.transcript,
    printable(file.firm.name),
    ...(matter ? [`${printable(matter.number)} · ${printable(matter.title)}`] : []),
    formats.moment(call.startedAt),
    '',
    words.transcriptBy[source ?? 'engine'],
    ...(engine
      ? [
          `${fill(words.writtenBy, { engine: printable(engine.id) })} ${engine.leavesMachine ? words.soundLeft : words.stayed}`,
        ]
      : []),
    transcript?.timesAreEstimated ? words.timesEstimated : words.times,
    '',
  ];
  const turns = segments.map(({ startMs, speaker, text, edited }) => {
    const mark = edited ? ` [${fill(words.corrected, { name: printable(edited.byName) })}]` : '';
    return `[${formats.position(startMs)}] ${voices[speaker]}: ${printable(text)}${mark}`;
  });
  const made = fill(words.made, { when: formats.short(madeAt), name: printable(madeBy.name) });
  return [...head, ...turns, '', made, ''].join(LINE_END);
}

/** What a file cannot hold, or what would move on the page: controls, noncharacters, what hides and what turns text around. */
// eslint-disable-next-line no-control-regex -- finding them is the point
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const LINE_END = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;

/**
 * Text from outside (a name, a note, what was said) as it may stand in a file: whole characters only, and nothing that
 * reorders what stands around it. Names of right-to-left scripts stay; only the marks that force a direction go.
 * @returns one line; runs of white space are one space
 */
export function printable(text: string): string {
  return printableLines(text).replace(/\s+/g, ' ').trim();
}

/** As `printable`, but lines stay lines. Never more than one empty line in a row. */
export function printableLines(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(LINE_END, '\n')
    .replaceAll('\t', ' ')
    .split('\n')
    .map((line) => line.replace(UNPRINTABLE, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

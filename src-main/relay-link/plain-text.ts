/**
 * Characters that nobody sees and that change how the rest of a line is read: direction overrides and isolates
 * (U+202A-202E, U+2066-2069), controls other than tab and line end. A caller named "Jonas <U+202E>..." would otherwise
 * turn around the text that stands behind the name. Marks that Arabic and Hebrew need (U+200E, U+200F, joiners) stay.
 */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const MAY_HOLD_UNSEEN = /(?![\t\n\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]|\\u00[0189]|\\u202|\\u206|\\[bf]/iu;

/** `JSON.parse` that leaves such characters out of every text. Looks at each text only where the whole may hold one. */
export function parsePlainJson(text: string): unknown {
  if (!MAY_HOLD_UNSEEN.test(text)) return JSON.parse(text) as unknown;
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(UNSEEN, '') : value,
  ) as unknown;
}

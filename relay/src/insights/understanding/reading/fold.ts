/** As words are compared: small letters without accents. The length may differ from the text's. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

/** @param text words between blanks */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(fold(text).split(/\s+/).filter(Boolean));
}

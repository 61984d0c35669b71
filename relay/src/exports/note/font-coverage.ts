/** What pdfkit opened; not in its types. */
interface OpenedFont {
  font: { hasGlyphForCodePoint(codePoint: number): boolean };
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Takes out what a font cannot show: one sign instead of each such character, whole emoji families included. A PDF/A may
 * not draw the font's empty box, and whoever reads it should see that something stood there.
 */
export function createCoverage(doc: PDFKit.PDFDocument): (text: string, font: string) => string {
  const known = new Map<string, Map<number, boolean>>();

  function has(font: string, codePoint: number): boolean {
    const seen = known.get(font) ?? new Map<number, boolean>();
    known.set(font, seen);
    const answer = seen.get(codePoint);
    if (answer !== undefined) return answer;
    doc.font(font);
    const opened = Reflect.get(doc, '_font') as OpenedFont;
    const covered = opened.font.hasGlyphForCodePoint(codePoint);
    seen.set(codePoint, covered);
    return covered;
  }

  return (text, font) => {
    const missing = Array.from(text).some((sign) => !has(font, sign.codePointAt(0) ?? 0));
    const covered = missing
      ? Array.from(graphemes.segment(text), ({ segment }) =>
          Array.from(segment).every((sign) => has(font, sign.codePointAt(0) ?? 0)) ? segment : '\uFFFD',
        ).join('')
      : text;
    doc.font(font);
    return covered;
  };
}

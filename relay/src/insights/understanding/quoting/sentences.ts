import type { Language } from '../../../wire/scalars.ts';

const segmenters = new Map<Language, Intl.Segmenter>();

/** A dot that ends no sentence: "am 3. Dezember", "Dr. Brandt". */
const GOES_ON =
  /(?:(?<!\d)\d{1,2}|(?<!\p{L})(?:dr|mr|mrs|ms|me|mme|prof|nr|no|st|bzw|ca|dhr|mevr|art|z\.b|d\.h))\.\s*$/iu;

/** The sentences of a segment, without blanks around them. */
export function sentencesOf(text: string, language: Language): string[] {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const before = sentences.at(-1);
    if (before !== undefined && GOES_ON.test(before)) sentences[sentences.length - 1] = before + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

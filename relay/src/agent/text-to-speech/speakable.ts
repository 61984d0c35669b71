/** What no voice can say: control characters, halves of characters, pictures; and `[[`, in which espeak-ng reads phonemes. */
const UNSPEAKABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\u{20E3}]|\[\[|\]\]/gu;

/** @returns the text without what no voice can say; empty when there is no letter or number in it */
export function speakable(text: string): string {
  const clean = text.replaceAll(UNSPEAKABLE, ' ').replaceAll(/\s+/gu, ' ').trim();
  return /[\p{L}\p{N}]/u.test(clean) ? clean : '';
}

/** Cuts at ends of sentences, else at blanks, so that no part is longer than an engine takes (characters). */
export function partsOf(text: string, longest: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const head = rest.slice(0, longest);
    const sentence = /^[\s\S]*[.!?…]\s/u.exec(head)?.[0].length ?? 0;
    const blank = head.lastIndexOf(' ');
    const at = sentence >= longest / 2 ? sentence : blank > 0 ? blank : wholeCharacters(head);
    parts.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...parts, rest].filter((part) => part !== '');
}

/** A pair of surrogates is not cut in two. */
const wholeCharacters = (text: string) => (/[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length);

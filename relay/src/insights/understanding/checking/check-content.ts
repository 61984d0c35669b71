import type { Reading } from '../reading/reading.ts';
import { keyOf, stemOf, type ContentWord } from '../reading/content.ts';
import type { Lexicon } from '../reading/lexicon/lexicon.ts';
import type { Doubt, Evidence, Transcript } from './check-sentence.ts';
import { isMadeOf } from './made-of.ts';

/** So many words of a sentence let one pass that was not said; a short one none. */
const WORDS_FOR_ONE_OTHER = 7;

/** The words that carry the sentence must have been said, or others that say the same; and none may be turned round. */
export function contentProblem(claim: Reading, cited: readonly Evidence[], transcript: Transcript): Doubt | null {
  const words = new Set(cited.flatMap(({ reading }) => [...reading.words]));
  const keys = new Set(cited.flatMap(({ reading }) => [...reading.keys]));
  // What every summary could say of every call says nothing of this one.
  if (claim.content.length === 0 && claim.facts.length === 0) return 'content';
  const notSaid = claim.content.filter((word) => !isSaid(word, claim, words, keys));
  // One word may be what a "they" of the cited words stands for, beside others that were said.
  const carried = claim.content.length - notSaid.length >= 2;
  const stoodFor = !carried
    ? -1
    : notSaid.findIndex((word) => !word.capital && cited.some((of) => isStoodFor(word, of, transcript)));
  const others = notSaid.filter((_, index) => index !== stoodFor);
  if (others.some(({ capital }) => capital)) return 'content';
  const distinct = new Set(claim.content.map(({ key }) => key)).size;
  if (others.length > Math.floor(distinct / WORDS_FOR_ONE_OTHER)) return 'content';
  return isTurnedRound(claim, words) ? 'opposite' : null;
}

export function isSaid(
  word: Pick<ContentWord, 'folded' | 'key'>,
  { lexicon }: Pick<Reading, 'lexicon'>,
  words: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): boolean {
  if (words.has(word.folded) || keys.has(word.key) || isSeparated(word.folded, lexicon, words, keys)) return true;
  if (!lexicon.compounds) return false;
  const said = new Set([...words, ...[...keys].filter((key) => !key.startsWith('='))]);
  return isMadeOf(word.folded, said) || isMadeOf(stemOf(word.folded, lexicon), said);
}

/** How far back a "they" reaches (segments). */
const REACH = 2;

function isStoodFor(word: ContentWord, { reading, index }: Evidence, transcript: Transcript): boolean {
  if (![...reading.lexicon.others].some((other) => reading.words.has(other))) return false;
  return Array.from({ length: REACH }, (_, back) => transcript.at(index - 1 - back)).some(
    (before) => before !== null && before.reading.keys.has(word.key),
  );
}

/** "mitbringen" where "bringen Sie ... mit" was said. */
function isSeparated(folded: string, lexicon: Lexicon, words: ReadonlySet<string>, keys: ReadonlySet<string>): boolean {
  return lexicon.separable.some(
    (part) => folded.startsWith(part) && words.has(part) && keys.has(keyOf(folded.slice(part.length), lexicon)),
  );
}

function isTurnedRound(claim: Reading, words: ReadonlySet<string>): boolean {
  if ([...claim.lexicon.earlier].some((word) => claim.words.has(word) && !words.has(word))) return true;
  const has = (side: ReadonlySet<string>, of: ReadonlySet<string>) => [...side].some((word) => of.has(word));
  return claim.lexicon.opposites.some(
    ({ one, other }) =>
      (has(one, claim.words) && has(other, words) && !has(one, words)) ||
      (has(other, claim.words) && has(one, words) && !has(other, words)),
  );
}

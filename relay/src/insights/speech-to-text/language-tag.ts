const names = new Intl.DisplayNames(['en'], { type: 'language' });
/** What speech engines tell: a superset of what any of ours is asked for. */
const tags =
  'af ar bg bn ca cs cy da de el en es et fa fi fr ga gl he hi hr hu hy id is it ja ka ko lb lt lv mk ms mt nl no pl pt ro ru sk sl sq sr sv sw ta th tl tr uk ur vi zh';
const tagOfName = new Map(tags.split(' ').map((tag) => [names.of(tag)?.toLowerCase() ?? tag, tag]));

/**
 * The primary tag of what an engine calls a language: `fr`, `fr-FR`, `nl_BE`, or, as OpenAI's own server, `french`.
 * @returns null when it names none
 */
export function languageTag(told: unknown): string | null {
  if (typeof told !== 'string') return null;
  const text = told.trim().toLowerCase();
  return tagOfName.get(text) ?? /^([a-z]{2,3})([-_]|$)/.exec(text)?.[1] ?? null;
}

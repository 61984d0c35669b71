import type { Language } from '../wire/scalars.ts';

/** What is spoken with a firm's clients, the likeliest first; elsewhere all that our rules know. */
const ofCountry: Readonly<Record<string, readonly Language[]>> = {
  BE: ['fr', 'nl', 'en', 'de'],
  NL: ['nl', 'en'],
  FR: ['fr', 'en'],
  LU: ['fr', 'de', 'en'],
  DE: ['de', 'en'],
  AT: ['de', 'en'],
  CH: ['de', 'fr', 'en'],
  GB: ['en'],
  IE: ['en'],
  US: ['en'],
};

const all: readonly Language[] = ['en', 'fr', 'nl', 'de'];

/**
 * Which languages an engine should expect in a call. A contact's own come first, and the firm's stay possible: people
 * change the language in mid-call, and an engine that was told a single one writes the others down as nonsense.
 */
export function expectedLanguages(country: string, ofContact: readonly Language[]): Language[] {
  return [...new Set([...ofContact, ...(ofCountry[country] ?? all)])];
}

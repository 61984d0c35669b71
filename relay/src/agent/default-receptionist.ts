import type { ReceptionistSettings } from '../wire/receptionist.ts';
import type { Language } from '../wire/scalars.ts';

/** What callers of a country likely speak first. */
const spokenIn: Readonly<Record<string, readonly Language[]>> = {
  BE: ['fr', 'nl', 'en', 'de'],
  FR: ['fr', 'en', 'de', 'nl'],
  LU: ['fr', 'de', 'en', 'nl'],
  NL: ['nl', 'en', 'de', 'fr'],
  DE: ['de', 'en', 'fr', 'nl'],
  AT: ['de', 'en', 'fr', 'nl'],
  CH: ['de', 'fr', 'en', 'nl'],
};
const elsewhere: readonly Language[] = ['en', 'fr', 'nl', 'de'];

/**
 * Of a firm that has decided nothing: off, so that no caller meets a computer before the firm wants it.
 * @param country ISO 3166 alpha-2
 */
export const defaultReceptionist = (country: string | null): ReceptionistSettings => ({
  revision: 0,
  isOn: false,
  thinks: 'script',
  languages: [...(spokenIn[country ?? ''] ?? elsewhere)],
  scripts: {},
  about: '',
  handOverTo: [],
  lastResort: null,
});

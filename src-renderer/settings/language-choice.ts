import type { Language } from '@callbrief/relay/wire/scalars';

/** Languages by their own names, in the order of the mocks. */
export const languageNames: readonly [Language, string][] = [
  ['fr', 'Français'],
  ['nl', 'Nederlands'],
  ['de', 'Deutsch'],
  ['en', 'English'],
];

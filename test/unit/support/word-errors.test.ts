import { expect, it } from 'vitest';
import { wordErrorRate } from '../../support/word-errors.ts';

it.each([
  ['the hearing is on tuesday', 'The hearing is on Tuesday.', 0],
  ['the hearing is on tuesday', 'the hearing is tuesday', 0.2],
  ['the hearing is on tuesday', 'the the hearing was on tuesday', 0.4],
  ["j'ai reçu une lettre", "j'ai recu une lettre", 0.25],
  ['yes', '', 1],
  ['yes', 'no no', 2],
])('“%s” heard as “%s” is wrong by %d', (said, heard, rate) => {
  expect(wordErrorRate(said, heard)).toBeCloseTo(rate);
});

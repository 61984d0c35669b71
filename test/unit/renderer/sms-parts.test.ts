import { describe, expect, it } from 'vitest';
import { smsParts } from '../../../src-renderer/messages/sms-parts.ts';

describe('how many SMS a text is charged as', () => {
  it.each([
    ['nothing', '', 0],
    ['160 plain letters', 'a'.repeat(160), 1],
    ['161 plain letters', 'a'.repeat(161), 2],
    ['two full parts of 153', 'é'.repeat(306), 2],
    ['one more', 'é'.repeat(307), 3],
    ['the euro sign takes two places', `${'a'.repeat(158)}€`, 1],
    ['and then one too many', `${'a'.repeat(159)}€`, 2],
    ['70 letters with one that the old alphabet lacks', `${'a'.repeat(69)}ê`, 1],
    ['71 of them', `${'a'.repeat(70)}ê`, 2],
    ['an emoji takes two of 70', `${'a'.repeat(69)}🙂`, 2],
    ['the apostrophe that word processors make', `${'a'.repeat(70)}’`, 2],
    ['the longest that is sent', 'a'.repeat(1_600), 11],
  ])('%s', (_what, text, parts) => expect(smsParts(text)).toBe(parts));
});

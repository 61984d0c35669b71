import { expect, test } from 'vitest';
import { joinHits } from '../../../src-renderer/ui/marked-text.tsx';

const hit = (text: string) => ({ text, hit: true });
const rest = (text: string) => ({ text, hit: false });

test('words found side by side are one mark, words apart are two', () => {
  expect(joinHits([rest('the '), hit('expert'), rest(' '), hit('report'), rest(' is due')])).toEqual([
    rest('the '),
    hit('expert report'),
    rest(' is due'),
  ]);
  const apart = [hit('expert'), rest(' and '), hit('report'), rest(' ')];
  expect(joinHits(apart)).toEqual(apart);
});

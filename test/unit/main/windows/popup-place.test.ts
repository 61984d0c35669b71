import { expect, test } from 'vitest';
import { popupPlace } from '../../../../src-main/windows/popup-place.ts';

const second = { x: 1920, y: 0, width: 1600, height: 860 };

test.each([
  ['bottom_right', { x: 3124, y: 604 }],
  ['bottom_left', { x: 1936, y: 604 }],
  ['top_right', { x: 3124, y: 16 }],
  ['top_left', { x: 1936, y: 16 }],
] as const)('on a second screen it stands 16 px from the edges of the %s corner', (popupCorner, corner) => {
  const place = popupPlace(second, 240, { popupCorner, textSizePercent: 100 });
  expect(place).toEqual({ ...corner, width: 380, height: 240 });
});

test('it grows away from its corner', () => {
  const settings = { popupCorner: 'bottom_right', textSizePercent: 100 } as const;
  const [small, tall] = [popupPlace(second, 152, settings), popupPlace(second, 304, settings)];
  expect(tall.y + tall.height).toBe(small.y + small.height);
  expect(tall.y).toBeLessThan(small.y);
});

test('larger text makes it wider, not cut', () => {
  expect(popupPlace(second, 240, { popupCorner: 'top_left', textSizePercent: 130 }).width).toBe(494);
});

test('it never leaves a small work area', () => {
  const tiny = { x: 0, y: 0, width: 320, height: 200 };
  expect(popupPlace(tiny, 900, { popupCorner: 'bottom_right', textSizePercent: 130 })).toEqual({
    x: 16,
    y: 16,
    width: 288,
    height: 168,
  });
});

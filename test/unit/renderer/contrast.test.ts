import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2 AA over every pair of colours that the windows put on one another, in both themes. */
const css = readFileSync(new URL('../../../src-renderer/ui/tokens.css', import.meta.url), 'utf8');
const base = css.slice(0, css.indexOf("[data-theme='light']"));
const tokens = new Map<string, { light: string; dark: string }>();
for (const [, name = '', light = '', dark = ''] of base.matchAll(
  /--cb-([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gi,
))
  tokens.set(name, { light, dark });

const channel = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => channel(Number.parseInt(hex.slice(i, i + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a: string, b: string) => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const TEXT = 4.5;
const GRAPHIC = 3;
const grounds = ['surface', 'canvas', 'sunken', 'raised', 'rail', 'hover', 'selected'];
const pairs: [foreground: string, grounds: string[], needed: number][] = [
  ['text', [...grounds, 'pressed', 'hit', 'line-now'], TEXT],
  ['text-2', [...grounds, 'pressed', 'line-now'], TEXT],
  ['text-3', grounds, TEXT],
  ['accent-text', [...grounds, 'accent-tint'], TEXT],
  ['on-accent', ['accent', 'accent-hover', 'accent-pressed'], TEXT],
  ...['critical', 'caution', 'positive'].flatMap((status): [string, string[], number][] => [
    [`${status}-text`, ['surface', 'canvas', 'sunken', 'hover', 'selected', `${status}-tint`], TEXT],
    [`on-${status}`, [status], TEXT],
    [status, ['surface', 'canvas', 'rail', `${status}-tint`], GRAPHIC],
  ]),
  ['text', ['critical-tint', 'caution-tint', 'positive-tint', 'accent-tint'], TEXT],
  ['text-2', ['critical-tint', 'caution-tint', 'positive-tint'], TEXT],
  ['on-hit-now', ['hit-now'], TEXT],
  ['control', ['surface', 'canvas', 'sunken', 'raised'], GRAPHIC],
  ['focus', grounds, GRAPHIC],
  ...['wave-them', 'wave-them-rest', 'wave-us', 'wave-us-rest', 'playhead'].map((wave): [string, string[], number] => [
    wave,
    ['surface'],
    GRAPHIC,
  ]),
  ...['data-1', 'data-2', 'data-3', 'data-4'].map((data): [string, string[], number] => [data, ['surface'], GRAPHIC]),
  // An inverse filter chip, and initials on their ground.
  ['surface', ['text'], TEXT],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(pairs.flatMap(([fg, on, needed]) => on.map((ground) => [fg, ground, needed] as const)))(
    '%s on %s reaches %f : 1',
    (foreground, ground, needed) => {
      const [a, b] = [tokens.get(foreground), tokens.get(ground)];
      if (!a || !b) throw new Error(`unknown token: ${foreground} or ${ground}`);
      expect(ratio(a[theme], b[theme])).toBeGreaterThanOrEqual(needed);
    },
  );
});

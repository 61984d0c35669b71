// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { playerCommandFor } from '../../../../src-renderer/player/player-keys.ts';

const press = (key: string, given: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...given,
});
const context = { platform: 'win32', letterKeys: true, target: null } as const;
const on = (html: string) => {
  const place = document.createElement('div');
  place.innerHTML = html;
  return place.querySelector('[data-here]');
};

describe('keys of the player', () => {
  it.each([
    [' ', {}, 'toggle'],
    ['ArrowLeft', {}, 'back'],
    ['ArrowRight', {}, 'forward'],
    ['ArrowLeft', { shiftKey: true }, 'previous_turn'],
    ['ArrowRight', { shiftKey: true }, 'next_turn'],
    [',', {}, 'slower'],
    ['.', {}, 'faster'],
    ['f', {}, 'follow'],
    ['f', { ctrlKey: true }, 'find'],
    ['F3', {}, 'next_hit'],
    ['F3', { shiftKey: true }, 'previous_hit'],
    ['[', {}, 'loop_from'],
    [']', {}, 'loop_to'],
    ['m', {}, 'comment'],
    ['e', {}, 'edit'],
    ['v', {}, 'verify'],
  ] as const)('%s %o: %s', (key, given, command) => {
    expect(playerCommandFor(press(key, given), context)).toBe(command);
  });

  it('are found behind AltGr, where brackets are on French and German keyboards', () => {
    expect(playerCommandFor(press('[', { ctrlKey: true, altKey: true }), context)).toBe('loop_from');
    expect(playerCommandFor(press('e', { ctrlKey: true, altKey: true }), context)).toBeNull();
  });

  it('leave copying and printing alone', () => {
    for (const key of ['v', 'e', '.', ',']) expect(playerCommandFor(press(key, { ctrlKey: true }), context)).toBeNull();
  });

  it('belong to a text field, a button and a choice when the keyboard is there', () => {
    const field = { ...context, target: on('<textarea data-here></textarea>') };
    for (const key of [' ', 'ArrowLeft', 'f', '[']) expect(playerCommandFor(press(key), field)).toBeNull();
    expect(playerCommandFor(press(' '), { ...context, target: on('<button data-here></button>') })).toBeNull();
    const radio = { ...context, target: on('<button role="radio" data-here></button>') };
    expect(playerCommandFor(press('ArrowRight'), radio)).toBeNull();
    expect(playerCommandFor(press('F3'), field)).toBe('next_hit');
  });

  it('are only letters where single letters are switched off; Space and arrows stay', () => {
    const off = { ...context, letterKeys: false };
    for (const key of ['f', 'm', ',', '[']) expect(playerCommandFor(press(key), off)).toBeNull();
    expect(playerCommandFor(press(' '), off)).toBe('toggle');
  });

  it('find with Command on macOS', () => {
    const mac = { ...context, platform: 'darwin' as const };
    expect(playerCommandFor(press('f', { metaKey: true }), mac)).toBe('find');
    expect(playerCommandFor(press('f', { ctrlKey: true }), mac)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { commandFor, type KeyContext, type KeyPress } from '../../../src-renderer/main-window/commands.ts';
import { hotkeyCaps, hotkeyOf } from '../../../src-renderer/settings/hotkey.ts';

const press = (given: Partial<KeyPress>): KeyPress => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...given,
});
const reading: KeyContext = { platform: 'win32', letterBelongsToField: false, letterKeys: true };

describe('keys of the main window', () => {
  it('Ctrl K searches on Windows, ⌘ K on macOS', () => {
    expect(commandFor(press({ key: 'k', ctrlKey: true }), reading)).toBe('search');
    expect(commandFor(press({ key: 'k', metaKey: true }), { ...reading, platform: 'darwin' })).toBe('search');
    expect(commandFor(press({ key: 'k', metaKey: true }), reading)).toBeNull();
  });

  it('Ctrl 1 goes to the calls by the physical key, also on AZERTY', () => {
    expect(commandFor(press({ key: '&', code: 'Digit1', ctrlKey: true }), reading)).toBe('calls');
  });

  it('Ctrl , opens settings and F6 goes to the next pane, Shift F6 back', () => {
    expect(commandFor(press({ key: ',', ctrlKey: true }), reading)).toBe('settings');
    expect(commandFor(press({ key: 'F6' }), reading)).toBe('next_pane');
    expect(commandFor(press({ key: 'F6', shiftKey: true }), reading)).toBe('previous_pane');
  });

  it.each(['s', 'n', 'c', 'h', 'p', 'u', 'g', 'i', 'l', 't', 'e', 'b', 'w', 'j', 'k', '?', '/'])(
    '%s means something while reading',
    (key) => {
      expect(commandFor(press({ key }), reading)).not.toBeNull();
    },
  );

  it.each(['s', 'n', 'c', 'h', 'p', 'u', 'g', 'i', 'l', 't', 'e', 'b', 'w', 'j', 'k', '?', '/'])(
    '%s is only typed in a text field',
    (key) => {
      expect(commandFor(press({ key }), { ...reading, letterBelongsToField: true })).toBeNull();
    },
  );

  it.each(['s', 'n', 'c', 'h', 'p', 'u', 'g', 'i', 'l', 't', 'e', 'b', 'w', 'j', 'k', '?', '/'])(
    '%s does nothing when single letters are switched off',
    (key) => {
      expect(commandFor(press({ key }), { ...reading, letterKeys: false })).toBeNull();
    },
  );

  it('AltGr types characters and is never a command', () => {
    expect(commandFor(press({ key: 'k', ctrlKey: true, altKey: true }), reading)).toBeNull();
  });
});

describe('the combination that hands over the keyboard', () => {
  it('is taken from the keys pressed', () => {
    expect(hotkeyOf(press({ key: 'F2', code: 'F2', ctrlKey: true, shiftKey: true }), false)).toBe('Control+Shift+F2');
    expect(hotkeyOf(press({ key: '&', code: 'Digit1', ctrlKey: true }), false)).toBe('Control+1');
  });

  it('needs more than a letter or a modifier alone', () => {
    expect(hotkeyOf(press({ key: 'c', code: 'KeyC' }), false)).toBeNull();
    expect(hotkeyOf(press({ key: 'Shift', code: 'ShiftLeft', ctrlKey: true, shiftKey: true }), false)).toBeNull();
  });

  it('is not AltGr and a letter, except on macOS where there is none', () => {
    const controlOptionC = press({ key: 'c', code: 'KeyC', ctrlKey: true, altKey: true });
    expect(hotkeyOf(controlOptionC, false)).toBeNull();
    expect(hotkeyOf(controlOptionC, true)).toBe('Control+Alt+C');
  });

  it('is drawn as the system draws it', () => {
    expect(hotkeyCaps('Control+Shift+F2', false)).toEqual(['Ctrl', 'Shift', 'F2']);
    expect(hotkeyCaps('Control+Alt+C', true)).toEqual(['⌃', '⌥', 'C']);
  });
});

import { controlLetters } from '../call-control/control-letters.ts';

/** What a key asks for, wherever the keyboard is in the main window. */
export type Command =
  | 'search'
  | 'calls'
  | 'matters'
  | 'statistics'
  | 'time'
  | 'callbacks'
  | 'tasks'
  | 'settings'
  | 'privacy'
  | 'next_pane'
  | 'previous_pane'
  | 'all_keys'
  | 'status'
  | 'note'
  | 'next_call'
  | 'previous_call'
  | 'call'
  | 'heard'
  /** Presses the control of the live call that has this letter. */
  | 'control'
  /** The same of a call that the AI receptionist has; where there is none, the letter is free for the screen. */
  | 'agent';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export interface KeyContext {
  platform: 'win32' | 'darwin' | 'linux';
  /** A text field, a list of choices or a menu has the keyboard: single letters belong to it. */
  letterBelongsToField: boolean;
  /** Settings > Single-letter keys (WCAG 2.1.4). */
  letterKeys: boolean;
}

/**
 * Digits by their physical key: on AZERTY the digit row needs Shift. No `Ctrl+Alt` + letter (AltGr types characters
 * with it), so anything with Alt is passed over.
 */
export function commandFor(press: KeyPress, context: KeyContext): Command | null {
  if (press.key === 'F6') return press.shiftKey ? 'previous_pane' : 'next_pane';
  if (press.altKey) return null;
  if (context.platform === 'darwin' ? press.metaKey && !press.ctrlKey : press.ctrlKey && !press.metaKey) {
    if (press.key.toLowerCase() === 'k' && !press.shiftKey) return 'search';
    if (press.key.toLowerCase() === 'p' && press.shiftKey) return 'privacy';
    const screen = screens[press.code];
    if (screen) return screen;
    return press.key === ',' ? 'settings' : null;
  }
  if (press.ctrlKey || press.metaKey || context.letterBelongsToField || !context.letterKeys) return null;
  return letters[press.key] ?? null;
}

const screens: Partial<Record<string, Command>> = {
  Digit1: 'calls',
  Digit2: 'callbacks',
  Digit3: 'tasks',
  Digit4: 'time',
  Digit5: 'matters',
  Digit6: 'statistics',
};

const letters: Partial<Record<string, Command>> = {
  '/': 'search',
  '?': 'all_keys',
  s: 'status',
  n: 'note',
  j: 'next_call',
  k: 'previous_call',
  c: 'call',
  h: 'heard',
  // Files the call on screen, where somebody has to choose.
  w: 'control',
  // What the AI receptionist is told: take, message, call back.
  t: 'agent',
  e: 'agent',
  b: 'agent',
  ...Object.fromEntries(Object.values(controlLetters).map((letter) => [letter.toLowerCase(), 'control' as const])),
};

const ownsLetters = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"]';

export const letterBelongsToField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(ownsLetters) !== null;

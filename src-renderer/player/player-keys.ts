/** What a key asks of the player and the transcript. */
export type PlayerCommand =
  | 'toggle'
  | 'back'
  | 'forward'
  | 'previous_turn'
  | 'next_turn'
  | 'slower'
  | 'faster'
  | 'follow'
  | 'find'
  | 'next_hit'
  | 'previous_hit'
  | 'loop_from'
  | 'loop_to'
  | 'let_go'
  | 'comment'
  | 'edit'
  | 'verify';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * Letters and signs can be switched off and belong to text fields (WCAG 2.1.4); Space belongs to what it presses, arrows
 * to what they move.
 */
export function playerCommandFor(
  press: KeyPress,
  {
    platform,
    letterKeys,
    target,
  }: { platform: 'win32' | 'darwin' | 'linux'; letterKeys: boolean; target: EventTarget | null },
): PlayerCommand | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (key === 'F3') return shiftKey ? 'previous_hit' : 'next_hit';
  const withControl = platform === 'darwin' ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (withControl && !altKey && !shiftKey && key.toLowerCase() === 'f') return 'find';
  const within = (what: string) => target instanceof Element && target.closest(what) !== null;
  // Behind AltGr on many keyboards, which is told as Ctrl and Alt together.
  const altGr = ctrlKey && altKey;
  if (metaKey || (ctrlKey && !altGr) || (altKey && !altGr) || within(fields)) return null;
  if (altGr) return letterKeys ? (brackets[key] ?? null) : null;
  if (key === ' ') return within(pressed) ? null : 'toggle';
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    if (within(moved)) return null;
    if (shiftKey) return key === 'ArrowLeft' ? 'previous_turn' : 'next_turn';
    return key === 'ArrowLeft' ? 'back' : 'forward';
  }
  if (key === 'Escape') return 'let_go';
  return letterKeys ? (letters[key] ?? brackets[key] ?? null) : null;
}

const fields = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"]';
const pressed = 'button, a[href], [role="switch"], [role="radio"], [role="menuitem"], summary';
const moved = '[role="radio"], [role="tab"], [role="menubar"]';

const brackets: Partial<Record<string, PlayerCommand>> = { '[': 'loop_from', ']': 'loop_to' };
const letters: Partial<Record<string, PlayerCommand>> = {
  ',': 'slower',
  '.': 'faster',
  f: 'follow',
  m: 'comment',
  e: 'edit',
  v: 'verify',
};

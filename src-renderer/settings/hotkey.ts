/** Electron's name of a combination, from a key press; null while only modifiers are held or none is. */
export function hotkeyOf(
  press: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
  mac: boolean,
): string | null {
  const key = keyName(press.code, press.key);
  // Ctrl+Alt is AltGr outside macOS, which types characters: a letter with both would be lost to writing.
  const isAltGr = !mac && press.ctrlKey && press.altKey && key !== null && key.length === 1;
  if (key === null || isAltGr || !(press.ctrlKey || press.altKey || press.metaKey)) return null;
  return [press.ctrlKey && 'Control', press.altKey && 'Alt', press.shiftKey && 'Shift', press.metaKey && 'Super', key]
    .filter((part) => part !== false)
    .join('+');
}

function keyName(code: string, key: string): string | null {
  if (/^F\d{1,2}$/.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter ?? /^Digit(\d)$/.exec(code)?.[1] ?? null;
}

/** `Control+Shift+F2` as key caps: `Ctrl`, `Shift`, `F2`; macOS: `⌃`, `⇧`, `F2`. */
export function hotkeyCaps(accelerator: string, mac: boolean): string[] {
  return accelerator.split('+').map((part) => {
    const [plain, drawn] = caps[part] ?? [part, part];
    return mac ? drawn : plain;
  });
}
const caps: Partial<Record<string, [string, string]>> = {
  CommandOrControl: ['Ctrl', '⌘'],
  CmdOrCtrl: ['Ctrl', '⌘'],
  Control: ['Ctrl', '⌃'],
  Ctrl: ['Ctrl', '⌃'],
  Alt: ['Alt', '⌥'],
  Option: ['Alt', '⌥'],
  Shift: ['Shift', '⇧'],
  Super: ['Win', '⌘'],
  Meta: ['Win', '⌘'],
  Command: ['Win', '⌘'],
};

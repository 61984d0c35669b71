import type { DesktopEdge } from './desktop-edge.ts';
import type { SettingsFile } from './settings/settings-file.ts';

/** What the system must do about a setting: now, and whenever it changes. @returns its own undo. */
export function followSettings(
  settings: Pick<SettingsFile, 'current' | 'onChange'>,
  edge: Pick<DesktopEdge, 'setAppearance' | 'hotkeys' | 'autostart' | 'telLinks'>,
): () => void {
  const { appearance, popupHotkey, dialHotkey, startWithSystem } = settings.current();
  edge.setAppearance(appearance);
  edge.hotkeys.use({ popup: popupHotkey, dial: dialHotkey });
  edge.autostart.set(startWithSystem);
  return settings.onChange((next, before) => {
    if (next.appearance !== before.appearance) edge.setAppearance(next.appearance);
    if (next.popupHotkey !== before.popupHotkey || next.dialHotkey !== before.dialHotkey)
      edge.hotkeys.use({ popup: next.popupHotkey, dial: next.dialHotkey });
    // Only when the person says so: at a start it would be taken back from a program that was chosen since.
    if (next.openTelLinks !== before.openTelLinks) edge.telLinks.set(next.openTelLinks);
    if (next.startWithSystem !== before.startWithSystem) edge.autostart.set(next.startWithSystem);
  });
}

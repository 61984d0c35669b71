import type { DesktopEdge } from './desktop-edge.ts';
import type { SettingsFile } from './settings/settings-file.ts';

/** What the system must do about a setting: now, and whenever it changes. @returns its own undo. */
export function followSettings(
  settings: Pick<SettingsFile, 'current' | 'onChange'>,
  edge: Pick<DesktopEdge, 'setAppearance' | 'hotkey' | 'autostart'>,
): () => void {
  const { appearance, popupHotkey, startWithSystem } = settings.current();
  edge.setAppearance(appearance);
  edge.hotkey.use(popupHotkey);
  edge.autostart.set(startWithSystem);
  return settings.onChange((next, before) => {
    if (next.appearance !== before.appearance) edge.setAppearance(next.appearance);
    if (next.popupHotkey !== before.popupHotkey) edge.hotkey.use(next.popupHotkey);
    if (next.startWithSystem !== before.startWithSystem) edge.autostart.set(next.startWithSystem);
  });
}

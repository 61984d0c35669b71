import { createStore, type StoreApi } from 'zustand/vanilla';

export type Screen = 'calls' | 'statistics' | 'settings' | 'time' | 'callbacks' | 'tasks' | 'matters';
export type SettingsSection =
  | 'connection'
  | 'popup'
  | 'calling'
  | 'offline'
  | 'audio'
  | 'privacy'
  | 'display'
  | 'about'
  | 'routing'
  | 'policy'
  | 'receptionist'
  | 'blocked'
  | 'time'
  | 'afterCall'
  | 'imports';

/** Where the window stands: nothing of it outlives the window. */
export interface ScreenData {
  screen: Screen;
  settingsSection: SettingsSection;
  keysOpen: boolean;
  statusMenuOpen: boolean;
}

export const createScreenStore = (): StoreApi<ScreenData> =>
  createStore<ScreenData>(() => ({
    screen: 'calls',
    settingsSection: 'connection',
    keysOpen: false,
    statusMenuOpen: false,
  }));

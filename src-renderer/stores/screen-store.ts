import { createStore, type StoreApi } from 'zustand/vanilla';

export type Screen = 'calls' | 'matters' | 'settings';
export type SettingsSection =
  'connection' | 'popup' | 'calling' | 'offline' | 'audio' | 'display' | 'about' | 'routing' | 'blocked';

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

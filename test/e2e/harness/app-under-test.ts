import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { WindowName } from '../../../src-preload/window-topics.ts';

/** A window's page: the same for a frame of the virtual desktop and for a window of the real Electron. */
export type Surface = Pick<FrameLocator & Page, 'getByRole' | 'getByText' | 'getByLabel' | 'getByPlaceholder'> & {
  locator(selector: string): Locator;
};

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface AppUnderTest {
  main: Surface;
  popup: Surface;
  /** For keys and axe. */
  page: Page;
  /** CSS path of a window's document for axe; null: the page is the window. */
  framePath(window: WindowName): string | null;
  popupIsVisible(): Promise<boolean>;
  popupBounds(): Promise<Bounds>;
  workArea(): Promise<Bounds>;
  keyboardIn(): Promise<WindowName | null>;
  openLink(link: string): Promise<void>;
  notificationsShown(): Promise<{ title: string; body: string }[]>;
  clipboardText(): Promise<string>;
  /** In another program; Linux only. */
  selectText(text: string): Promise<void>;
  /** Where the next "Save as" goes; null: cancelled. */
  answerSaveDialog(path: string | null): Promise<void>;
  /** Which file the next "Open" gives; null: cancelled. */
  answerOpenDialog(path: string | null): Promise<void>;
  /** URL schemes that the system opens with the app. */
  linkSchemes(): Promise<string[]>;
  /** What the system tells of itself. */
  power(event: 'lock-screen' | 'unlock-screen'): Promise<void>;
  stop(): Promise<void>;
}

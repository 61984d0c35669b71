import type { AppState } from '../src-preload/contract.ts';
import type { DesktopEdge, DesktopFacts } from './desktop-edge.ts';
import type { KeyStore } from './enrolment/key-store.ts';
import type { Log } from './logging/log.ts';
import type { Clock } from './relay-link/clock.ts';
import type { Fetch } from './relay-link/relay-request.ts';

export interface DesktopOptions {
  /** Everything that is kept on disk lies under it. */
  dataFolder: string;
  platform: AppState['platform'];
  version: string;
  computerName: string;
  keyStore: KeyStore;
  clock: Clock;
  timeZone: () => string;
  fetch?: Fetch;
  /** Of the app's own windows; no other may hear a recording. */
  windowOrigin: string;
  /** Asked for after the settings are known, since windows are made from them. */
  edge: (desktop: DesktopFacts) => DesktopEdge;
  log: Log;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { WindowName } from '../../../src-preload/window-topics.ts';
import type { PretendManners } from '../../../relay/simulator/connected-provider.ts';
import type { PretendUser } from '../../../relay/simulator/pretend-call.ts';
import type { RungCall } from '../../../relay/simulator/pretend-ringer.ts';
import { startDemoRelay, type DemoRelay } from '../../virtual-electron/start/demo-relay.ts';
import { findElectron } from '../../virtual-electron/start/electron-binary.ts';
import type { AppUnderTest } from './app-under-test.ts';
import { openRealApp } from './real-app.ts';
import { openVirtualApp } from './virtual-app.ts';

export { expect };

const root = join(import.meta.dirname, '..', '..', '..');

export interface LaunchOptions {
  /** False: the first run is on screen. */
  enrolled?: boolean;
  flags?: string[];
  environment?: Record<string, string>;
}

/** Whoever gives up within two seconds of ringing was no attempt to reach anybody. */
const RINGS_SINCE_MS = 3_000;

interface Fixtures {
  /** What its relay is told beside the usual; set with `test.use`. */
  relayEnvironment: Readonly<Record<string, string>>;
  /** How people at the other end behave, beside the usual; set with `test.use`. */
  peopleManners: Readonly<Partial<PretendManners>>;
  /**
   * Its AI receptionist hears and speaks; set with `test.use`. Loading what hears and rendering what is said costs more than
   * most specs.
   */
  hasReceptionist: boolean;
  /** A real relay with the demo firm. */
  relay: DemoRelay;
  /** Where the app keeps what it keeps. */
  userData: string;
  launch: (options?: LaunchOptions) => Promise<AppUnderTest>;
  /** Enrolled as Jonas, history filled. */
  app: AppUnderTest;
  /** A signed webhook says that the phone rings. Ends with the test. */
  ring: (from: string | null, ringing?: { to?: string; user?: PretendUser; startedAt?: Date }) => Promise<RungCall>;
}

export const lines = { main: '+3220002000', litigation: '+3220002010', newMatters: '+3220002020' };
export const callers = { anneke: '+32440271836', wauters: '+3220008410', castel: '+447700900142' };
export const jonas: PretendUser = {
  id: '22673838',
  firstname: 'Jonas',
  lastname: 'Peeters',
  email: 'jonas@firm.example',
};
export const sofie: PretendUser = { id: '22673804', firstname: 'Sofie', lastname: 'Maes', email: 'sofie@firm.example' };

export const test = base.extend<Fixtures>({
  relayEnvironment: [{}, { option: true }],
  peopleManners: [{}, { option: true }],
  hasReceptionist: [false, { option: true }],
  relay: async ({ browserName, relayEnvironment, peopleManners, hasReceptionist }, provide) => {
    const folder = await mkdtemp(join(tmpdir(), `callbrief-e2e-${browserName}-relay-`));
    const manners = { answerAfterMs: 300, transferAnswerAfterMs: 300, ...peopleManners };
    const relay = await startDemoRelay(folder, manners, relayEnvironment, hasReceptionist);
    await provide(relay);
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  },
  userData: async ({ browserName }, provide) => {
    const folder = await mkdtemp(join(tmpdir(), `callbrief-e2e-${browserName}-desktop-`));
    await provide(folder);
    await rm(folder, { recursive: true, force: true });
  },
  launch: async ({ page, relay, userData }, provide) => {
    const electron = findElectron(root, process.env, process.platform);
    const started: AppUnderTest[] = [];
    await provide(async ({ enrolled = true, flags = [], environment = {} } = {}) => {
      const options = {
        root,
        userData,
        flags: ['--lang=en-GB', ...flags],
        environment: { TZ: 'Europe/Brussels', CALLBRIEF_ENROL: enrolled ? relay.enrolLink : '', ...environment },
      };
      const app =
        'path' in electron
          ? await openRealApp(electron.path, { ...options, electron: electron.path })
          : await openVirtualApp(page, options);
      started.push(app);
      return app;
    });
    for (const app of started) await app.stop();
  },
  app: async ({ launch }, provide) => {
    const app = await launch();
    await expect(app.main.getByText('Up to date').first()).toBeVisible();
    await expect(app.main.getByRole('option').first()).toBeVisible();
    await provide(app);
  },
  ring: async ({ relay }, provide) => {
    const calls: RungCall[] = [];
    await provide(async (from, { to = lines.litigation, user = sofie, ...more } = {}) => {
      const call = await relay.ringer.ring({
        from,
        to,
        user,
        startedAt: new Date(Date.now() - RINGS_SINCE_MS),
        ...more,
      });
      expect(call.ringing?.acknowledged).toBe(true);
      calls.push(call);
      return call;
    });
    for (const call of calls) await call.hangUp();
  },
});

/** Serious and critical faults of a window's page, told as sentences. */
export async function faultsIn(app: AppUnderTest, window: WindowName): Promise<string[]> {
  const path = app.framePath(window);
  const axe = new AxeBuilder({ page: app.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  // An experiment of axe: it wants a row's name to repeat every visible word in the same order.
  axe.disableRules(['label-content-name-mismatch']);
  if (path !== null) axe.include([path, 'body']);
  const { violations } = await axe.analyze();
  return violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from '../support/find-chromium.ts';

const executablePath = findChromium();

/** The built app on the virtual Electron, or on a real one where there is one (see harness/test.ts). */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: './harness/build-once.ts',
  // Each test has its own relay and app; two cores are enough for one of those at a time.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A shared machine can stall for seconds. What passes only the second time is listed as flaky, not hidden.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumArguments(), ...(executablePath === null ? {} : { executablePath }) },
  },
});

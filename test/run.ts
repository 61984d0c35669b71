/**
 * `npm test`: everything that must hold before a change lands, in the order in which a failure is cheapest to read.
 * `npm run check` is the same without the browser.
 */
import { spawnSync } from 'node:child_process';
import { ensureChromium } from './support/ensure-chromium.ts';
import { ensurePrograms } from './support/ensure-programs.ts';

const root = new URL('..', import.meta.url).pathname;
const bin = `${root}node_modules/.bin`;
const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0' };

function step(name: string, command: string, ...args: string[]): void {
  const began = performance.now();
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (status !== 0) {
    console.error(`\n${name} failed after ${seconds} s (exit code ${String(status)}).`);
    process.exit(status ?? 1);
  }
  console.log(`── ${name}: ${seconds} s`);
}

env['CHROMIUM_PATH'] = ensureChromium();
ensurePrograms(['espeak-ng', 'ffmpeg']);
step('types', 'tsc', '-b');
step('lint', 'oxlint', '--type-aware', '--deny-warnings');
step('format', 'prettier', '--check', '--log-level', 'warn', '.');
step('build', 'electron-vite', 'build', '--logLevel', 'warn');
// Talks in real time have minutes and a processor of their own: `npm run soak`.
const projects = ['unit', 'contract', 'journeys', 'windows'].flatMap((name) => ['--project', name]);
step('unit, contract, journeys', 'vitest', 'run', ...projects);
step('windows, end to end in Chromium', 'playwright', 'test', '-c', 'test/e2e/playwright.config.ts');

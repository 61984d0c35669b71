import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

export type Program = 'espeak-ng' | 'ffmpeg';

export const hasProgram = (name: Program): boolean =>
  spawnSync(name, [name === 'ffmpeg' ? '-version' : '--version'], { stdio: 'ignore' }).status === 0;

/** These tests need programs of the system. Where one is missing they are skipped and say so; with CI=true they fail. */
export function withPrograms(names: readonly Program[], tests: () => void): void {
  const missing = names.filter((name) => !hasProgram(name));
  if (missing.length === 0 || process.env['CI'] === 'true') return void tests();
  console.warn(`Skipped: ${missing.join(' and ')} missing (Debian: apt-get install ${missing.join(' ')}).`);
  describe.skip(`needs ${missing.join(' and ')}`, tests);
}

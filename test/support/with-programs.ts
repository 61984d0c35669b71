import { describe } from 'vitest';
import { hasProgram, type Program } from './find-program.ts';

/** These tests need programs of the system. Where one is missing they are skipped and say so; with CI=true they fail. */
export function withPrograms(names: readonly Program[], tests: () => void): void {
  const missing = names.filter((name) => !hasProgram(name));
  if (missing.length === 0 || process.env['CI'] === 'true') return tests();
  console.warn(`Skipped: ${missing.join(' and ')} missing (Debian: apt-get install ${missing.join(' ')}).`);
  describe.skip(`needs ${missing.join(' and ')}`, tests);
}

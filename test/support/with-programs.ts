import { describe } from 'vitest';
import { hasProgram, type Program } from './find-program.ts';

/**
 * Tests that need programs of the system: `describeWith(['ffmpeg'])('...', () => {})`. Where one is missing they are
 * skipped and it is said; with CI=true they run, and fail.
 */
export function describeWith(names: readonly Program[]): ReturnType<typeof describe.skipIf> {
  const missing = process.env['CI'] === 'true' ? [] : names.filter((name) => !hasProgram(name));
  if (missing.length > 0) {
    console.warn(`Skipped: ${missing.join(' and ')} missing (Debian: apt-get install ${missing.join(' ')}).`);
  }
  return describe.skipIf(missing.length > 0);
}

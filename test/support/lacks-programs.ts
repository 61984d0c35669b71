import { hasProgram, type Program } from './find-program.ts';

/**
 * For tests that need programs of the system: `describe.skipIf(lacks('ffmpeg'))`. Where one is missing they are skipped
 * and it is said; with CI=true they run, and fail.
 */
export function lacks(...names: readonly Program[]): boolean {
  const missing = process.env['CI'] === 'true' ? [] : names.filter((name) => !hasProgram(name));
  if (missing.length === 0) return false;
  console.warn(`SKIPPED: ${missing.join(' and ')} missing (Debian: apt-get install ${missing.join(' ')}).`);
  return true;
}

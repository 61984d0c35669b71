import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { hasProgram, type Program } from './find-program.ts';

/** What each is for, in the sentence that says it is missing. */
const uses: Readonly<Record<Program, string>> = {
  'espeak-ng': 'the voices of simulated calls',
  ffmpeg: 'making recordings playable',
};

/**
 * Finds the programs that tests of recordings need, or gets them from Debian where this user may install.
 * @returns those that are still missing. Throws with the one command that helps where none may be (CI=true).
 */
export function ensurePrograms(names: readonly Program[], ci = process.env['CI'] === 'true'): Program[] {
  const absent = () => names.filter((name) => !hasProgram(name));
  if (absent().length > 0 && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`Getting ${absent().join(' and ')} for the tests of recordings.`);
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 });
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...absent());
  }
  const missing = absent();
  if (missing.length === 0) return [];
  const what = missing.map((name) => `${name} (${uses[name]})`).join(' and ');
  const sentence = `Tests of recordings need ${what}. On Debian as root: apt-get install -y ${missing.join(' ')}`;
  if (ci) throw new Error(sentence);
  console.log(`${sentence}. They are skipped now.`);
  return missing;
}

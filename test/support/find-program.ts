import { spawnSync } from 'node:child_process';

/** Debian packages of the same name. The product runs without; what they do is then not done, and says so. */
export type Program = 'espeak-ng' | 'ffmpeg';

const versionOf: Readonly<Record<Program, string>> = { 'espeak-ng': '--version', ffmpeg: '-version' };

export const hasProgram = (name: Program): boolean =>
  spawnSync(name, [versionOf[name]], { stdio: 'ignore', timeout: 10_000 }).status === 0;

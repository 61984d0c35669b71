import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'src-main',
  'src-preload',
  'src-renderer',
  'relay/src/wire',
  'electron.vite.config.ts',
  'package-lock.json',
];
const builder = (root: string) => join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
/** Written after a whole build, so that one that was interrupted counts as none. */
const stamp = (root: string) => join(root, 'out', '.built');

/** @returns false when the build is newer than everything it is made from: then nothing is done. */
export async function buildApp(root: string, say: (line: string) => void): Promise<boolean> {
  const built = statSync(stamp(root), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newestSource(root) < built) return false;
  say('Building the app');
  const startedAt = new Date();
  let output = '';
  const child = spawn(process.execPath, [builder(root), 'build', '--logLevel', 'warn'], { cwd: root });
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The app could not be built:\n${output}`);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp(root), startedAt.toISOString());
  // What was saved while it was building is newer than the build.
  utimesSync(stamp(root), startedAt, startedAt);
  return true;
}

/** When a source changed last, milliseconds. */
export const newestSource = (root: string) => newest(sources.map((source) => join(root, source)));

/** Time of the newest file, milliseconds. */
function newest(paths: string[]): number {
  let latest = 0;
  for (const path of paths) {
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info) continue;
    latest = Math.max(
      latest,
      info.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : info.mtimeMs,
    );
  }
  return latest;
}

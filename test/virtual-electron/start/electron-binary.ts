import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ElectronChoice = { path: string } | { why: string };

/**
 * The real Electron, where it is there and can show a window. Never fetched from here: asking the package for it would
 * start a download.
 */
export function findElectron(root: string, environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): ElectronChoice {
  const folder = join(root, 'node_modules', 'electron');
  const named = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8').trim() : null;
  const usual = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' } as Record<string, string>;
  const program = named ?? usual[platform] ?? 'electron';
  const path = join(environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), program);
  if (!existsSync(path)) return { why: 'no Electron program here (npx install-electron fetches it)' };
  const hasDisplay = Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  if (platform === 'linux' && !hasDisplay) return { why: 'no display here' };
  return { path };
}

import { app } from 'electron';
import type { DesktopEdge } from '../desktop-edge.ts';

const SCHEMES = ['tel', 'callto'];

/**
 * Makes this app the one that the system opens telephone links with, or gives them back. Windows and macOS may ask the
 * person first, and the person's own choice in the system's settings stands above ours. Linux can be asked for it but
 * not to take it back (Electron has that for darwin and win32 only); there another program is chosen in the system's
 * settings. A link that comes all the same only asks whether to dial.
 * @param ownStart not packaged: the system must start Electron with our folder
 */
export function createTelLinks(
  platform: NodeJS.Platform,
  ownStart: { path: string; args: string[] } | null,
): DesktopEdge['telLinks'] {
  const start: [path?: string, args?: string[]] = ownStart === null ? [] : [ownStart.path, ownStart.args];
  return {
    set(on) {
      for (const scheme of SCHEMES) {
        if (on) app.setAsDefaultProtocolClient(scheme, ...start);
        else if (platform !== 'linux') app.removeAsDefaultProtocolClient(scheme, ...start);
      }
    },
  };
}

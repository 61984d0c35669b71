import { app, session } from 'electron';
import type { Log } from '../logging/log.ts';
import { APP_ORIGIN } from '../windows/window-options.ts';

/** No window goes anywhere, opens another or may record. Applies to every contents there will ever be. */
export function lockDown(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault();
      log.warn('window_failed', { refused: 'navigation', to: originOf(event.url) });
    });
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log.warn('window_failed', { refused: 'new_window', to: originOf(url) });
      return { action: 'deny' };
    });
  });
}

export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  // The names of loudspeakers and headsets, so that one can be chosen in settings. Whether a microphone may be opened is
  // asked above, and refused.
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin, { mediaType, isMainFrame }) => {
    const isOurs = isMainFrame && origin.replace(/\/$/, '') === APP_ORIGIN;
    return isOurs && (permission === 'speaker-selection' || (permission === 'media' && mediaType === 'audio'));
  });
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
}

/** Where to, without path and query: those may hold what must not be logged. */
function originOf(url: string): string {
  return URL.canParse(url) ? (url.startsWith(APP_ORIGIN) ? APP_ORIGIN : new URL(url).origin) : 'unreadable';
}

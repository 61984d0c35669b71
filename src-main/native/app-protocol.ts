import { protocol } from 'electron';
import { answerAppRequest } from './app-files.ts';

/**
 * Before the app is ready, and only once. `app://` is an origin of its own, with the rights of https and no more.
 * `recording://` may be streamed to a media element and asked for by the page's own scripts, where its policy allows it.
 */
export function declareProtocols(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
    {
      scheme: 'recording',
      privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

export function serveAppProtocol(root: string): void {
  protocol.handle('app', (request) => answerAppRequest(request, root));
}

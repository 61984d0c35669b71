import { protocol } from 'electron';
import { answerAppRequest } from './app-files.ts';

/** Before the app is ready: makes `app://` an origin of its own, with the rights of https and no more. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

export function serveAppProtocol(root: string): void {
  protocol.handle('app', (request) => answerAppRequest(request, root));
}

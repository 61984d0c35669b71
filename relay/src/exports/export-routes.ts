import type { Router } from 'express';
import { createMemoryRateLimit } from '../http/rate-limit.ts';
import type { SignedIn } from '../http/signed-in.ts';
import { createClipMaker } from './clip-maker.ts';
import { createDrawNote } from './note/draw-note.ts';
import { createExportRoute, type ExportDeps } from './export-route.ts';

/** A person saves a few files of a call; this many a minute is a program that copies the firm's calls. */
const EXPORTS_PER_MINUTE = 20;

export function addExportRoutes(router: Router, signedIn: SignedIn, given: ExportDeps): void {
  const exportLimit = createMemoryRateLimit({ perMinute: EXPORTS_PER_MINUTE, now: given.now });
  const deps = { ...given, exportLimit, drawNote: createDrawNote(), clips: createClipMaker(given) };
  router.post('/calls/:callId/exports', signedIn(createExportRoute(deps)));
}

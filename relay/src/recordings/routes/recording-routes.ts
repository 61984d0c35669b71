import type { Router } from 'express';
import { ProblemError } from '../../http/problem-error.ts';
import type { SignedIn } from '../../http/signed-in.ts';
import { pageRoute } from '../../rest/pages.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { createAccessLog } from './access-log.ts';
import { createAudioRoute } from './audio-route.ts';
import { foundRecording } from './found-recording.ts';
import { createLegalHoldRoute } from './legal-hold-route.ts';
import { createLinkRoute, createMediaRoute } from './link-routes.ts';
import {
  createConfirmRemovalRoute,
  createConfirmTextsRoute,
  createRemoveRoute,
  createRemoveTextsRoute,
} from './removal-routes.ts';
import { createRetryRoute } from './retry-route.ts';
import { readyFacts } from './send-recording.ts';

/** Everything under /recordings, the links that need no bearer, and legal hold. Any device of the firm may hear. */
export function addRecordingRoutes(router: Router, signedIn: SignedIn, deps: RecordingDeps): void {
  const accessLog = createAccessLog(deps.now);
  router.get('/recordings', signedIn(pageRoute((store, cursor, limit) => store.recordingPage(cursor, limit))));
  router.get(
    '/recordings/:recordingId',
    signedIn(async ({ store }, req, res) => {
      res.json(await foundRecording(store, req.params['recordingId']));
    }),
  );
  router.get('/recordings/:recordingId/audio', signedIn(createAudioRoute(deps, accessLog)));
  router.get(
    '/recordings/:recordingId/peaks',
    signedIn(async ({ store }, req, res) => {
      const recording = await foundRecording(store, req.params['recordingId']);
      readyFacts(recording);
      const kept = await store.media(recording.id);
      if (!kept?.peaksJson) throw new ProblemError('recording_not_ready');
      res.type('json').send(kept.peaksJson);
    }),
  );
  router.post('/recordings/:recordingId/link', signedIn(createLinkRoute(deps)));
  router.post('/recordings/:recordingId/retry', signedIn(createRetryRoute(deps)));
  router.delete('/recordings/:recordingId', signedIn(createRemoveRoute(deps)));
  router.post('/recordings/:recordingId/removed', signedIn(createConfirmRemovalRoute(deps)));
  router.delete('/calls/:callId/insights', signedIn(createRemoveTextsRoute(deps)));
  router.post('/calls/:callId/insights/removed', signedIn(createConfirmTextsRoute(deps)));
  router.put('/calls/:callId/legal-hold', signedIn(createLegalHoldRoute(deps)));
  router.get('/media/:token', createMediaRoute(deps, accessLog));
}

import { z } from 'zod';
import { readQuery } from '../../http/read.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import { createRecordingMedia } from '../keeping/recording-media.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import type { AccessLog } from './access-log.ts';
import { foundRecording } from './found-recording.ts';
import { sendRecording } from './send-recording.ts';

const query = z.object({ use: z.enum(['download', 'play']).default('download') });

/** GET /recordings/:id/audio: for a desktop that keeps it, or (`?use=play`) only plays it. */
export function createAudioRoute(deps: RecordingDeps, accessLog: AccessLog): CallerRoute {
  return async ({ store, device }, req, res) => {
    const { use } = readQuery(req, query);
    const recording = await foundRecording(store, req.params['recordingId']);
    const access = {
      what: use === 'play' ? ('recording_played' as const) : ('recording_downloaded' as const),
      callId: recording.callId,
      recordingId: recording.id,
      personId: device.personId,
      deviceId: device.id,
    };
    await sendRecording(recording, req, res, {
      media: createRecordingMedia(store, deps),
      noteAccess: () => accessLog.note(access, store.addAudit.bind(store)),
      log: deps.log,
    });
  };
}

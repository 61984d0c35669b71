import type { RequestHandler } from 'express';
import { ProblemError } from '../../http/problem-error.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import { createRecordingMedia } from '../keeping/recording-media.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import type { AccessLog } from './access-log.ts';
import { foundRecording } from './found-recording.ts';
import { LINK_LIFE_MS, makeLinkToken, readLinkToken } from './link-token.ts';
import { readyFacts, sendRecording } from './send-recording.ts';

/** What a link is made for; the same for a person's and for an integration's. */
export interface LinkAsk {
  tenantId: string;
  recordingId: string;
  deviceId: string;
}

/** An address on the relay that plays one recording for five minutes, by whoever has it. */
export async function makeLink(
  ask: LinkAsk,
  { keys, now, publicBaseUrl }: Pick<RecordingDeps, 'keys' | 'now' | 'publicBaseUrl'>,
): Promise<{ url: string; expiresAt: string }> {
  const expiresAt = new Date(now().getTime() + LINK_LIFE_MS).toISOString();
  const token = await makeLinkToken({ ...ask, expiresAt }, keys);
  return { url: `${publicBaseUrl}/api/v1/media/${token}`, expiresAt };
}

/** POST /recordings/:id/link */
export function createLinkRoute(deps: RecordingDeps): CallerRoute {
  return async ({ tenantId, store, device }, req, res) => {
    const recording = await foundRecording(store, req.params['recordingId']);
    readyFacts(recording);
    res.status(201).json(await makeLink({ tenantId, recordingId: recording.id, deviceId: device.id }, deps));
  };
}

/** GET /media/:token: the link itself is the permission, of one recording, while its device is still the firm's. */
export function createMediaRoute(deps: RecordingDeps, accessLog: AccessLog): RequestHandler {
  return async (req, res) => {
    const link = await readLinkToken(String(req.params['token']), deps.keys, deps.now());
    if (!link) throw new ProblemError('link_refused');
    const store = deps.storage.tenant(link.tenantId);
    const device = await store.device(link.deviceId);
    if (!device || device.revokedAt !== null) throw new ProblemError('link_refused');
    const recording = await foundRecording(store, link.recordingId);
    // A page of the firm's own case system may play it; it needs no cookie and tells none.
    res.setHeader('cross-origin-resource-policy', 'cross-origin');
    const { callId, id: recordingId } = recording;
    const who = { personId: device.personId, deviceId: device.id };
    await sendRecording(recording, req, res, {
      media: createRecordingMedia(store, deps),
      noteAccess: () =>
        accessLog.note({ what: 'recording_played', callId, recordingId, ...who }, store.addAudit.bind(store)),
      log: deps.log,
    });
  };
}

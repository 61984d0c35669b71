import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../relay/src/config.ts';
import { openMasterKeys } from '../../relay/src/recordings/keeping/master-keys.ts';
import {
  openRecordings,
  type RecordingOverrides,
  type Recordings,
} from '../../relay/src/recordings/open-recordings.ts';
import type { FetchPayload } from '../../relay/src/recordings/told-recording.ts';
import type { Recording } from '../../relay/src/wire/recording.ts';
import { SECRET, startTestRelay, TENANT, type RelayUnderTest } from './relay-under-test.ts';
import { tempDir } from './temp-dir.ts';

/** What the pretend providers of a test need. */
export const onThisMachine: RecordingOverrides = {
  resolve: () => Promise.resolve(['127.0.0.1']),
  isAllowedAddress: (address) => address === '127.0.0.1',
};

export interface RecordingDesk {
  relay: RelayUnderTest;
  recordings: Recordings;
  dataDir: string;
  /** A call over the real webhook that says where its audio is: the pending recording. */
  told(url: string, more?: { callId?: string; startedAt?: string }): Promise<Recording>;
  /** What the fetch job of it holds. */
  payloadOf(recording: Recording): Promise<FetchPayload>;
  /** Fetched and completed, as the job does it. */
  kept(url: string, more?: Parameters<RecordingDesk['told']>[1]): Promise<Recording>;
}

/** A relay, and beside it the parts that its jobs work with, on the same folder and storage. */
export async function recordingDesk(
  options: Parameters<typeof startTestRelay>[0] & { recordings?: RecordingOverrides } = {},
): Promise<RecordingDesk> {
  const dataDir = tempDir();
  const environment = { DATA_DIR: dataDir, RECORDING_HOSTS: 'audio.example', ...options.environment };
  // Its own jobs are not to be quicker than the test.
  const overrides = { makers: { fetchRecording: null }, otherWork: {}, ...options.overrides };
  const relay = await startTestRelay({ ...options, environment, overrides });
  const config = readConfig(environment);
  const log = pino({ level: 'silent' });
  const keys = await openMasterKeys(config.media, join(dataDir, 'media.key'), log);
  const deps = { storage: relay.storage, keys, now: () => new Date(), log };
  const recordings = await openRecordings(config, deps, { ...onThisMachine, ...options.recordings });
  const store = relay.storage.tenant(TENANT);

  const told: RecordingDesk['told'] = async (url, { callId = 'call-1', startedAt = '2026-11-19T09:12:00Z' } = {}) => {
    const body = JSON.stringify({
      call_id: callId,
      tenant_id: TENANT,
      call_type: 'answered',
      caller_number: '+32470123456',
      callee_number: '+32471234567',
      direction: 'inbound',
      duration_seconds: 4,
      started_at: startedAt,
      recording_url: url,
    });
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-ringover-signature': signature };
    await fetch(`${relay.url}/api/v1/webhooks/ringover`, { method: 'POST', headers, body });
    const call = (await store.callByProviderId('ringover', callId))?.call;
    const [recording] = call ? await store.recordingsOfCall(call.id) : [];
    if (!recording) throw new Error('No recording was told of.');
    return recording;
  };
  const payloadOf: RecordingDesk['payloadOf'] = async ({ id, callId }) => {
    const job = (await store.jobsOfCall(callId)).find(({ key }) => key === `fetch/${id}`);
    return job?.payload as FetchPayload;
  };
  return {
    relay,
    recordings,
    dataDir,
    told,
    payloadOf,
    async kept(url, more) {
      const recording = await told(url, more);
      const from = await payloadOf(recording);
      const signal = new AbortController().signal;
      const facts = await recordings.fetchRecording({
        tenantId: TENANT,
        recording,
        from,
        signal,
        onProgress: () => {},
      });
      const written = await store.changeRecording(recording.id, (before) =>
        before ? { ...before, ...facts, audio: { ...before.audio, status: 'completed', attempts: 1 } } : null,
      );
      if (!written) throw new Error('It is gone.');
      return written.value;
    },
  };
}

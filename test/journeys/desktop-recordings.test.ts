import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import type { AuditEntry } from '../../relay/src/wire/recording.ts';
import { createDesktop, type Desktop } from '../../src-main/desktop.ts';
import { silentLog } from '../../src-main/logging/log.ts';
import { systemClock } from '../../src-main/relay-link/clock.ts';
import { recordingDesk } from '../support/kept-recording.ts';
import { createPretendEdge } from '../support/pretend-edge.ts';
import { gives, startAudioHost } from '../support/pretend-audio-host.ts';
import { pretendKeyStore } from '../support/pretend-key-store.ts';
import { TENANT } from '../support/relay-under-test.ts';
import { sha256Of } from '../support/sample-recording.ts';
import { toneWav } from '../support/sounds.ts';
import { tempDir } from '../support/temp-dir.ts';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });

it('a provider’s recording goes over the relay to this disk, is heard there, and leaves when the office says so', async () => {
  const host = await startAudioHost();
  host.answers(gives(toneWav([{ hz: 440 }, null], 30)));
  const { relay, kept } = await recordingDesk({ recordings: { ffmpeg: null } });
  const { accessToken: admin } = await relay.enrolDevice('office', 'admin');
  await relay.enrolDevice('peeters');
  const deps = { storage: relay.storage, now: () => new Date(), publicBaseUrl: relay.publicBaseUrl };
  const { code } = await createInvitation(deps, { tenantId: TENANT, personId: 'peeters' });

  const recording = await kept(host.url(), { startedAt: new Date(Date.now() - 60_000).toISOString() });

  const dataFolder = tempDir();
  const desktop: Desktop = createDesktop({
    dataFolder,
    platform: 'linux',
    version: '0.1.0',
    computerName: 'PC-LIT-07',
    keyStore: pretendKeyStore(),
    clock: systemClock,
    timeZone: () => 'Europe/Brussels',
    windowOrigin: 'app://callbrief',
    edge: () => createPretendEdge(),
    log: silentLog,
  });
  opened.push(() => desktop.close());
  await desktop.handlers['settings:change']({ keepAudio: 'all' });
  const ask = { relayUrl: relay.url, code, deviceName: 'PC-LIT-07' };
  expect(await desktop.handlers['enrolment:start'](ask)).toMatchObject({ result: 'connected' });
  await until(() => expect(desktop.state().connection.kind).toBe('up_to_date'));

  const view = async () => (await desktop.handlers['calls:get']({ callId: recording.callId }))?.recordings[0];
  await until(async () => expect((await view())?.state).toBe('here'));
  const url = (await view())?.url ?? '';
  const heard = await desktop.playRecording(new Request(url, { headers: { range: 'bytes=0-' } }));
  expect(heard.status).toBe(206);
  expect(sha256Of(Buffer.from(await heard.arrayBuffer()))).toBe(recording.sha256);
  expect((await desktop.handlers['recordings:peaks']({ recordingId: recording.id }))?.channels).toHaveLength(2);

  const removed = await relay.ask(`/api/v1/recordings/${recording.id}`, { token: admin, method: 'DELETE' });
  expect(removed.status).toBe(200);
  await until(async () => expect((await view())?.state).toBe('removed'));
  const audioFolder = join(dataFolder, 'recordings');
  await until(() => expect(existsSync(audioFolder) && readdirSync(audioFolder)).toEqual([]));
  await until(async () => {
    const entries = (await relay.ask('/api/v1/audit', { token: admin })).body['items'] as AuditEntry[];
    expect(entries.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['recording_downloaded', 'removed', 'removal_confirmed']),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { createTenant } from '../../relay/src/tenants/create-tenant.ts';
import type { Tokens } from '../../relay/src/wire/rest.ts';
import { recordingDesk } from '../support/kept-recording.ts';
import { gives, startAudioHost } from '../support/pretend-audio-host.ts';
import { enrolmentWith, personNamed, TENANT } from '../support/relay-under-test.ts';
import { toneWav } from '../support/sounds.ts';

const OTHER = 'tenant-2';
const LIFE_MS = 5 * 60_000;

/**
 * Two firms on one relay, each with a recording, and a link to it as a script or a desktop gets one. Everything is asked
 * for over HTTP, by addresses that the relay itself gave.
 */
async function twoFirms() {
  const host = await startAudioHost();
  host.answers(gives(toneWav([{ hz: 440 }], 5)));
  let nowMs = Date.now();
  const desk = await recordingDesk({ recordings: { ffmpeg: null }, overrides: { now: () => new Date(nowMs) } });
  const { relay } = desk;
  const recording = await desk.kept(host.url('/first'));
  const { accessToken: token, deviceId } = await relay.enrolDevice('peeters');
  const { accessToken: admin } = await relay.enrolDevice('office', 'admin');

  const deps = { storage: relay.storage, now: () => new Date(nowMs), publicBaseUrl: relay.publicBaseUrl };
  await createTenant(deps, { id: OTHER, firmName: 'Another firm', country: 'BE', secrets: {}, providers: ['sipgate'] });
  await relay.storage.tenant(OTHER).putPerson(personNamed('jansen', 'lawyer'));
  const { code } = await createInvitation(deps, { tenantId: OTHER, personId: 'jansen' });
  const enrolled = await relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
  const { accessToken: strangerToken } = enrolled.body as unknown as Tokens;

  const link = async (as = token) => {
    const { status, body } = await relay.ask(`/api/v1/recordings/${recording.id}/link`, { token: as, method: 'POST' });
    return { status, url: String(body['url']) };
  };
  const get = async (url: string) => {
    const answer = await fetch(relay.url + new URL(url, relay.url).pathname);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isProblem = answer.headers.get('content-type')?.includes('json') === true;
    return {
      status: answer.status,
      code: isProblem ? (JSON.parse(bytes.toString()) as { code: string }).code : null,
      sizeBytes: bytes.length,
    };
  };
  return { relay, recording, token, admin, deviceId, strangerToken, link, get, pass: (ms: number) => (nowMs += ms) };
}

const refused = { status: 401, code: 'link_refused' };

describe('A private link to a recording', () => {
  test('plays to whoever has it for five minutes, and not a moment longer', async () => {
    const { recording, link, get, pass } = await twoFirms();
    const { status, url } = await link();
    expect(status).toBe(201);
    expect(await get(url)).toMatchObject({ status: 200, sizeBytes: recording.sizeBytes });
    pass(LIFE_MS - 1);
    expect((await get(url)).status).toBe(200);
    pass(1);
    expect(await get(url)).toMatchObject(refused);
  });

  test('opens nothing once a sign of it was changed, whichever', async () => {
    const { link, get } = await twoFirms();
    const { url } = await link();
    const token = url.slice(url.lastIndexOf('/') + 1);
    const before = url.slice(0, url.lastIndexOf('/') + 1);
    const [body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, string>;
    const saying = (more: Record<string, string>) =>
      `${Buffer.from(JSON.stringify({ ...claims, ...more })).toString('base64url')}.${signature}`;
    const flip = (text: string, at: number) =>
      `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    const forged = [
      saying({ expiresAt: '2099-01-01T00:00:00.000Z' }),
      saying({ recordingId: 'another' }),
      saying({ tenantId: OTHER }),
      saying({ deviceId: 'another' }),
      flip(token, 0),
      flip(token, body.length + 1),
      `${body}.`,
      body,
    ];
    for (const bad of forged) expect([bad, await get(before + bad)]).toMatchObject([bad, refused]);
    expect((await get(url)).status).toBe(200);
  });

  test('is given by the recording’s own firm alone, and opens nothing of another', async () => {
    const { relay, recording, strangerToken, link, get } = await twoFirms();
    expect((await link(strangerToken)).status).toBe(404);
    const asked = await relay.ask(`/api/v1/recordings/${recording.id}/audio`, { token: strangerToken });
    expect(asked.status).toBe(404);
    // Signed by the relay itself, for a device of the other firm: that firm has no such recording.
    const store = relay.storage.tenant(OTHER);
    await store.changeRecording('theirs', () => ({ ...recording, id: 'theirs' }));
    const { body } = await relay.ask('/api/v1/recordings/theirs/link', { token: strangerToken, method: 'POST' });
    const theirs = String(body['url']);
    expect(theirs).toContain('/api/v1/media/');
    expect((await get(theirs)).status).not.toBe(200);
    expect((await get((await link()).url)).status).toBe(200);
    expect((await relay.storage.tenant(TENANT).recording('theirs')) ?? null).toBeNull();
  });

  test('ends at once with the device that asked for it, and with the recording', async () => {
    const { relay, recording, admin, deviceId, link, get } = await twoFirms();
    const [mine, offices] = [await link(), await link(admin)];
    const revoked = await relay.ask(`/api/v1/devices/${deviceId}`, { token: admin, method: 'DELETE' });
    expect(revoked.status).toBeLessThan(300);
    expect(await get(mine.url)).toMatchObject(refused);
    expect((await get(offices.url)).status).toBe(200);
    await relay.ask(`/api/v1/recordings/${recording.id}`, { token: admin, method: 'DELETE' });
    expect(await get(offices.url)).toMatchObject({ status: 410, code: 'recording_removed' });
  });
});

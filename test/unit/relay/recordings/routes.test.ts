import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { beginInsights } from '../../../../relay/src/insights/begin-insights.ts';
import { askedRange } from '../../../../relay/src/recordings/routes/range.ts';
import type { AuditEntry, Recording } from '../../../../relay/src/wire/recording.ts';
import { startRelay } from '../../../../relay/src/relay.ts';
import { readConfig } from '../../../../relay/src/config.ts';
import { recordingDesk, type RecordingDesk } from '../../../support/kept-recording.ts';
import { addedFact, deliveryOf } from '../../../contract/storage/made-up.ts';
import { gives, startAudioHost } from '../../../support/pretend-audio-host.ts';
import { SECRET, TENANT } from '../../../support/relay-under-test.ts';
import { toneWav } from '../../../support/sounds.ts';

const sound = toneWav([{ hz: 440 }, null], 30);

interface Played {
  desk: RecordingDesk;
  recording: Recording;
  token: string;
  admin: string;
  bytes: Buffer;
  /** GET of its audio with these headers. */
  audio: (headers?: Record<string, string>, method?: string, query?: string) => Promise<Response>;
  ask: RecordingDesk['relay']['ask'];
  path: string;
  audit: () => Promise<AuditEntry[]>;
}

async function played(options: Parameters<typeof recordingDesk>[0] = {}): Promise<Played> {
  const host = await startAudioHost();
  host.answers(gives(sound));
  // Kept as it came: what is played is not what is tested here.
  const desk = await recordingDesk({ recordings: { ffmpeg: null }, ...options });
  const recording = await desk.kept(host.url());
  const { accessToken: token } = await desk.relay.enrolDevice('peeters');
  const { accessToken: admin } = await desk.relay.enrolDevice('office', 'admin');
  const path = `/api/v1/recordings/${recording.id}`;
  const audio: Played['audio'] = (headers = {}, method = 'GET', query = '') =>
    fetch(`${desk.relay.url}${path}/audio${query}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  const bytes = Buffer.from(await (await audio()).arrayBuffer());
  const ask: Played['ask'] = (path, options) => desk.relay.ask(path, options);
  const audit = async () => (await ask('/api/v1/audit', { token: admin })).body['items'] as AuditEntry[];
  return { desk, recording, token, admin, bytes, audio, ask, path, audit };
}

describe('the part of a file that is asked for', () => {
  test.each([
    ['bytes=0-99', { first: 0, last: 99 }],
    ['bytes=0-', { first: 0, last: 999 }],
    ['bytes=500-', { first: 500, last: 999 }],
    ['bytes=999-999', { first: 999, last: 999 }],
    ['bytes=990-5000', { first: 990, last: 999 }],
    ['bytes=-100', { first: 900, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=99999999999999999999-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=0-9,20-29', 'whole'],
    ['bytes=9-5', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['seconds=1-2', 'whole'],
    ['', 'whole'],
    [undefined, 'whole'],
  ])('%s', (header, expected) => {
    expect(askedRange(header, 1_000)).toEqual(expected);
  });
});

describe('the audio of a recording', () => {
  test('is given whole, by its type, and never kept by anything in between', async () => {
    const { recording, bytes, audio } = await played();
    const answer = await audio();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(recording.contentType);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBe(`"${recording.sha256 ?? ''}"`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(recording.sha256);
  });

  test('is given in parts, to the byte', async () => {
    const { bytes, audio } = await played();
    const size = bytes.length;
    for (const [range, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=65530-65545', 65_530, 65_545],
      ['bytes=100-', 100, size - 1],
      ['bytes=-7', size - 7, size - 1],
    ] as const) {
      const answer = await audio({ range });
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${first}-${last}/${size}`);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(first, last + 1))).toBe(true);
    }
  });

  test('beyond its end is refused with its size; several parts at once are answered with the whole', async () => {
    const { bytes, audio } = await played();
    const beyond = await audio({ range: `bytes=${bytes.length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
    const several = await audio({ range: 'bytes=0-9,20-29' });
    expect([several.status, (await several.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
  });

  test('is described without being given, and that is no access', async () => {
    const { bytes, audio, audit } = await played();
    const before = (await audit()).length;
    const head = await audio({ range: 'bytes=0-9' }, 'HEAD', '?use=play');
    expect([head.status, head.headers.get('content-length')]).toEqual([206, '10']);
    expect((await audio({}, 'HEAD', '?use=play')).headers.get('content-length')).toBe(String(bytes.length));
    expect(await audit()).toHaveLength(before);
  });

  test('goes on only while it is the same file', async () => {
    const { recording, bytes, audio } = await played();
    const same = await audio({ range: 'bytes=10-19', 'if-range': `"${recording.sha256 ?? ''}"` });
    expect(same.status).toBe(206);
    for (const other of ['"another"', `W/"${recording.sha256 ?? ''}"`, 'Wed, 25 Nov 2026 10:00:00 GMT']) {
      const answer = await audio({ range: 'bytes=10-19', 'if-range': other });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
    }
  });

  test('is nobody’s without a bearer, and another firm’s is not there', async () => {
    const { ask, path, token } = await played();
    expect((await ask(`${path}/audio`)).status).toBe(401);
    expect((await ask('/api/v1/recordings/unknown/audio', { token })).status).toBe(404);
    expect((await ask('/api/v1/recordings/unknown', { token })).status).toBe(404);
  });

  test('that is not there yet, or failed, says so', async () => {
    const desk = await recordingDesk();
    const recording = await desk.told('http://audio.example:1/one.wav');
    const { accessToken: token } = await desk.relay.enrolDevice();
    for (const [what, method] of [
      ['audio', 'GET'],
      ['peaks', 'GET'],
      ['link', 'POST'],
    ] as const) {
      const answer = await desk.relay.ask(`/api/v1/recordings/${recording.id}/${what}`, { token, method });
      expect(answer).toMatchObject({ status: 409, body: { code: 'recording_not_ready' } });
    }
  });

  test('of which nothing is left in the store says so', async () => {
    const { desk, recording, ask, path, token } = await played();
    const kept = await desk.relay.storage.tenant(TENANT).media(recording.id);
    await desk.recordings.media.remove(kept?.objectName ?? '');
    expect(await ask(`${path}/audio`, { token })).toMatchObject({ status: 503, body: { code: 'media_unavailable' } });
  });

  test('can be broken off by a player, and the relay goes on', async () => {
    const { desk, path, token, audio } = await played();
    const socket = connect(desk.relay.port, '127.0.0.1');
    socket.write(`GET ${path}/audio HTTP/1.1\r\nhost: relay\r\nauthorization: Bearer ${token}\r\n\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    expect((await audio()).status).toBe(200);
  });
});

describe('the list of recordings', () => {
  test('comes in pages and never holds a provider’s address', async () => {
    const { ask, token, recording } = await played();
    const answer = await ask('/api/v1/recordings?limit=1', { token });
    expect(answer.body).toMatchObject({ items: [{ id: recording.id }], total: 1, next: null });
    expect(JSON.stringify(answer.body)).not.toContain('audio.example');
  });

  test('has a waveform for each', async () => {
    const { ask, token, path, recording } = await played();
    const { body, status } = await ask(`${path}/peaks`, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ recordingId: recording.id, stepMs: 50 });
    const [caller = '', firm = ''] = body['channels'] as string[];
    expect(Buffer.from(caller, 'base64')).toHaveLength(2 * 20 * 30);
    expect(Math.max(...new Int8Array(Buffer.from(firm, 'base64')))).toBe(0);
  });
});

describe('who heard what', () => {
  test('one playing in many parts is one entry, and a download another', async () => {
    const { audio, audit, recording } = await played();
    for (const range of ['bytes=0-99', 'bytes=5000-5099', 'bytes=100-199']) await audio({ range }, 'GET', '?use=play');
    const entries = await audit();
    expect(entries.map(({ what }) => what)).toEqual(['recording_played', 'recording_downloaded']);
    expect(entries[0]).toMatchObject({ recordingId: recording.id, callId: recording.callId, personId: 'peeters' });
  });

  test('is written down also when only the middle was asked for', async () => {
    const { audio, audit } = await played();
    await audio({ range: 'bytes=9000-9001' }, 'GET', '?use=play');
    expect((await audit())[0]?.what).toBe('recording_played');
  });

  test('after a long pause it is another playing', async () => {
    let nowMs = Date.now();
    const { audio, audit } = await played({ overrides: { now: () => new Date(nowMs) } });
    await audio({}, 'GET', '?use=play');
    nowMs += 10 * 60_000;
    await audio({}, 'GET', '?use=play');
    expect(await audit()).toHaveLength(2);
    nowMs += 4 * 60_000;
    await audio({}, 'GET', '?use=play');
    expect(await audit()).toHaveLength(2);
  });

  test('is for the office only', async () => {
    const { ask, token, admin, recording } = await played();
    expect((await ask('/api/v1/audit', { token })).status).toBe(403);
    const ofCall = await ask(`/api/v1/audit?callId=${recording.callId}`, { token: admin });
    expect(ofCall.body['items']).toHaveLength(1);
    expect((await ask('/api/v1/audit?callId=other', { token: admin })).body['items']).toEqual([]);
  });
});

describe('a link', () => {
  async function linked(more: Parameters<typeof played>[0] = {}) {
    const all = await played(more);
    const { status, body } = await all.ask(`${all.path}/link`, { token: all.token, method: 'POST' });
    const link = new URL(String(body['url']));
    const at = (base: string, path = link.pathname) => fetch(`${base}${path}`, { headers: { range: 'bytes=0-9' } });
    return { ...all, status, body, link, at };
  }

  test('plays one recording without a bearer, in parts, and is an entry in the audit log', async () => {
    const { status, at, desk, bytes, audit } = await linked();
    expect(status).toBe(201);
    const answer = await at(desk.relay.url);
    expect(answer.status).toBe(206);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(0, 10))).toBe(true);
    await at(desk.relay.url);
    expect((await audit()).map(({ what }) => what)).toEqual(['recording_played', 'recording_downloaded']);
  });

  test('ends after five minutes', async () => {
    let nowMs = Date.now();
    const { at, desk, body } = await linked({ overrides: { now: () => new Date(nowMs) } });
    expect(Date.parse(String(body['expiresAt'])) - nowMs).toBe(5 * 60_000);
    nowMs += 5 * 60_000 - 1;
    expect((await at(desk.relay.url)).status).toBe(206);
    nowMs += 1;
    expect((await at(desk.relay.url)).status).toBe(401);
  });

  test('plays at another process too, which was given nothing but the same key', async () => {
    const { at, desk } = await linked();
    const other = await startRelay(
      readConfig({ PORT: '0', DATA_DIR: desk.dataDir, LOG_LEVEL: 'silent', RINGOVER_WEBHOOK_SECRET: SECRET }),
    );
    expect((await at(other.url)).status).toBe(206);
    await other.close();
  });

  test('that was changed, or made up, opens nothing', async () => {
    const { at, desk, link } = await linked();
    const [body = '', signature = ''] = (link.pathname.split('/').at(-1) ?? '').split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, string>;
    const forged = Buffer.from(JSON.stringify({ ...claims, expiresAt: '2099-01-01T00:00:00.000Z' })).toString(
      'base64url',
    );
    for (const bad of [
      `${forged}.${signature}`,
      `${body}.${'A'.repeat(43)}`,
      body,
      `${body}.`,
      'x'.repeat(3_000),
      '%00',
    ]) {
      const answer = await at(desk.relay.url, `/api/v1/media/${bad}`);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'link_refused' });
    }
  });

  test('ends with the device that asked for it', async () => {
    const { at, desk, ask, admin } = await linked();
    const devices = (await ask('/api/v1/devices', { token: admin })).body as unknown as {
      id: string;
      personId: string;
    }[];
    const list = Array.isArray(devices) ? devices : (devices as { items: typeof devices }).items;
    const mine = list.find(({ personId }) => personId === 'peeters');
    await ask(`/api/v1/devices/${mine?.id ?? ''}`, { token: admin, method: 'DELETE' });
    expect((await at(desk.relay.url)).status).toBe(401);
  });

  test('is what existing integrations are given, and never the provider’s own', async () => {
    const { ask, token, desk, recording } = await played();
    const list = await ask('/api/v1/ringover/calls', { token });
    const [item] = list.body['items'] as { recording_url: string }[];
    expect(item?.recording_url.startsWith(`${desk.relay.publicBaseUrl}/api/v1/media/`)).toBe(true);
    expect((await fetch(desk.relay.url + new URL(item?.recording_url ?? '').pathname)).status).toBe(200);
    const one = await ask(`/api/v1/ringover/calls/${recording.callId}`, { token });
    expect(String(one.body['recording_url'])).toContain('/api/v1/media/');
  });
});

describe('removal', () => {
  test('takes the bytes, tells every desktop, and is written down with who did it', async () => {
    const { desk, ask, admin, token, path, recording, audit } = await played();
    const stream = await desk.relay.stream({ accessToken: token });
    const answer = await ask(path, { token: admin, method: 'DELETE' });
    expect(answer).toMatchObject({
      status: 200,
      body: { removed: { reason: 'demand' }, audio: { reason: 'removed' } },
    });
    const isRemoved = () => stream.events.filter(({ type }) => type === 'recording_changed').at(-1);
    await stream.until(() => isRemoved() !== undefined);
    expect(isRemoved()?.data).toMatchObject({ recording: { id: recording.id, removed: { reason: 'demand' } } });
    expect((await ask(`${path}/audio`, { token })).status).toBe(410);
    expect(await desk.relay.storage.tenant(TENANT).media(recording.id)).toBeNull();
    expect((await audit())[0]).toMatchObject({ what: 'removed', personId: 'office', recordingId: recording.id });
    const again = await ask(path, { token: admin, method: 'DELETE' });
    expect(again.body['removed']).toEqual(answer.body['removed']);
    expect((await audit()).filter(({ what }) => what === 'removed')).toHaveLength(1);
  });

  test('of the words comes first: no desktop hears of the recording while they could still be asked for', async () => {
    const { desk, ask, admin, token, path, recording } = await played();
    const { storage } = desk.relay;
    const store = storage.tenant(TENANT);
    const { callId } = recording;
    await store.changeInsights(callId, () => beginInsights(callId, recording.id, recording.createdAt));
    const stream = await desk.relay.stream({ accessToken: token });
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const tenant = storage.tenant.bind(storage);
    storage.tenant = (id) => {
      const whole = tenant(id);
      const removeInsights = async (of: string) => {
        begun.resolve();
        await gate.promise;
        return whole.removeInsights(of);
      };
      return { ...whole, removeInsights };
    };
    const answer = ask(path, { token: admin, method: 'DELETE' });
    await begun.promise;
    // Whatever stands in the log comes with this.
    await desk.relay.ring('meanwhile');
    await stream.until(() => stream.events.some(({ type }) => type === 'call_changed'));
    const told = () =>
      stream.events.map(({ type }) => type).filter((type) => /^(recording_changed|insights_removed)$/.test(type));
    expect(told()).toEqual([]);
    gate.resolve();
    expect((await answer).status).toBe(200);
    await stream.until(() => told().length === 2);
    expect(told()).toEqual(['insights_removed', 'recording_changed']);
    expect((await ask(`/api/v1/calls/${callId}/insights`, { token })).status).toBe(404);
  });

  test('of the words alone is told, written down, and confirmed by each desktop once for each time', async () => {
    const { desk, ask, admin, token, recording, audit } = await played();
    const store = desk.relay.storage.tenant(TENANT);
    const { callId } = recording;
    const words = () => store.changeInsights(callId, () => beginInsights(callId, recording.id, recording.createdAt));
    const path = `/api/v1/calls/${callId}/insights`;
    const at = '2026-11-25T10:00:00.000Z';
    const confirm = (as = token) => ask(`${path}/removed`, { token: as, method: 'POST', body: { at } });
    await words();
    expect((await confirm()).status).toBe(400);
    expect((await ask(path, { token, method: 'DELETE' })).status).toBe(403);
    for (let time = 1; time <= 2; time += 1) {
      await words();
      expect((await ask(path, { token: admin, method: 'DELETE' })).status).toBe(204);
      expect((await ask(path, { token: admin, method: 'DELETE' })).status).toBe(404);
      for (const as of [token, token, admin]) expect((await confirm(as)).status).toBe(204);
      const entries = (await audit())
        .slice(0, 3 * time)
        .map(({ what, personId, recordingId }) => [what, personId, recordingId]);
      expect(entries.slice(0, 3)).toEqual([
        ['removal_confirmed', 'office', null],
        ['removal_confirmed', 'peeters', null],
        ['removed', 'office', null],
      ]);
      expect(entries).toHaveLength(3 * time);
    }
    expect((await ask(`/api/v1/recordings/${recording.id}`, { token })).body['removed']).toBeNull();
  });

  test('is for the office, and of what is there', async () => {
    const { ask, admin, token, path } = await played();
    expect((await ask(path, { token, method: 'DELETE' })).status).toBe(403);
    expect((await ask('/api/v1/recordings/unknown', { token: admin, method: 'DELETE' })).status).toBe(404);
  });

  test('is refused on legal hold, until that is over', async () => {
    const { ask, admin, token, path, recording, audit } = await played();
    const hold = (on: boolean, as = admin) =>
      ask(`/api/v1/calls/${recording.callId}/legal-hold`, {
        token: as,
        method: 'PUT',
        body: { on, reason: 'Peeters v. Janssens' },
      });
    expect((await hold(true, token)).status).toBe(403);
    expect((await hold(true)).body).toMatchObject({ items: [{ legalHold: true }] });
    expect(await ask(path, { token: admin, method: 'DELETE' })).toMatchObject({
      status: 409,
      body: { code: 'on_legal_hold' },
    });
    await hold(true);
    await hold(false);
    expect((await ask(path, { token: admin, method: 'DELETE' })).status).toBe(200);
    const details = (await audit()).filter(({ what }) => what === 'legal_hold').map(({ detail }) => detail);
    expect(details).toEqual(['off: Peeters v. Janssens', 'on: Peeters v. Janssens']);
  });

  test('is refused of everything that is told of a call after it was put on hold', async () => {
    const { desk, ask, admin, recording } = await played();
    const store = desk.relay.storage.tenant(TENANT);
    await desk.relay.ring('held-early');
    const early = (await store.callByProviderId('ringover', 'held-early'))?.call;
    const hold = (callId: string, on: boolean) =>
      ask(`/api/v1/calls/${callId}/legal-hold`, { token: admin, method: 'PUT', body: { on, reason: 'x' } });
    // One that is recorded already, and one of which nothing is known but that it rang.
    const told = async (callId: string, providerCallId: string) => {
      expect((await hold(callId, true)).status).toBe(200);
      const fact = { ...addedFact(90, { voicemailRecording: { url: 'https://a.example/v.mp3', durationSeconds: 3 } }) };
      await store.accept(deliveryOf(providerCallId, fact, { dedupeKey: `later-${callId}` }));
      const later = (await store.recordingsOfCall(callId)).find(({ kind }) => kind === 'voicemail');
      if (!later) throw new Error('Nothing was told.');
      return later;
    };
    const callOf = (await store.call(recording.callId))?.providerCallId ?? '';
    for (const later of [await told(recording.callId, callOf), await told(early?.id ?? '', 'held-early')]) {
      expect(later.legalHold).toBe(true);
      await store.changeInsights(later.callId, () => beginInsights(later.callId, null, later.createdAt));
      const demand = (path: string) => ask(path, { token: admin, method: 'DELETE' });
      const refused = { status: 409, body: { code: 'on_legal_hold' } };
      expect(await demand(`/api/v1/recordings/${later.id}`)).toMatchObject(refused);
      expect(await demand(`/api/v1/calls/${later.callId}/insights`)).toMatchObject(refused);
      expect(await store.insights(later.callId)).not.toBeNull();
      expect((await hold(later.callId, false)).status).toBe(200);
      expect((await demand(`/api/v1/recordings/${later.id}`)).status).toBe(200);
      expect(await store.insights(later.callId)).toBeNull();
    }
  });

  test('needs a reason to be held, and a call', async () => {
    const { ask, admin, recording } = await played();
    const path = `/api/v1/calls/${recording.callId}/legal-hold`;
    expect((await ask(path, { token: admin, method: 'PUT', body: { on: true, reason: ' ' } })).status).toBe(422);
    const body = { on: true, reason: 'x' };
    expect((await ask('/api/v1/calls/none/legal-hold', { token: admin, method: 'PUT', body })).status).toBe(404);
  });

  test('is confirmed by each desktop once', async () => {
    const { ask, admin, token, path, audit } = await played();
    const confirm = (as = token) =>
      ask(`${path}/removed`, { token: as, method: 'POST', body: { at: '2026-11-25T10:00:00.000Z' } });
    expect((await confirm()).status).toBe(400);
    await ask(path, { token: admin, method: 'DELETE' });
    expect((await confirm()).status).toBe(204);
    expect((await confirm()).status).toBe(204);
    expect((await confirm(admin)).status).toBe(204);
    const confirmed = (await audit()).filter(({ what }) => what === 'removal_confirmed');
    expect(confirmed.map(({ personId }) => personId)).toEqual(['office', 'peeters']);
    expect(confirmed[1]?.detail).toContain('2026-11-25T10:00:00.000Z');
  });

  test('of bytes that cannot be reached now is a job, and the recording is gone for everybody at once', async () => {
    const { desk, ask, admin, token, path, recording } = await played();
    const store = desk.relay.storage.tenant(TENANT);
    const kept = await store.media(recording.id);
    if (kept) await store.setMedia(recording.id, { ...kept, objectName: '../cannot' });
    expect((await ask(path, { token: admin, method: 'DELETE' })).status).toBe(200);
    expect((await ask(`${path}/audio`, { token })).status).toBe(410);
    const jobs = await store.jobsOfCall(recording.callId);
    expect(jobs.find(({ kind }) => kind === 'remove')).toMatchObject({ recordingId: recording.id, state: 'waiting' });
  });
});

describe('retry', () => {
  test('fetches a failed recording again, with its own job, and says so to everybody', async () => {
    const desk = await recordingDesk();
    const recording = await desk.told('http://audio.example:1/one.wav');
    const store = desk.relay.storage.tenant(TENANT);
    const job = await store.claimJob(['fetch'], new Date(Date.now() + 1_000).toISOString(), 60_000);
    if (!job) throw new Error('No job.');
    await store.failJob(job, 'unreachable', null);
    await store.changeRecording(
      recording.id,
      (before) => before && { ...before, audio: { ...before.audio, status: 'failed', reason: 'unreachable' } },
    );
    const { accessToken: token } = await desk.relay.enrolDevice();
    const path = `/api/v1/recordings/${recording.id}/retry`;
    const answer = await desk.relay.ask(path, { token, method: 'POST' });
    expect(answer).toMatchObject({ status: 202, body: { audio: { status: 'pending', reason: null } } });
    const again = await store.claimJob(['fetch'], new Date(Date.now() + 1_000).toISOString(), 60_000);
    expect(again).toMatchObject({ recordingId: recording.id, payload: { url: 'http://audio.example:1/one.wav' } });
  });

  test('leaves alone what is here, and brings nothing back that was removed', async () => {
    const { ask, token, admin, path } = await played();
    const answer = await ask(`${path}/retry`, { token, method: 'POST' });
    expect(answer).toMatchObject({ status: 202, body: { audio: { status: 'completed' } } });
    await ask(path, { token: admin, method: 'DELETE' });
    expect((await ask(`${path}/retry`, { token, method: 'POST' })).status).toBe(410);
  });
});

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../relay/src/config.ts';
import { createInvitation } from '../../../../relay/src/devices/invitation.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { defaultPolicy } from '../../../../relay/src/policy/default-policy.ts';
import { lockDataKey, makeDataKey } from '../../../../relay/src/recordings/keeping/data-key.ts';
import { lockChunks, lockedSize } from '../../../../relay/src/recordings/keeping/locked-chunks.ts';
import { openMasterKeys } from '../../../../relay/src/recordings/keeping/master-keys.ts';
import { objectNameOf } from '../../../../relay/src/recordings/keeping/object-name.ts';
import { openMediaStore } from '../../../../relay/src/recordings/keeping/open-media-store.ts';
import { StorageError, type Storage } from '../../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { createTextLocks } from '../../../../relay/src/storage/text-lock.ts';
import type { CapturePolicy } from '../../../../relay/src/wire/insights.ts';
import type { AuditEntry } from '../../../../relay/src/wire/recording.ts';
import { problem } from '../../../../relay/src/wire/problems.ts';
import { readPdf } from '../../../support/read-pdf.ts';
import { enrolmentWith, personNamed, startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { toneWav } from '../../../support/sounds.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { exampleCall, insightsWith, recording } from './example-call.ts';

const NOW = new Date('2026-11-20T09:04:00.000Z');
const SECONDS = 4;
const slow = 60_000;

interface Given {
  status: number;
  type: string | null;
  name: string;
  digest: string | null;
  bytes: Buffer;
}

/** A firm with one recorded call in it, on a real relay; the recording is a tone on each channel. */
async function office(options: { log?: string[]; wrap?: (storage: Storage) => Storage } = {}) {
  const dataDir = tempDir();
  const now = () => NOW;
  const textLocks = createTextLocks([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
  const kept = await openSqliteStorage({ path: join(dataDir, 'relay.sqlite'), now, textLocks });
  const storage = options.wrap?.(kept) ?? kept;
  const log = options.log;
  const relay = await startTestRelay({
    environment: { DATA_DIR: dataDir },
    overrides: {
      now,
      storage,
      ...(log ? { log: createLogger({ level: 'info', destination: { write: (line) => void log.push(line) } }) } : {}),
    },
  });
  const { call, firm, contact, matter, people } = exampleCall();
  const store = relay.storage.tenant(TENANT);
  const tenant = await relay.storage.tenants.byId(TENANT);
  if (!tenant || !contact || !matter) throw new Error('no firm');
  await relay.storage.tenants.update({ ...tenant, firm });
  for (const person of people.values()) await store.putPerson(person);
  const { updatedAt: _, ...newContact } = contact;
  await store.putContact(newContact, contact.updatedAt);
  await store.putMatter(matter);
  await store.importCalls([call], NOW.toISOString());
  const wav = toneWav([{ hz: 440 }, { hz: 1_000, loud: 0.2 }], SECONDS);
  await store.changeRecording('rec-1', () => ({ ...recording, durationMs: SECONDS * 1_000, sizeBytes: wav.length }));
  await store.changeInsights('call-1', () => insightsWith());
  await keep(dataDir, wav, store);

  const tokens = {
    lawyer: (await relay.enrolDevice('delcourt')).accessToken,
    receptionist: (await relay.enrolDevice('benali')).accessToken,
    admin: (await relay.enrolDevice('ada', 'admin')).accessToken,
  };
  async function ask(body: object, token = tokens.lawyer, callId = 'call-1'): Promise<Given> {
    const answer = await fetch(`${relay.url}/api/v1/calls/${callId}/exports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ language: 'en', ...body }),
    });
    const [, encoded = ''] = /filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      name: decodeURIComponent(encoded),
      digest: answer.headers.get('digest'),
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  }
  const refused = async (...given: Parameters<typeof ask>) => {
    const { status, bytes } = await ask(...given);
    return { ...problem.parse(JSON.parse(bytes.toString())), status };
  };
  const audit = async () => {
    const { body } = await relay.ask('/api/v1/audit?callId=call-1', { token: tokens.admin });
    return body['items'] as AuditEntry[];
  };
  const setPolicy = (more: Partial<CapturePolicy['otherwise']>) =>
    store.setCapturePolicy({ ...defaultPolicy, otherwise: { ...defaultPolicy.otherwise, ...more } }, 0);
  return { relay, store, tokens, ask, refused, audit, setPolicy };
}

/** As a fetched recording lies in the relay's store: locked. */
async function keep(dataDir: string, wav: Buffer, store: ReturnType<Storage['tenant']>): Promise<void> {
  const { media } = readConfig({ DATA_DIR: dataDir });
  const keys = await openMasterKeys(media, join(dataDir, 'media.key'), createLogger({ level: 'silent' }));
  const dataKey = makeDataKey();
  const objectName = objectNameOf(TENANT, 'rec-1');
  const locked = Readable.from([wav]).pipe(lockChunks({ dataKey, recordingId: 'rec-1' }));
  await (await openMediaStore({ media, dataDir }, () => NOW)).put(objectName, locked, lockedSize(wav.length));
  const key = await lockDataKey(dataKey, 'rec-1', keys);
  await store.setMedia('rec-1', { objectName, ...key, sizeBytes: wav.length, peaksJson: null });
}

/** How often a channel of a stereo WAV goes through zero: twice for each oscillation. */
function crossingsOf(wav: Buffer, channel: 0 | 1): number {
  let crossings = 0;
  let before = 0;
  for (let at = 44 + channel * 2; at + 1 < wav.length; at += 4) {
    const sample = wav.readInt16LE(at);
    if (sample !== 0 && before !== 0 && sample > 0 !== before > 0) crossings += 1;
    if (sample !== 0) before = sample;
  }
  return crossings;
}

const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('A file that is given away', () => {
  it(
    'is in the audit log, with who and what, and carries its own hash',
    async () => {
      const { ask, audit } = await office();
      const kinds = [
        ['note_pdf', 'application/pdf', '2026-11-19 2026-0318 Aktenvermerk.pdf', '%PDF-1.7'],
        [
          'note_docx',
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
          '2026-11-19 2026-0318 Aktenvermerk.docx',
          'PK',
        ],
        ['transcript_txt', 'text/plain; charset=utf-8', '2026-11-19 2026-0318 Abschrift.txt', 'Abschrift eines'],
        [
          'transcript_srt',
          'application/x-subrip; charset=utf-8',
          '2026-11-19 2026-0318 Abschrift.srt',
          '1\r\n00:00:00',
        ],
        ['clip', 'audio/wav', '2026-11-19 2026-0318 Ausschnitt.wav', 'RIFF'],
      ] as const;
      for (const [kind, type, name, begins] of kinds) {
        const given = await ask({ kind, language: 'de', ...(kind === 'clip' ? { fromMs: 500, toMs: 1_500 } : {}) });
        expect(given).toMatchObject({ status: 200, type, name });
        expect(given.bytes.subarray(0, begins.length).toString()).toBe(begins);
        expect(given.digest).toBe(`sha-256=${Buffer.from(hex(given.bytes), 'hex').toString('base64')}`);
        const [newest] = await audit();
        expect(newest).toMatchObject({ what: 'exported', personId: 'delcourt', recordingId: 'rec-1' });
        expect(newest?.detail).toMatch(new RegExp(`^${kind} `));
        expect(newest?.detail).toContain(`sha256=${hex(given.bytes)}`);
        expect(newest?.deviceId).toBeTruthy();
      }
      expect(await audit()).toHaveLength(kinds.length);
    },
    slow,
  );

  it('does not leave when the log cannot be written', async () => {
    const failing = (storage: Storage): Storage => ({
      ...storage,
      tenant: (tenantId) => ({
        ...storage.tenant(tenantId),
        addAudit: () => Promise.reject(new StorageError('full', 'no room')),
      }),
    });
    const { refused, audit } = await office({ wrap: failing });
    expect(await refused({ kind: 'transcript_txt' })).toMatchObject({ status: 503, code: 'storage_full' });
    expect(await audit()).toEqual([]);
  });

  it('names nobody in its name and in the log of the relay', async () => {
    const log: string[] = [];
    const { ask, store } = await office({ log });
    await store.editCall(
      'call-1',
      { at: NOW.toISOString(), matterId: null },
      { personId: 'x', name: 'X' },
      NOW.toISOString(),
    );
    expect((await ask({ kind: 'transcript_srt', language: 'fr' })).name).toBe('2026-11-19 transcription.srt');
    const line = log.find((text) => text.includes('"exported"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ tenantId: TENANT, callId: 'call-1', kind: 'transcript_srt' });
    expect(log.join('')).not.toMatch(/Anneke|32470271836/);
  });

  it(
    'a file note tells of the exports before it',
    async () => {
      const { ask } = await office();
      await ask({ kind: 'transcript_txt' });
      const { text, pages } = readPdf((await ask({ kind: 'note_pdf' })).bytes);
      expect(text).toContain('Exported: transcript');
      expect(text).toContain('Camille Delcourt');
      expect(pages).toBe(2);
    },
    slow,
  );
});

describe('A clip', () => {
  it('is cut to the millisecond, with each voice on its own channel', async () => {
    const { ask } = await office();
    const { bytes } = await ask({ kind: 'clip', fromMs: 1_000, toMs: 2_500 });
    expect([bytes.readUInt16LE(22), bytes.readUInt16LE(34)]).toEqual([2, 16]);
    expect(bytes.length).toBe(44 + 1.5 * bytes.readUInt32LE(24) * 4);
    // The tones that were recorded: 440 Hz by the caller, 1,000 Hz by the firm, a second and a half of each.
    expect(Math.abs(crossingsOf(bytes, 0) - 1_320)).toBeLessThanOrEqual(2);
    expect(Math.abs(crossingsOf(bytes, 1) - 3_000)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['ends before it begins', { fromMs: 2_000, toMs: 1_000 }, 'toMs'],
    ['is longer than a quarter of an hour', { fromMs: 0, toMs: 900_001 }, 'toMs'],
    ['has no beginning', { toMs: 1_000 }, 'fromMs'],
    ['lies behind the end of the recording', { fromMs: 60_000, toMs: 61_000 }, 'fromMs'],
  ])('that %s is refused, by the name of the field', async (_, times, field) => {
    const { refused, audit } = await office();
    expect(await refused({ kind: 'clip', ...times })).toMatchObject({ status: 422, code: 'malformed', field });
    expect(await audit()).toEqual([]);
  });

  it('of a removed recording is none, whatever still lies on the disk', async () => {
    const { refused, store } = await office();
    const removed = { at: NOW.toISOString(), reason: 'demand' as const };
    await store.changeRecording('rec-1', (before) => before && { ...before, removed });
    const answer = await refused({ kind: 'clip', fromMs: 0, toMs: 1_000 });
    expect(answer).toMatchObject({ status: 409, code: 'nothing_to_export', detail: 'The recording was removed.' });
  });

  it('of a recording that is not of this call, or whose bytes are gone, is none', async () => {
    const { refused, store } = await office();
    const times = { kind: 'clip', fromMs: 0, toMs: 1_000 };
    expect(await refused({ ...times, recordingId: 'rec-2' })).toMatchObject({ status: 409, code: 'nothing_to_export' });
    await store.setMedia('rec-1', null);
    expect(await refused(times)).toMatchObject({ status: 409, code: 'nothing_to_export' });
  });
});

describe('What may not leave', () => {
  it(
    'the words, where no machine may read the call; the note leaves without them and says so',
    async () => {
      const { refused, ask, setPolicy } = await office();
      await setPolicy({ analyse: false });
      expect(await refused({ kind: 'transcript_txt' })).toMatchObject({ status: 403, code: 'policy_forbids' });
      const { text } = readPdf((await ask({ kind: 'note_pdf' })).bytes);
      expect(text.replace(/\s+/g, ' ')).toContain('do not allow a machine to analyse this call');
      expect(text).not.toMatch(/hearing is on|send the brief|Check the date/i);
      expect(text).toContain('Sounded worried.');
    },
    slow,
  );

  it('the sound, where it may not be kept', async () => {
    const { refused, ask, setPolicy } = await office();
    await setPolicy({ audio: 'notes' });
    expect(await refused({ kind: 'clip', fromMs: 0, toMs: 1_000 })).toMatchObject({
      status: 403,
      code: 'policy_forbids',
    });
    expect((await ask({ kind: 'transcript_txt' })).status).toBe(200);
  });

  it(
    'others’ words and voices by a receptionist; a file note may',
    async () => {
      const { refused, ask, tokens, audit } = await office();
      const { receptionist } = tokens;
      expect(await refused({ kind: 'transcript_srt' }, receptionist)).toMatchObject({ status: 403 });
      expect(await refused({ kind: 'clip', fromMs: 0, toMs: 9 }, receptionist)).toMatchObject({ status: 403 });
      expect(await audit()).toEqual([]);
      expect((await ask({ kind: 'note_docx' }, receptionist)).status).toBe(200);
      expect((await audit())[0]).toMatchObject({ personId: 'benali' });
    },
    slow,
  );

  it('anything to somebody who is not signed in, or of another firm', async () => {
    const { relay, refused, audit } = await office();
    const body = { kind: 'transcript_txt', language: 'en' };
    expect((await relay.ask('/api/v1/calls/call-1/exports', { method: 'POST', body })).status).toBe(401);
    const tenant = await relay.storage.tenants.byId(TENANT);
    if (!tenant) throw new Error('no firm');
    await relay.storage.tenants.create({ ...tenant, id: 'tenant-2', hookToken: 'another-hook-token' });
    await relay.storage.tenant('tenant-2').putPerson(personNamed('spy', 'admin'));
    const deps = { storage: relay.storage, now: () => NOW, publicBaseUrl: relay.publicBaseUrl };
    const { code } = await createInvitation(deps, { tenantId: 'tenant-2', personId: 'spy' });
    const enrolled = await relay.ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
    const token = String(enrolled.body['accessToken']);
    expect(await refused(body, token)).toMatchObject({ status: 404, code: 'not_found' });
    expect(await audit()).toEqual([]);
  });
});

describe('What is not there', () => {
  it('a transcript that was not made, or has no words', async () => {
    const { refused, store } = await office();
    const { transcript } = insightsWith();
    const change = (more: Partial<typeof transcript>) =>
      store.changeInsights('call-1', () => insightsWith({ transcript: { ...transcript, ...more } }));
    await change({ status: 'failed', reason: 'engine_crashed' });
    expect(await refused({ kind: 'transcript_txt' })).toMatchObject({
      status: 409,
      code: 'nothing_to_export',
      field: 'kind',
    });
    await change({ segments: [] });
    expect(await refused({ kind: 'transcript_srt' })).toMatchObject({ status: 409, code: 'nothing_to_export' });
  });

  it('a note of a call that still goes on, and of one that nobody knows', async () => {
    const { refused, store } = await office();
    const { call } = exampleCall();
    const open = { ...call, id: 'call-2', providerCallId: 'p-2', outcome: 'talking' as const, endedAt: null };
    await store.importCalls([open], NOW.toISOString());
    expect(await refused({ kind: 'note_pdf' }, undefined, 'call-2')).toMatchObject({ code: 'nothing_to_export' });
    expect(await refused({ kind: 'note_pdf' }, undefined, 'no-such-call')).toMatchObject({ status: 404 });
  });

  it('a kind and a language that nobody knows', async () => {
    const { refused } = await office();
    expect(await refused({ kind: 'zip' })).toMatchObject({ status: 422, field: 'kind' });
    expect(await refused({ kind: 'note_pdf', language: 'it' })).toMatchObject({ status: 422, field: 'language' });
  });
});

it('A program that copies the firm’s calls is slowed down, and each copy is in the log', async () => {
  const { ask, audit } = await office();
  const answers = [];
  for (let index = 0; index < 21; index += 1) answers.push((await ask({ kind: 'transcript_srt' })).status);
  expect(answers).toEqual([...Array<number>(20).fill(200), 429]);
  expect(await audit()).toHaveLength(20);
});

it(
  'Ringing phones are served while a file note is being set',
  async () => {
    const { ask, relay } = await office();
    const note = ask({ kind: 'note_pdf' }).then(({ status }) => status);
    let answered = 0;
    // On the relay's own thread the first would wait for all of the note.
    while ((await Promise.race([note, relay.ask('/healthz').then(() => 'healthy')])) === 'healthy') answered += 1;
    expect(await note).toBe(200);
    expect(answered).toBeGreaterThan(5);
  },
  slow,
);

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pino } from 'pino';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { applyRetention } from '../../relay/src/recordings/retention.ts';
import type { AuditEntry } from '../../relay/src/wire/recording.ts';
import type { Tokens } from '../../relay/src/wire/rest.ts';
import { startPretendRingoverApi, type PretendRingoverApi } from '../../relay/simulator/pretend-ringover-api.ts';
import { startRecordedFirm, type Desk, type RecordedFirm } from '../support/recorded-firm.ts';
import { enrolmentWith, TENANT } from '../support/relay-under-test.ts';

const KEY = 'key-of-the-firm';
const until = <T>(assertion: () => T | Promise<T>, timeout = 20_000) =>
  vi.waitFor(assertion, { timeout, interval: 50 });

describe('what was said in a call, once it is removed at the office', () => {
  let ringover: PretendRingoverApi;
  let recorded: RecordedFirm;
  let desks: Desk[];
  let token: string;
  beforeAll(async () => {
    ringover = await startPretendRingoverApi({ keys: [{ key: KEY }], users: [], perSecond: 50 });
    recorded = await startRecordedFirm({
      ringover: { apiKey: KEY, baseUrl: ringover.url, defaultCallerId: null },
    });
    desks = [await recorded.openDesk(), await recorded.openDesk()];
    const { relay } = recorded.firm;
    const deps = { storage: relay.storage, now: () => new Date(), publicBaseUrl: relay.publicBaseUrl };
    const { code } = await createInvitation(deps, { tenantId: TENANT, personId: 'jonas' });
    const enrolled = await fetch(`${relay.url}/api/v1/enrolment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(enrolmentWith(code)),
    });
    token = ((await enrolled.json()) as Tokens).accessToken;
  }, 60_000);
  afterAll(async () => {
    await recorded[Symbol.asyncDispose]();
    await ringover.close();
  });

  /** Written down, and on both computers. */
  async function writtenDown(word: string): Promise<string> {
    const { id: callId } = await recorded.play(
      ['0s ring jonas', '4s answer jonas', '44s hang up', '60s transcription'],
      {
        transcriptLinkOf(id) {
          const text = `My number is secret and the word is ${word}.`;
          ringover.setTranscription(id, [{ channelId: 1, text, start: 0.5, end: 4 }]);
          return 'https://cdn.ringover.example/none.json';
        },
      },
    );
    for (const desk of desks) await until(async () => expect(await found(desk, word)).toEqual([callId]));
    return callId;
  }
  async function found({ desktop }: Desk, search: string): Promise<string[]> {
    const { rows } = await desktop.handlers['calls:list']({ filter: 'all', search, offset: 0, limit: 10 });
    return rows.map(({ id }) => id);
  }
  async function isGone(callId: string, word: string, why: string): Promise<void> {
    for (const desk of desks)
      await until(async () => {
        expect(await desk.desktop.handlers['insights:get']({ callId })).toBeNull();
        expect(await found(desk, word)).toEqual([]);
      });
    await until(async () => {
      const { items } = await recorded.firm.store.auditPage({ callId }, null, 50);
      const of = (what: string) => items.filter((entry: AuditEntry) => entry.what === what);
      expect(of('removed').map(({ detail }) => detail)).toEqual([why]);
      const confirmed = of('removal_confirmed');
      expect(new Set(confirmed.map(({ deviceId }) => deviceId)).size).toBe(2);
      expect(confirmed.every(({ detail }) => detail?.startsWith('texts gone since'))).toBe(true);
    });
  }

  it('by a demand is gone from every computer, is found there no more, and each computer says so', async () => {
    const callId = await writtenDown('aubergine');
    const removed = await fetch(`${recorded.firm.relay.url}/api/v1/calls/${callId}/insights`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(removed.status).toBe(204);
    await isGone(callId, 'aubergine', 'texts: demand');
    // The provider has it still; told of it again, the relay leaves it there.
    const { store } = recorded.firm;
    const job = (await store.jobsOfCall(callId)).find(({ kind }) => kind === 'import');
    if (!job) throw new Error('There is no job.');
    const { key, kind, recordingId, payload } = job;
    await store.addJob({ key, kind, callId, recordingId, payload, dueAt: new Date().toISOString() });
    await until(async () =>
      expect((await store.jobsOfCall(callId)).map(({ state }) => state)).not.toContain('waiting'),
    );
    await until(async () =>
      expect((await store.jobsOfCall(callId)).map(({ state }) => state)).not.toContain('running'),
    );
    expect(await store.insights(callId)).toBeNull();
  });

  it('by the firm’s own clock too, also when nobody could be told in that very moment', async () => {
    const callId = await writtenDown('courgette');
    const { store, relay } = recorded.firm;
    const policy = await store.capturePolicy();
    const { textDays } = policy.retention;
    const deps = {
      storage: relay.storage,
      publish: () => undefined,
      now: () => new Date(Date.now() + (textDays + 1) * 86_400_000),
      log: pino({ level: 'silent' }),
      media: {
        put: () => Promise.reject(new Error('none')),
        get: () => Promise.reject(new Error('none')),
        remove: () => Promise.resolve(),
      },
    };
    // Nobody is told now, as when the relay ends in this very moment: it stands in the log.
    await applyRetention(deps);
    expect(await store.insights(callId)).toBeNull();
    await recorded.play(['0s ring jonas', '4s answer jonas', '9s hang up']);
    await isGone(callId, 'courgette', `texts: retention: ${String(textDays)} days`);
  });
});

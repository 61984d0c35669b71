import { describe, expect, test, vi } from 'vitest';
import { pino } from 'pino';
import { createHmac } from 'node:crypto';
import { beginInsights } from '../../../../relay/src/insights/begin-insights.ts';
import { applyRetention } from '../../../../relay/src/recordings/retention.ts';
import type { StoredEvent } from '../../../../relay/src/storage/port.ts';
import type { Recording } from '../../../../relay/src/wire/recording.ts';
import { onThisMachine, recordingDesk } from '../../../support/kept-recording.ts';
import { gives, startAudioHost } from '../../../support/pretend-audio-host.ts';
import { SECRET, startTestRelay, TENANT } from '../../../support/relay-under-test.ts';
import { toneWav } from '../../../support/sounds.ts';

describe('retention', () => {
  test('removes what is older than the firm keeps it, here and on every desktop; on legal hold nothing goes', async () => {
    const host = await startAudioHost();
    host.answers(gives(toneWav([{ hz: 440 }], 1)));
    const desk = await recordingDesk();
    const store = desk.relay.storage.tenant(TENANT);
    const day = 86_400_000;
    const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
    const keep = (callId: string, days: number) => desk.kept(host.url(`/${callId}`), { callId, startedAt: ago(days) });
    const [old, held, young] = [await keep('old', 184), await keep('held', 400), await keep('young', 182)];
    await store.changeRecording(held.id, (before) => before && { ...before, legalHold: true });
    const published: StoredEvent[] = [];
    const deps = {
      storage: desk.relay.storage,
      media: desk.recordings.media,
      publish: (_tenant: string, events: StoredEvent[]) => void published.push(...events),
      now: () => new Date(),
      log: pino({ level: 'silent' }),
    };
    await applyRetention(deps);
    await applyRetention(deps);
    const removed = async ({ id }: Recording) => (await store.recording(id))?.removed?.reason ?? null;
    expect([await removed(old), await removed(held), await removed(young)]).toEqual(['retention', null, null]);
    expect(await store.media(old.id)).toBeNull();
    expect(await store.media(held.id)).not.toBeNull();
    expect(
      published.map(({ type, json }) => [type, (JSON.parse(json) as { recording: Recording }).recording.id]),
    ).toEqual([['recording_changed', old.id]]);
    const { items } = await store.auditPage({ callId: null }, null, 10);
    expect(items).toMatchObject([
      { what: 'removed', recordingId: old.id, personId: null, detail: 'retention: 183 days' },
    ]);
    // The hold is over, and with it what held the clock.
    await store.changeRecording(held.id, (before) => before && { ...before, legalHold: false });
    await applyRetention(deps);
    expect(await removed(held)).toBe('retention');
  });
});

describe('retention of words', () => {
  test('tells every desktop once they are gone; a call on hold keeps its words, also without a recording', async () => {
    const desk = await recordingDesk();
    const store = desk.relay.storage.tenant(TENANT);
    const day = 86_400_000;
    const callOf = async (callId: string, days: number) => {
      const startedAt = new Date(Date.now() - days * day).toISOString();
      const recording = await desk.told(`http://audio.example:1/${callId}`, { callId, startedAt });
      await store.changeInsights(recording.callId, () => beginInsights(recording.callId, null, startedAt));
      return recording.callId;
    };
    const { textDays } = (await store.capturePolicy()).retention;
    const [old, held, young] = [
      await callOf('old', textDays + 1),
      await callOf('held', textDays + 1),
      await callOf('young', textDays - 1),
    ];
    await store.setLegalHold(held, true);
    const published: StoredEvent[] = [];
    const isGoneWhenTold: boolean[] = [];
    const look: Promise<void>[] = [];
    const deps = {
      storage: desk.relay.storage,
      media: desk.recordings.media,
      publish(_tenant: string, events: StoredEvent[]) {
        const removed = events.filter(({ type }) => type === 'insights_removed');
        published.push(...removed);
        if (removed.length > 0)
          look.push(store.insights(old).then((found) => void isGoneWhenTold.push(found === null)));
      },
      now: () => new Date(),
      log: pino({ level: 'silent' }),
    };
    await applyRetention(deps);
    await applyRetention(deps);
    await Promise.all(look);
    expect(published.map(({ json }) => JSON.parse(json) as unknown)).toMatchObject([
      { type: 'insights_removed', callId: old },
    ]);
    expect(isGoneWhenTold).toEqual([true]);
    const left = await Promise.all([old, held, young].map((id) => store.insights(id)));
    expect(left.map((one) => one !== null)).toEqual([false, true, true]);
    const { items } = await store.auditPage({ callId: old }, null, 10);
    expect(items).toContainEqual(
      expect.objectContaining({
        what: 'removed',
        recordingId: null,
        detail: `texts: retention: ${String(textDays)} days`,
      }),
    );
  });
});

describe('a relay as it runs', () => {
  test('fetches what a webhook told of by itself, and gives it to a desktop', async () => {
    const host = await startAudioHost();
    host.answers(gives(toneWav([{ hz: 440 }, { hz: 880 }], 3)));
    const relay = await startTestRelay({
      environment: { RECORDING_HOSTS: 'audio.example' },
      overrides: { recordings: onThisMachine },
    });
    const tokens = await relay.enrolDevice();
    const body = JSON.stringify({
      call_id: 'call-1',
      tenant_id: TENANT,
      call_type: 'answered',
      caller_number: '+32470123456',
      callee_number: '+32471234567',
      direction: 'inbound',
      duration_seconds: 3,
      started_at: new Date().toISOString(),
      recording_url: host.url(),
    });
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-ringover-signature': signature };
    await fetch(`${relay.url}/api/v1/webhooks/ringover`, { method: 'POST', headers, body });
    const list = () => relay.ask('/api/v1/recordings', { token: tokens.accessToken });
    await vi.waitUntil(async () => JSON.stringify((await list()).body).includes('"completed"'), { timeout: 15_000 });
    const [recording] = (await list()).body['items'] as Recording[];
    expect(recording).toMatchObject({ audio: { status: 'completed', reason: null }, channels: ['caller', 'firm'] });
    const audio = await fetch(`${relay.url}/api/v1/recordings/${recording?.id ?? ''}/audio`, {
      headers: { authorization: `Bearer ${tokens.accessToken}` },
    });
    expect((await audio.arrayBuffer()).byteLength).toBe(recording?.sizeBytes);
  });
});

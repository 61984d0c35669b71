import { describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { prepareTalk } from '../../../../../relay/src/agent/desk/prepare-talk.ts';
import { createPlayoutClock } from '../../../../../relay/src/media/playout/playout-clock.ts';
import type { CallOnLine } from '../../../../../relay/src/agent/call-on-line.ts';
import { pretendEngines } from '../../../../support/pretend-engines.ts';
import { startTestRelay, TENANT, type RelayUnderTest } from '../../../../support/relay-under-test.ts';
import { realtimeUnderTest } from '../speech-to-speech/realtime-under-test.ts';

interface Given {
  thinks: 'model' | 'script';
  mayLeaveMachine: boolean;
  regions: string[];
}

/** @returns the id of the engine; null: the stages hold the talk */
async function holderOf(relay: RelayUnderTest, given: Given): Promise<string | null> {
  const store = relay.storage.tenant(TENANT);
  const settings = await store.receptionist();
  await store.putReceptionist(
    { ...settings, isOn: true, thinks: given.thinks, revision: settings.revision + 1 },
    settings.revision,
  );
  const policy = await store.capturePolicy();
  const otherwise = { ...policy.otherwise, mayLeaveMachine: given.mayLeaveMachine, regions: given.regions };
  await store.setCapturePolicy({ ...policy, otherwise, revision: policy.revision + 1 }, policy.revision);
  const [call] = (await store.callPage(null, 1)).items;
  const { engine } = await realtimeUnderTest();
  const nothing = () => undefined;
  const { holder } = await prepareTalk(
    {
      storage: relay.storage,
      engines: pretendEngines({ speechToSpeech: engine }),
      publish: nothing,
      presence: () => Promise.resolve([]),
      tell: nothing,
      metrics: { observeTurn: nothing, observeFallBack: nothing, observeTalk: nothing, refusedCall: nothing },
      clock: createPlayoutClock(),
      now: () => new Date(),
      log: pino({ level: 'silent' }),
      over: nothing,
    },
    { tenantId: TENANT, callId: call?.id, callerNumber: null, language: null } as CallOnLine,
  );
  return holder?.engine.id ?? null;
}

describe('The engine that hears, thinks and speaks', () => {
  it('may hold a talk where the firm lets a model talk and its policy lets the sound go there', async () => {
    const relay = await startTestRelay();
    await relay.ring('call-1');
    const allowed = { thinks: 'model', mayLeaveMachine: true, regions: ['eu'] } as const;
    expect(await holderOf(relay, { ...allowed, regions: ['eu'] })).toBe('openai-realtime:gpt-realtime');
    expect(await holderOf(relay, { ...allowed, regions: [], thinks: 'script' })).toBeNull();
    expect(await holderOf(relay, { ...allowed, regions: ['us'] })).toBeNull();
    expect(await holderOf(relay, { ...allowed, regions: ['eu'], mayLeaveMachine: false })).toBeNull();
  });
});

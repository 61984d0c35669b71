import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Message } from '@callbrief/relay/wire/message';
import { differences } from '../../relay/simulator/scenario/compare-truth.ts';
import { demoPeople, listScenarios } from '../../relay/simulator/scenario/find-scenario.ts';
import { planScenario } from '../../relay/simulator/scenario/plan-scenario.ts';
import { playScenario } from '../../relay/simulator/scenario/play-scenario.ts';
import type { Scenario } from '../../relay/simulator/scenario/scenario.ts';
import { logOfRingover } from '../../relay/simulator/life/log-of-ringover.ts';
import { asRingoverUser } from '../../relay/simulator/life/person.ts';
import { startPretendRingoverApi, type PretendRingoverApi } from '../../relay/simulator/pretend-ringover-api.ts';
import { providerOf } from '../../relay/simulator/life/tell.ts';
import { createSign } from '../../relay/simulator/told/wires.ts';
import type { DesktopApp } from '../support/desktop-app.ts';
import { startWiredFirm, type WiredFirm } from '../support/wired-firm.ts';

const people = await demoPeople();
const scenarios = await listScenarios();
const folder = mkdtempSync(join(tmpdir(), 'callbrief-scenarios-'));
let firm: WiredFirm;
let desktop: DesktopApp;

let ringover: PretendRingoverApi;

beforeAll(async () => {
  const users = people.map((person) => ({ ...asRingoverUser(person), numbers: [] }));
  // Its limit of two requests a second has tests of its own.
  ringover = await startPretendRingoverApi({ keys: [{ key: 'api-key' }], users, perSecond: 1_000 });
  const account = { apiKey: 'api-key', baseUrl: ringover.url, defaultCallerId: null };
  firm = await startWiredFirm({ dataDir: join(folder, 'relay'), people, ringover: account });
  desktop = await firm.connectDesktop(join(folder, 'desktop'));
});
afterAll(async () => {
  await desktop.close();
  await firm.close();
  await ringover.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is there that was not there before. */
function added<T extends { id: string }>(before: readonly T[], after: readonly T[]): T[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id));
}

/** @returns the new calls and messages, of the relay and as the desktop has them */
async function play(scenario: Scenario): Promise<{ startedAt: Date; calls: Call[]; messages: Message[] }> {
  const [calls, messages] = [await firm.calls(), await firm.messages()];
  const lengthMs = Math.max(...scenario.steps.map(({ atMs }) => atMs), scenario.healAtMs ?? 0);
  // It ends now: a relay does not believe a provider that tells of the future.
  // On a whole second, because the provider's log knows no fractions.
  const startAt = new Date(Math.floor((Date.now() - lengthMs) / 1_000) * 1_000 - 1_000);
  const plan = planScenario(scenario, { startAt });
  const played = await playScenario(plan, {
    sign: createSign(firm.wires),
    pace: 'at_once',
    giveUpAfterMs: 10_000,
    async heal({ life }) {
      firm.setClock(null);
      logOfRingover(life, ringover.calls);
      expect(await desktop.client.reconcile(1)).toMatchObject({ healed: 1 });
    },
    beforeSend: ({ told }) => firm.setClock(new Date(startAt.getTime() + told.atMs)),
  });
  firm.setClock(null);
  const refused = played.filter(({ acknowledgement }) => !acknowledgement.acknowledged);
  expect(refused.map(({ told, acknowledgement }) => `${told.wire} ${told.event}: ${acknowledgement.status}`)).toEqual(
    [],
  );
  // sipgate's times are the relay's own; Ringover's are those of its clock, however wrong.
  const startedAt = providerOf(scenario.how.teller) === 'sipgate' ? startAt : plan.life.startedAt;
  return { startedAt, calls: added(calls, await firm.calls()), messages: added(messages, await firm.messages()) };
}

const keyOf = ({ personId }: { personId: string | null }) => personId;

describe('a scenario turns out as its file says, on the relay and on the desktop', () => {
  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    if (!scenario.expect) throw new Error('It says nothing that could be true or false.');
    const { startedAt, calls, messages } = await play(scenario);
    expect(differences(scenario.expect, { calls, messages }, { startedAt, keyOf })).toEqual([]);
    const last = await firm.store.lastEventId();
    // Recordings of other calls go on being asked for meanwhile.
    await vi.waitFor(() => expect(desktop.history.cursor()).toBeGreaterThanOrEqual(last), {
      timeout: 10_000,
      interval: 10,
    });
    expect(calls.map(({ id }) => desktop.history.call(id))).toEqual(calls);
    expect(messages.map(({ id }) => desktop.history.message(id))).toEqual(messages);
  });

  it('and a wrong expectation is noticed', async () => {
    const [plain] = scenarios.filter(({ name }) => name === 'plain-answered');
    if (!plain) throw new Error('plain-answered is gone.');
    const { startedAt, ...found } = await play(plain);
    const wrong = { call: { outcome: 'missed' as const, answeredBy: 'sofie', talkSeconds: 33, legs: {} } };
    expect(differences(wrong, found, { startedAt, keyOf })).toEqual([
      'outcome: "missed" was expected, it is "answered"',
      'answeredBy: "sofie" was expected, it is "jonas"',
      'talkSeconds: 33 was expected, it is 34',
      'legs: {} was expected, it is {"jonas":"answered"}',
    ]);
    expect(differences({ call: null, messages: [] }, found, { startedAt, keyOf })).toHaveLength(1);
  });
});

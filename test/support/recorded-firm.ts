import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Recording } from '@callbrief/relay/wire/recording';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import { demoPeople } from '../../relay/simulator/scenario/find-scenario.ts';
import { planScenario } from '../../relay/simulator/scenario/plan-scenario.ts';
import { playScenario } from '../../relay/simulator/scenario/play-scenario.ts';
import { readScenario } from '../../relay/simulator/scenario/read-scenario.ts';
import type { RecordingLink } from '../../relay/simulator/life/call-life.ts';
import { startPretendMedia, type PretendMediaServer } from '../../relay/simulator/sound/pretend-media-server.ts';
import { createPretendRecordings, type PretendRecordings } from '../../relay/simulator/sound/pretend-recordings.ts';
import { speak } from '../../relay/simulator/sound/speak.ts';
import type { RelayOverrides } from '../../relay/src/relay.ts';
import type { Tenant } from '../../relay/src/storage/port.ts';
import { createSign } from '../../relay/simulator/told/wires.ts';
import { createDesktop, type Desktop } from '../../src-main/desktop.ts';
import { silentLog } from '../../src-main/logging/log.ts';
import { systemClock } from '../../src-main/relay-link/clock.ts';
import { startCuttableProxy, type CuttableProxy } from './cuttable-proxy.ts';
import { createPretendEdge, type PretendEdge } from './pretend-edge.ts';
import { pretendKeyStore } from './pretend-key-store.ts';
import { startPretendLanguageModel, type PretendLanguageModel } from './pretend-language-model.ts';
import { testModelsDir } from './test-speech.ts';
import { startWiredFirm, type WiredFirm } from './wired-firm.ts';

/** Of the pretend media host; the relay fetches from no other address of this machine. */
export const MEDIA_HOST = '127.0.0.1';

/** A firm whose provider records, with engines that hear and read, all of it on this machine. */
export interface RecordedFirm extends AsyncDisposable {
  firm: WiredFirm;
  media: PretendMediaServer;
  recordings: PretendRecordings;
  model: PretendLanguageModel;
  /**
   * A client calls and is answered by Jonas; then, over the same signed wire, the provider tells where the recording is.
   * @returns the call as the relay has it, with the recording that was only heard of
   */
  call(link: RecordingLink, from?: string): Promise<Call>;
  /** A call that goes and is told like this. @param steps as in a scenario's file, `0s ring jonas` */
  play(
    steps: readonly string[],
    of?: { from?: string } & Omit<NonNullable<Parameters<typeof planScenario>[1]>, 'startAt'>,
  ): Promise<Call>;
  /** A desktop but its windows, enrolled through a network that can be cut. */
  openDesk(): Promise<Desk>;
  /** Resolves when nothing about the call is under way any more. */
  settled(callId: string): Promise<{ recording: Recording; insights: CallInsights }>;
}

export interface Desk {
  desktop: Desktop;
  edge: PretendEdge;
  network: CuttableProxy;
  /** From now on there is no way to the office. */
  cut(): Promise<void>;
}

const LINE = '+3220002010';
export const CLIENT = '+32440271836';
const until = <T>(assertion: () => T | Promise<T>, timeout = 30_000) =>
  vi.waitFor(assertion, { timeout, interval: 50 });

export async function startRecordedFirm(
  of: {
    environment?: Readonly<Record<string, string>>;
    hasModel?: boolean;
    overrides?: RelayOverrides;
    /** Ringover's REST API, where the firm has connected it. */
    ringover?: Tenant['accounts']['ringover'];
  } = {},
): Promise<RecordedFirm> {
  await using opened = new AsyncDisposableStack();
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'callbrief-recorded-'));
    opened.defer(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };
  const people = await demoPeople();
  const jonasFirst = people.toSorted((a, b) => Number(b.key === 'jonas') - Number(a.key === 'jonas'));
  const media = await startPretendMedia();
  opened.defer(() => media.close());
  const model = await startPretendLanguageModel();
  opened.defer(() => model.close());
  const firm = await startWiredFirm({
    dataDir: folder(),
    people: jonasFirst,
    ...(of.ringover === undefined ? {} : { ringover: of.ringover }),
    environment: {
      RECORDING_HOSTS: MEDIA_HOST,
      STT_ENGINE: 'sherpa:ci-stt-espeak',
      MODELS_DIR: testModelsDir,
      RELAY_ALLOW_TEST_STT: '1',
      ...(of.hasModel === false
        ? {}
        : {
            LANGUAGE_MODEL: `openai:${model.url}`,
            LANGUAGE_MODEL_NAME: 'pretend',
            LANGUAGE_MODEL_TIMEOUT_SECONDS: '2',
          }),
      ...of.environment,
    },
    overrides: { recordings: { isAllowedAddress: (address) => address === MEDIA_HOST }, ...of.overrides },
  });
  opened.defer(() => firm.close());
  const sign = createSign(firm.wires);

  const play: RecordedFirm['play'] = async (steps, { from = CLIENT, ...options } = {}) => {
    const before = new Set((await firm.calls()).map(({ id }) => id));
    const text = JSON.stringify({ title: 'A recorded call', told: 'ringover', from, to: LINE, steps });
    const startAt = new Date(Date.now() - 3_600_000);
    const plan = planScenario(readScenario(text, 'recorded.yaml', people), { ...options, startAt });
    const played = await playScenario(plan, { sign, pace: 'at_once', giveUpAfterMs: 10_000 });
    const refused = played.filter(({ acknowledgement }) => !acknowledgement.acknowledged);
    if (refused.length > 0) throw new Error(`Refused: ${refused.map(({ told }) => told.event).join(', ')}`);
    const [made] = (await firm.calls()).filter(({ id }) => !before.has(id));
    if (!made) throw new Error('There is no call.');
    return made;
  };

  const call: RecordedFirm['call'] = (link, from = CLIENT) => {
    const steps = [
      '0s ring jonas',
      '4s answer jonas',
      `${4 + link.seconds}s hang up`,
      `${5 + link.seconds}s recorded hearing-en`,
    ];
    return play(steps, { from, linkOf: () => link });
  };

  async function openDesk(): Promise<Desk> {
    const network = await startCuttableProxy(() => ({ port: firm.relay.port }));
    scope.defer(() => network.close());
    const edge = createPretendEdge();
    const dataFolder = mkdtempSync(join(tmpdir(), 'callbrief-desk-'));
    scope.defer(() => rmSync(dataFolder, { recursive: true, force: true }));
    const desktop = createDesktop({
      dataFolder,
      platform: 'linux',
      version: '0.1.0',
      computerName: 'PC-LIT-07',
      keyStore: pretendKeyStore(),
      clock: systemClock,
      timeZone: () => 'Europe/Brussels',
      windowOrigin: 'app://callbrief',
      edge: () => edge,
      log: silentLog,
    });
    scope.defer(() => desktop.close());
    const ask = { relayUrl: network.url, code: await firm.code(), deviceName: 'PC-LIT-07' };
    const { result } = await desktop.handlers['enrolment:start'](ask);
    if (result !== 'connected') throw new Error(`Not enrolled: ${result}`);
    await until(() => {
      if (desktop.state().connection.kind !== 'up_to_date') throw new Error(desktop.state().connection.kind);
    });
    return {
      desktop,
      edge,
      network,
      async cut() {
        await network.close();
        await until(() => {
          if (desktop.state().connection.kind === 'up_to_date') throw new Error('It does not know yet.');
        });
      },
    };
  }

  async function settled(callId: string) {
    return until(async () => {
      const [recording] = await firm.store.recordingsOfCall(callId);
      const insights = await firm.store.insights(callId);
      const jobs = await firm.store.jobsOfCall(callId);
      const open = jobs.filter(({ state }) => state === 'waiting' || state === 'running');
      if (!recording || !insights || open.length > 0)
        throw new Error(`Under way: ${open.map(({ kind }) => kind).join(', ')}`);
      return { recording, insights };
    });
  }

  const scope = opened.move();
  return {
    firm,
    media,
    recordings: createPretendRecordings(media, speak),
    model,
    call,
    play,
    openDesk,
    settled,
    [Symbol.asyncDispose]: () => scope.disposeAsync(),
  };
}

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createCallbackFollower } from './callbacks/follow-calls.ts';
import type { ReceptionistOnDuty } from './agent/line/line-deps.ts';
import { createLines, doorOf, type Lines } from './agent/line/lines.ts';
import type { AgentDesk } from './agent/desk/desk.ts';
import { configuredEngines, type AgentEngines } from './agent/desk/engines.ts';
import { openDesk } from './agent/desk/open-desk.ts';
import { openEngines } from './agent/desk/open-engines.ts';
import { createAgentLiveBoard, type AgentLiveBoard } from './agent/live-board.ts';
import type { RelayConfig } from './config.ts';
import { settleLostMessagesPeriodically } from './control/lost-messages.ts';
import { pruneActionsPeriodically } from './control/prune-actions.ts';
import { createLocalFanOut } from './events/fan-out-local.ts';
import type { FanOut } from './events/fan-out.ts';
import { createHub, type Hub } from './events/hub.ts';
import { createHealthRouter } from './http/health.ts';
import { createMemoryRateLimit, createRedisRateLimit } from './http/rate-limit.ts';
import { createHttpApp, serverTimeouts } from './http/app.ts';
import { createDirectoryImportWork } from './imports/import-work.ts';
import type { Makers } from './insights/makers.ts';
import { openMakers } from './insights/open-makers.ts';
import { createPipeline } from './insights/pipeline.ts';
import { createJobRunner } from './jobs/job-runner.ts';
import type { WorkByKind } from './jobs/job-work.ts';
import { usualLimits, type JobLimits } from './jobs/limits.ts';
import { createLogger } from './logging/create-logger.ts';
import { createAudienceOfCall } from './policy/audience-of-call.ts';
import { createPresenceBoard } from './presence/presence-board.ts';
import { reconcileNightly } from './reconcile/nightly.ts';
import { createReconciler } from './reconcile/reconciler.ts';
import { openMediaOfConfig } from './media/media-of-config.ts';
import type { Media } from './media/open-media.ts';
import { createMetricsRouter } from './metrics/metrics-route.ts';
import { createRelayMetrics } from './metrics/relay-metrics.ts';
import { clioOrigins } from './practice-systems/clio/clio-hosts.ts';
import { createClioConnections } from './practice-systems/clio/clio-connection.ts';
import { createProviderAccounts, type ConnectedAccounts } from './providers/accounts.ts';
import { systemClock, type ProviderClock } from './providers/provider-clock.ts';
import type { Fetch } from './providers/provider-request.ts';
import { openMasterKeys, textKeys } from './recordings/keeping/master-keys.ts';
import { relockTexts } from './recordings/keeping/rotate-keys.ts';
import { openRecordings, type RecordingOverrides } from './recordings/open-recordings.ts';
import { createRemover, createRemoveWork } from './recordings/remove-work.ts';
import { applyRetentionPeriodically } from './recordings/retention.ts';
import { createApi } from './rest/api.ts';
import { createRingTester } from './rest/ring-tester.ts';
import { openStorage } from './storage-of-config.ts';
import type { Storage } from './storage/port.ts';
import { createTextLocks, type TextLocks } from './storage/text-lock.ts';
import { endSilentCallsPeriodically } from './tenants/end-silent-calls.ts';
import { settleFirstTenant } from './tenants/first-tenant.ts';
import { pruneDeliveries, prunePeriodically } from './tenants/prune-deliveries.ts';
import { createWebhookRouter } from './webhooks/router.ts';
import { createWebhookCounts } from './webhooks/webhook-counts.ts';

export interface RunningRelay {
  /** Where it listens: `http://127.0.0.1:8000`. */
  url: string;
  port: number;
  /** What providers and desktops are told; `url` unless configured. */
  publicBaseUrl: string;
  storage: Storage;
  /** Where an AI receptionist tells of its calls, and takes orders. */
  agentLive: AgentLiveBoard;
  /** The sound of calls, for whoever listens and speaks. */
  media: Media;
  /** Which of the firm's calls a stream is, and what can be done with it. */
  lines: Lines;
  /** Which calls the receptionist takes. */
  receptionist: ReceptionistOnDuty;
  /**
   * Drains: no new connections, open streams end cleanly so that clients come back, what was begun is answered, then
   * the storage is closed. Safe to call twice.
   */
  close(): Promise<void>;
}

export interface RelayOverrides {
  now?: () => Date;
  log?: Logger;
  /** A storage of the caller's; `close` closes it too. */
  storage?: Storage;
  fanOut?: FanOut;
  textLocks?: TextLocks;
  /** Pretend providers that need no HTTP. */
  accounts?: ConnectedAccounts;
  /** Towards the providers. */
  fetch?: Fetch;
  providerClock?: ProviderClock;
  providerTimeoutMs?: number;
  /** Pretend hosts of Clio; nothing but a test may name others than Clio's own. */
  clioOrigins?: typeof clioOrigins;
  recordings?: RecordingOverrides;
  /** Which calls are taken by an AI receptionist, whose talks whoever set this holds itself. */
  receptionist?: ReceptionistOnDuty;
  /** What hears and speaks on running calls. */
  agentEngines?: AgentEngines;
  /** Where the receptionist's rendered sentences are kept, for relays of tests that share them. */
  promptsDir?: string;
  /** Pretend engines, and what else is made of recordings. */
  makers?: Partial<Makers>;
  /** Work of kinds that the pipeline does not know. */
  otherWork?: WorkByKind;
  jobClock?: ProviderClock;
  jobLimits?: Partial<JobLimits>;
  /** Separates installations that share one PostgreSQL or Redis (tests). */
  schema?: string;
  redisPrefix?: string;
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/** Attempts with a one-time code, per address. A person mistypes twice; 10 in a minute is guessing. */
const ENROLMENTS_PER_MINUTE = 10;
/** What another process could not do, because it was killed, is done by then (ms). */
const CALLBACK_SWEEP_MS = 3 * 60_000;
/** Of one question to Clio, which answers in well under a second (ms). */
const CLIO_TIMEOUT_MS = 10_000;
/** Requests that are not answered by then are cut, so that a restart is never held up by one bad client (ms). */
const DRAIN_MS = 5_000;

/** Builds one relay from its parts and listens. Everything it opens is closed again by `close`, or when it throws. */
export async function startRelay(config: RelayConfig, overrides: RelayOverrides = {}): Promise<RunningRelay> {
  await using opened = new AsyncDisposableStack();
  const now = overrides.now ?? (() => new Date());
  const log = overrides.log ?? createLogger({ level: config.logLevel });
  const shared = overrides.schema === undefined ? {} : { schema: overrides.schema };
  const keys = await openMasterKeys(config.media, join(config.dataDir, 'media.key'), log);
  const textLocks = overrides.textLocks ?? createTextLocks(await textKeys(keys));
  const storage = overrides.storage ?? (await openStorage(config, { now, log, textLocks, ...shared }));
  opened.defer(() => storage.close());
  const fanOut = overrides.fanOut ?? (await openFanOut(config, log, overrides.redisPrefix));
  opened.defer(() => fanOut.close());
  const limit = { perMinute: ENROLMENTS_PER_MINUTE, now };
  const enrolmentLimit = config.redisUrl
    ? createRedisRateLimit({
        ...limit,
        url: config.redisUrl,
        log,
        ...(overrides.redisPrefix === undefined ? {} : { prefix: overrides.redisPrefix }),
      })
    : createMemoryRateLimit(limit);
  opened.defer(() => enrolmentLimit.close());
  const base = { storage, now, log };
  if (config.firstTenant) await settleFirstTenant(base, config.firstTenant);
  if ((await keys.all()).length > 1) await relockAllTexts(base);

  const kept = await openRecordings(config, { ...base, keys }, overrides.recordings);
  const plainHub = createHub({ ...base, fanOut, ...config.stream });
  const callbacks = createCallbackFollower({
    ...base,
    publish: plainHub.publish,
    sweepEveryMs: CALLBACK_SWEEP_MS,
  });
  opened.defer(() => callbacks.close());
  let lines: Lines | null = null;
  const hub: Hub = {
    ...plainHub,
    publish(tenantId, events) {
      plainHub.publish(tenantId, events);
      callbacks.follow(tenantId, events);
      lines?.follow(tenantId, events);
    },
  };
  void callbacks.sweep();
  await pruneDeliveries({ ...base, days: config.deliveryDays });
  opened.defer(prunePeriodically({ ...base, days: config.deliveryDays }));
  const { publish } = hub;
  opened.defer(endSilentCallsPeriodically({ ...base, publish }, config.silenceLookMs));
  opened.defer(pruneActionsPeriodically(base));
  opened.defer(settleLostMessagesPeriodically({ ...base, publish }, config.silenceLookMs));
  let draining = false;
  const isDraining = () => draining;
  const server = createServer(serverTimeouts);
  const port = await listen(server, config);
  opened.defer(() => drain(server, hub));
  // Only now is the address known when the port was 0, and signatures cover it.
  const publicBaseUrl = config.publicBaseUrl ?? `http://localhost:${port}`;
  const media = await openMediaOfConfig(config, { ...base, tenants: storage.tenants, publicBaseUrl });
  // Before the server drains, which waits for every socket.
  opened.defer(() => media.close());
  media.serveUpgrades(server, { host: config.host, port });
  let desk: AgentDesk | null = null;
  const counts = createWebhookCounts();
  const dueJobs = async () => ({ due: await storage.tenants.dueJobs(now().toISOString()), now: now() });
  const metrics = createRelayMetrics({
    webhooks: counts,
    streams: () => hub.readerCount(),
    dueJobs,
    agent: {
      runningTalks: () => desk?.runningTalks ?? 0,
      openEars: () => desk?.openEars ?? 0,
      takeLateness: () => media.takeLateness(),
    },
  });
  const accounts =
    overrides.accounts ??
    createProviderAccounts({ ...base, ...providerSide(overrides), tenants: storage.tenants, metrics });
  const { streamerToken } = config.mediaStreams;
  const onDuty: ReceptionistOnDuty = overrides.receptionist ?? {
    takes: (tenantId) => desk?.takes(tenantId) ?? false,
    lastResort: (tenantId) => desk?.lastResort(tenantId) ?? null,
  };
  const openLines = createLines({
    ...base,
    accounts,
    publish,
    media,
    receptionist: onDuty,
    bridge: config.agentLine.bridge,
    streamerTenantId: streamerToken === null ? null : (config.firstTenant?.id ?? null),
    publicBaseUrl,
    fetch: overrides.fetch ?? fetch,
    clock: overrides.providerClock ?? systemClock,
    metrics,
  });
  lines = openLines;
  opened.defer(() => openLines.close());
  if (overrides.receptionist) media.setVoiceHandler(openLines.voice);
  const receptionist = doorOf(openLines, {
    receptionist: onDuty,
    media,
    numbers: config.agentLine,
    firstTenantId: config.firstTenant?.id ?? null,
  });
  const clio = createClioConnections({
    ...base,
    fetch: overrides.fetch ?? fetch,
    clock: overrides.providerClock ?? systemClock,
    timeoutMs: overrides.providerTimeoutMs ?? CLIO_TIMEOUT_MS,
    metrics,
    publicBaseUrl,
    origins: overrides.clioOrigins ?? clioOrigins,
  });
  const { patienceMs, presencePollMs, nightLookMs } = config.providers;
  const reconciler = createReconciler({ ...base, accounts, publish });
  opened.defer(reconcileNightly({ ...base, reconciler }, nightLookMs));
  const recordings = { ...base, ...kept, publish, publicBaseUrl };
  opened.defer(applyRetentionPeriodically(recordings));
  const presence = createPresenceBoard({ ...base, accounts, hub, fanOut, pollMs: presencePollMs });
  opened.defer(() => presence.close());
  const agentLive = createAgentLiveBoard({ ...base, hub, audienceOf: createAudienceOfCall(storage) });
  opened.defer(() => agentLive.close());
  const clock = overrides.jobClock ?? systemClock;
  const engines = openMakers(config, {
    ...recordings,
    recordings: kept,
    accounts,
    ...(overrides.fetch === undefined ? {} : { fetch: overrides.fetch }),
  });
  opened.defer(() => engines.close());
  const removal = createRemover(recordings);
  const makers: Makers = { ...engines.makers, ...removal, ...overrides.makers };
  const jobs = createJobRunner({
    storage,
    clock,
    log,
    metrics,
    limits: { ...usualLimits(), ...overrides.jobLimits },
    work: {
      ...createPipeline({ storage, clock, log, publish, makers }),
      remove: createRemoveWork(kept.media),
      directory_import: createDirectoryImportWork({ storage, clock, log, publish }),
      ...overrides.otherWork,
    },
  });
  opened.defer(() => jobs.close());
  const live =
    overrides.agentEngines ??
    (await openEngines(config, {
      ...base,
      ...providerSide(overrides),
      promptsDir: overrides.promptsDir ?? join(config.dataDir, 'prompts'),
    }));
  opened.defer(() => live.close());
  const wakeJobs = () => jobs.wake();
  if (!overrides.receptionist) {
    desk = openDesk({
      ...base,
      media,
      lines,
      engines: live,
      board: agentLive,
      presence,
      metrics: metrics.agent,
      publish,
      wakeJobs,
    });
    opened.defer(() => desk?.close());
  }
  const parts = { ...base, hub, fanOut, isDraining, counts, accounts };
  const ringTester = createRingTester(parts);
  opened.defer(() => ringTester.close());
  const app = createHttpApp({
    webhooks: createWebhookRouter({
      ...parts,
      publish: hub.publish,
      receptionist,
      publicBaseUrl,
      bodyLimitBytes: config.bodyLimitBytes,
    }),
    health: createHealthRouter({ ...parts, version }),
    api: createApi({
      ...parts,
      ringTester,
      limits: config.stream,
      enrolmentLimit,
      patienceMs,
      presence,
      agentLive,
      engines: configuredEngines(live),
      receptionistSaved: (tenantId) => desk?.saved(tenantId),
      media,
      reconciler,
      recordings,
      clio,
      wakeJobs,
    }),
    metrics: createMetricsRouter(metrics),
    isDraining,
    log,
    trustedProxies: config.trustedProxies,
  });
  server.on('request', (req, res) => media.handleHttp(req, res) || app(req, res));
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  log.info({ url, publicBaseUrl, version }, 'relay_started');

  const scope = opened.move();
  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    draining = true;
    log.info({ streams: hub.readerCount() }, 'relay_draining');
    await scope.disposeAsync();
    log.info('relay_stopped');
  }
  return {
    url,
    port,
    publicBaseUrl,
    storage,
    agentLive,
    media,
    lines: openLines,
    receptionist: onDuty,
    close: () => (closing ??= close()),
  };
}

/** One text that does not open must not keep the relay from taking calls. */
async function relockAllTexts({ storage, log }: { storage: Storage; log: Logger }): Promise<void> {
  try {
    const tenants = await storage.tenants.list();
    const relocked = await relockTexts(tenants.map(({ id }) => storage.tenant(id)));
    if (relocked > 0) log.info({ relocked }, 'texts_locked_anew');
  } catch (error) {
    log.error({ err: error }, 'texts_not_locked_anew');
  }
}

function providerSide({ fetch, providerClock, providerTimeoutMs }: RelayOverrides) {
  return {
    ...(fetch === undefined ? {} : { fetch }),
    ...(providerClock === undefined ? {} : { clock: providerClock }),
    ...(providerTimeoutMs === undefined ? {} : { timeoutMs: providerTimeoutMs }),
  };
}

async function openFanOut(config: RelayConfig, log: Logger, prefix: string | undefined): Promise<FanOut> {
  if (config.redisUrl === null) return createLocalFanOut();
  const { createRedisFanOut } = await import('./events/fan-out-redis.ts');
  return createRedisFanOut({ url: config.redisUrl, log, ...(prefix === undefined ? {} : { prefix }) });
}

function listen(server: Server, { port, host }: RelayConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // 5,000 desktops come back within seconds after a restart.
    server.listen({ port, host, backlog: 4_096 }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * Both at once: the server counts the streams' sockets too and is closed only when the hub has ended them. A webhook
 * that is answered meanwhile is in the log, from which its readers will take it when they come back.
 */
async function drain(server: Server, hub: Hub): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  cut.unref();
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  await Promise.all([closed, hub.close()]);
  clearTimeout(cut);
}

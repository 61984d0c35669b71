import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createAgentMetrics, type AgentMetrics, type WatchedAgent } from '../agent/agent-metrics.ts';
import type { JobMetrics } from '../jobs/job-metrics.ts';
import type { DueJobs } from '../storage/port.ts';
import { jobKinds } from '../storage/recording-port.ts';
import type { WebhookCounts } from '../webhooks/webhook-counts.ts';
import type { Provider } from '../wire/scalars.ts';

/** How a request to a provider ended. `refused`: a 4xx, so the provider works and said no. */
export type RequestOutcome = 'ok' | 'refused' | 'rate_limited' | 'failed' | 'timed_out' | 'unreachable';

/** Whoever is asked over HTTP with the firm's own key: telephony, and the software that matters are kept in. */
export type AskedSystem = Provider | 'clio' | 'bridge';

export interface ProviderMetrics {
  observe(provider: AskedSystem, operation: string, outcome: RequestOutcome, seconds: number): void;
}

export interface RelayMetrics extends ProviderMetrics, JobMetrics {
  readonly agent: AgentMetrics;
  contentType: string;
  /** Everything, in Prometheus' text format. */
  text(): Promise<string>;
}

/** Ringover answers in 100 to 300 ms; a request is given up after 8 s. */
const secondsBuckets = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8];
/** From a voicemail of ten seconds to the transcript of a day's negotiation. */
const jobBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600];

/**
 * What an operator may watch. Open to whoever reaches the relay, so it counts and never names: no tenant, no person, no
 * number is a label.
 */
export function createRelayMetrics(watched: {
  webhooks: Readonly<WebhookCounts>;
  streams: () => number;
  /** Work that is due and that nobody does, and the time it is. */
  dueJobs?: () => Promise<{ due: DueJobs[]; now: Date }>;
  agent?: WatchedAgent;
}): RelayMetrics {
  const registry = new Registry();
  const requests = new Counter({
    name: 'callbrief_provider_requests_total',
    help: 'Requests to a provider by how they ended',
    labelNames: ['provider', 'operation', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'callbrief_provider_request_seconds',
    help: 'How long a provider took, waiting for the rate limit left out',
    labelNames: ['provider', 'operation', 'outcome'],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const webhooks = new Counter({
    name: 'callbrief_webhooks_total',
    help: 'Webhooks that were refused, unreadable, or otherwise not as they should be',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [what, count] of Object.entries(watched.webhooks)) this.inc({ what: inSnakeCase(what) }, count);
    },
  });
  const streams = new Gauge({
    name: 'callbrief_streams',
    help: 'Desktops that are connected to this process',
    registers: [registry],
    collect() {
      this.set(watched.streams());
    },
  });
  const jobs = new Counter({
    name: 'callbrief_jobs_total',
    help: 'Attempts at jobs by how they ended',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  });
  const jobSeconds = new Histogram({
    name: 'callbrief_job_seconds',
    help: 'How long an attempt at a job took',
    labelNames: ['kind', 'outcome'],
    buckets: jobBuckets,
    registers: [registry],
  });
  const dueByKind = async () => {
    const { due = [], now = new Date(0) } = (await watched.dueJobs?.()) ?? {};
    return jobKinds.map((kind) => {
      const ofKind = due.filter((one) => one.kind === kind);
      const ages = ofKind.map((one) => (now.getTime() - Date.parse(one.oldestDueAt)) / 1_000);
      const count = ofKind.reduce((sum, one) => sum + one.count, 0);
      return { kind, count, ageSeconds: Math.max(0, ...ages) };
    });
  };
  const waiting = new Gauge({
    name: 'callbrief_jobs_due',
    help: 'Jobs that are due and that nobody does',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      for (const { kind, count } of await dueByKind()) this.set({ kind }, count);
    },
  });
  const age = new Gauge({
    name: 'callbrief_jobs_oldest_seconds',
    help: 'How long the oldest of them has been due',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      for (const { kind, ageSeconds } of await dueByKind()) this.set({ kind }, ageSeconds);
    },
  });
  void webhooks;
  void streams;
  void waiting;
  void age;
  let hasDefaults = false;
  return {
    agent: createAgentMetrics(registry, watched.agent),
    contentType: registry.contentType,
    observe(provider, operation, outcome, took) {
      const labels = { provider, operation, outcome };
      requests.inc(labels);
      seconds.observe(labels, took);
    },
    observeJob(kind, outcome, took) {
      jobs.inc({ kind, outcome });
      jobSeconds.observe({ kind, outcome }, took);
    },
    text() {
      // Not before somebody looks: what measures the event loop and the collector cannot be taken back.
      if (!hasDefaults) collectDefaultMetrics({ register: registry });
      hasDefaults = true;
      return registry.metrics();
    },
  };
}

const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

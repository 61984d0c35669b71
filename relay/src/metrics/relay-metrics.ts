import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { WebhookCounts } from '../webhooks/webhook-counts.ts';
import type { Provider } from '../wire/scalars.ts';

/** How a request to a provider ended. `refused`: a 4xx, so the provider works and said no. */
export type RequestOutcome = 'ok' | 'refused' | 'rate_limited' | 'failed' | 'timed_out' | 'unreachable';

export interface ProviderMetrics {
  observe(provider: Provider, operation: string, outcome: RequestOutcome, seconds: number): void;
}

export interface RelayMetrics extends ProviderMetrics {
  contentType: string;
  /** Everything, in Prometheus' text format. */
  text(): Promise<string>;
}

/** Ringover answers in 100 to 300 ms; a request is given up after 8 s. */
const secondsBuckets = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8];

/**
 * What an operator may watch. Open to whoever reaches the relay, so it counts and never names: no tenant, no person, no
 * number is a label.
 */
export function createRelayMetrics(watched: {
  webhooks: Readonly<WebhookCounts>;
  streams: () => number;
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
  void webhooks;
  void streams;
  let hasDefaults = false;
  return {
    contentType: registry.contentType,
    observe(provider, operation, outcome, took) {
      const labels = { provider, operation, outcome };
      requests.inc(labels);
      seconds.observe(labels, took);
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

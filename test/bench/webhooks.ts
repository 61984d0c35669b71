import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { newPretendCall } from '../../relay/simulator/pretend-call.ts';
import { type BenchRow, median, ms, series } from './measure.ts';
import { BENCH_RINGOVER_KEY, startBareEndpoint, startBenchRelay } from './servers.ts';
import { asFastAsItGoes, atRate, type Delivery } from './webhook-load.ts';

const PER_SECOND = 500;
const CONNECTIONS = 64;

/** Rows 1 and 2: signed Ringover events, each a new call, verified, committed with fsync and published before the answer. */
export async function webhooks(): Promise<BenchRow[]> {
  const relay = await startBenchRelay();
  const bare = await startBareEndpoint();
  try {
    const ringover = createPretendRingover({
      relayUrl: `http://127.0.0.1:${relay.facts.port}`,
      publicBaseUrl: relay.facts.publicBaseUrl,
      hookToken: relay.facts.hookToken,
      key: BENCH_RINGOVER_KEY,
      signatures: 'v1',
    });
    let caller = 0;
    const ringing = (count: number): Delivery[] =>
      Array.from({ length: count }, () => {
        caller += 1;
        const call = newPretendCall({ from: `+3247${1_000_000 + (caller % 600)}`, to: '+3225550100' });
        const signed = ringover.sign(call, { moment: 'ringing', at: new Date(), answeredAt: null, attempt: 1 });
        if (!signed) throw new Error('Ringover tells of every ring');
        return { path: new URL(signed.url).pathname, headers: signed.headers, body: signed.body };
      });
    const toBare = (deliveries: Delivery[]) => deliveries.map((d) => ({ ...d, path: '/webhook' }));

    await asFastAsItGoes(relay.facts.port, ringing(3_000), CONNECTIONS);
    await asFastAsItGoes(bare.facts.port, toBare(ringing(3_000)), CONNECTIONS);

    const ours: number[] = [];
    const theirs: number[] = [];
    let refused = 0;
    for (let round = 0; round < 5; round += 1) {
      const deliveries = ringing(4_000);
      const relayLoad = await asFastAsItGoes(relay.facts.port, deliveries, CONNECTIONS);
      const bareLoad = await asFastAsItGoes(bare.facts.port, toBare(deliveries), CONNECTIONS);
      refused += relayLoad.refused + bareLoad.refused;
      ours.push(deliveries.length / relayLoad.seconds);
      theirs.push(deliveries.length / bareLoad.seconds);
    }

    const paced: number[] = [];
    const pacedBare: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const deliveries = ringing(PER_SECOND * 8);
      const relayLoad = await atRate(relay.facts.port, deliveries, PER_SECOND);
      const bareLoad = await atRate(bare.facts.port, toBare(deliveries), PER_SECOND);
      refused += relayLoad.refused + bareLoad.refused;
      paced.push(series(relayLoad.latenciesMs).p99);
      pacedBare.push(series(bareLoad.latenciesMs).p99);
    }
    if (refused > 0) throw new Error(`${refused} deliveries were refused`);

    const ratio = median(ours) / median(theirs);
    return [
      {
        row: 1,
        what: 'webhook at 500/s on one core: verify, durable commit, publish; p99, median of 3 rounds',
        bar: 'p99 < 10 ms',
        result: `p99 ${ms(median(paced))} (rounds ${paced.map(ms).join(', ')})`,
        baseline: `bare Express endpoint, same load: p99 ${ms(median(pacedBare))}`,
        met: median(paced) < 10,
      },
      {
        row: 2,
        what: 'webhook throughput, SQLite synchronous=FULL, 64 connections; median of 5 rounds',
        bar: '>= 0.6 of the bare endpoint',
        result: `${median(ours).toFixed(0)}/s, ratio ${ratio.toFixed(2)}`,
        baseline: `bare Express endpoint: ${median(theirs).toFixed(0)}/s`,
        met: ratio >= 0.6,
      },
    ];
  } finally {
    await relay.stop();
    await bare.stop();
  }
}

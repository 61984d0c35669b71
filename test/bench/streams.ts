import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { newPretendCall } from '../../relay/simulator/pretend-call.ts';
import { type BenchRow, median, ms, residentBytes, series } from './measure.ts';
import { startNchan } from './nchan.ts';
import { BENCH_RINGOVER_KEY, startBenchRelay } from './servers.ts';
import { openStreamClients, type StreamClients } from './stream-clients.ts';

const READERS = 5_000;
const ROUNDS = 15;
const NCHAN_PORT = 18_977;

interface Measured {
  p99: number;
  bytesPerReader: number;
}

async function deliverRounds(clients: StreamClients, publish: (token: string) => Promise<void>): Promise<number> {
  const p99: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const token = `+3247${8_000_000 + Math.floor(Math.random() * 999_999)}`;
    const took = await clients.deliver(token, () => publish(token));
    if (round > 2) p99.push(series(took).p99);
  }
  return median(p99);
}

/** The relay's path is the longer one: a signed webhook is verified and committed before anything is pushed. */
async function measureRelay(): Promise<Measured> {
  const relay = await startBenchRelay();
  const before = await residentBytes(relay.pid);
  const clients = await openStreamClients({
    port: relay.facts.port,
    path: '/api/v1/events/stream',
    headers: { authorization: `Bearer ${relay.facts.tokens.accessToken}` },
    count: READERS,
  });
  try {
    await settled();
    const bytesPerReader = ((await residentBytes(relay.pid)) - before) / READERS;
    const ringover = createPretendRingover({
      relayUrl: `http://127.0.0.1:${relay.facts.port}`,
      publicBaseUrl: relay.facts.publicBaseUrl,
      hookToken: relay.facts.hookToken,
      key: BENCH_RINGOVER_KEY,
      signatures: 'v1',
    });
    const p99 = await deliverRounds(clients, async (token) => {
      const call = newPretendCall({ from: token, to: '+3225550100' });
      const signed = ringover.sign(call, { moment: 'ringing', at: new Date(), answeredAt: null, attempt: 1 });
      if (!signed) throw new Error('Ringover tells of every ring');
      const answer = await fetch(signed.url, { method: 'POST', headers: signed.headers, body: signed.body });
      if (!answer.ok) throw new Error(`the relay answered ${answer.status}`);
    });
    return { p99, bytesPerReader };
  } finally {
    clients.close();
    await relay.stop();
  }
}

async function measureNchan(): Promise<Measured | null> {
  const nchan = await startNchan(NCHAN_PORT);
  if (!nchan) return null;
  const before = await residentBytes(nchan.workerPid);
  const clients = await openStreamClients({ port: NCHAN_PORT, path: '/stream', headers: {}, count: READERS });
  try {
    await settled();
    const bytesPerReader = ((await residentBytes(nchan.workerPid)) - before) / READERS;
    // As many bytes as our event, so that both write the same.
    const p99 = await deliverRounds(clients, async (token) => {
      const body = JSON.stringify({ from: token, filler: 'x'.repeat(1_300) });
      const answer = await fetch(`http://127.0.0.1:${NCHAN_PORT}/publish`, { method: 'POST', body });
      if (!answer.ok) throw new Error(`nchan answered ${answer.status}`);
    });
    return { p99, bytesPerReader };
  } finally {
    clients.close();
    await nchan.close();
  }
}

/** Memory is read when the burst of connecting is over and the collector has had its turn. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 4_000));
const kB = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;

/** Row 4: one event to 5,000 readers on one process, alternating with nchan. */
export async function streams(): Promise<BenchRow> {
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    ours.push(await measureRelay());
    const nchan = await measureNchan();
    if (nchan) theirs.push(nchan);
  }
  const p99 = median(ours.map((m) => m.p99));
  const memory = median(ours.map((m) => m.bytesPerReader));
  const nchanP99 = theirs.length > 0 ? median(theirs.map((m) => m.p99)) : null;
  const ratio = nchanP99 === null ? null : p99 / nchanP99;
  return {
    row: 4,
    what: 'one event to 5,000 connections on one process (ours: from the signed webhook on); p99, median of 3 turns of 12',
    bar: '<= 1.3 x nchan; < 20 kB a connection',
    result: `p99 ${ms(p99)}${ratio === null ? '' : `, ratio ${ratio.toFixed(2)}`}; ${kB(memory)} a connection`,
    baseline:
      nchanP99 === null
        ? 'nchan is not installed (Debian: nginx libnginx-mod-nchan)'
        : `nchan: p99 ${ms(nchanP99)}; ${kB(median(theirs.map((m) => m.bytesPerReader)))} a connection`,
    met: ratio !== null && ratio <= 1.3 && memory < 20_000,
  };
}

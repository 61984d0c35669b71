/**
 * `relay`: a whole relay whose receptionist is on, in a process of its own. `prepare`: the same for its first start, which
 * renders the sentences of its scripts, and ends. `bare`: the smallest ws server that sends a frame
 * to each call at each tick of the same clock. Prints where it is; a word on its input is a question, answered by a line of JSON.
 */
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { emptyContact } from '@callbrief/relay/wire/directory';
import { createPlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';
import { collectRarely } from '../../relay/src/collect-rarely.ts';
import { readConfig } from '../../relay/src/config.ts';
import { startRelay } from '../../relay/src/relay.ts';
import { languageOf, numberOf } from './agent-callers.ts';
import { takeWatched } from './watch-sockets.ts';

setFlagsFromString('--expose-gc');
/** Long enough to free what was found to be so (ms). */
const COLLECT_MS = 300;
const collect = runInNewContext('gc') as () => void;
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const questions: Record<string, () => unknown> = {
  async memory() {
    // What a collection finds to be free is freed beside, and counted when the next one begins.
    for (let i = 0; i < 2; i += 1) {
      collect();
      await wait(COLLECT_MS);
    }
    const { heapUsed, external } = process.memoryUsage();
    return { heapMiB: heapUsed / 2 ** 20, outsideMiB: external / 2 ** 20 };
  },
};
createInterface(process.stdin)
  .on('line', (word) => void Promise.resolve(questions[word]?.()).then(say))
  // Whoever measures is gone.
  .on('close', () => process.kill(process.pid, 'SIGTERM'));

if (process.argv[2] === 'bare') serveBare();
else await serveRelay(Number(process.argv[3] ?? 0), process.argv[2] === 'prepare');

function serveBare(): void {
  const clock = createPlayoutClock();
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  const frame = Buffer.alloc(320, 1).toString('base64');
  server.on('connection', (socket) => {
    const leave = clock.join(() =>
      socket.send(`{"type":"streamAudio","data":{"audioDataType":"raw","sampleRate":8000,"audioData":"${frame}"}}`),
    );
    socket.on('message', () => undefined);
    socket.on('close', leave);
  });
  questions['measured'] = async () => ({ lateness: clock.takeLateness(), ...(await takeWatched()) });
  server.once('listening', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) say({ port: address.port });
  });
  process.on('SIGTERM', () => process.exit(0));
}

async function serveRelay(calls: number, isFirst: boolean): Promise<void> {
  const counts = { silenceDropped: 0, ticksHeld: 0, framesSent: 0, mostEars: 0, errors: {} as Record<string, number> };
  const rendered = Promise.withResolvers<void>();
  // What the relay says of itself in its log is counted, and written nowhere.
  const log = pino({ level: 'info' }, { write: (line: string) => note(line) });
  function note(line: string): void {
    const told = JSON.parse(line) as Record<string, unknown> & { level: number; msg: string };
    if (told.msg === 'media_stream_ended') {
      for (const name of ['silenceDropped', 'ticksHeld', 'framesSent'] as const)
        counts[name] += Number(told[name] ?? 0);
    }
    if (told.msg === 'prompts_rendered') rendered.resolve();
    if (told.msg === 'live_hearing_ready') counts.mostEars = Number(told['mostEars']);
    if (told.level >= 40) counts.errors[told.msg] = (counts.errors[told.msg] ?? 0) + 1;
  }
  collectRarely();
  const relay = await startRelay(
    readConfig({
      ...process.env,
      PORT: '0',
      RINGOVER_WEBHOOK_SECRET: 'bench-ringover-key',
      AGENT_HEARING: 'sherpa:ci-stt-espeak',
      RELAY_ALLOW_TEST_STT: '1',
      MODELS_DIR: new URL('../fixtures/models', import.meta.url).pathname,
    }),
    { log },
  );
  const [tenant] = await relay.storage.tenants.list();
  if (!tenant) throw new Error('the bench tenant was not made');
  const store = relay.storage.tenant(tenant.id);
  const updatedAt = new Date().toISOString();
  await store.putContacts(
    Array.from({ length: calls }, (_, slot) => ({
      ...emptyContact,
      id: `caller-${slot}`,
      name: `Caller ${slot}`,
      numbers: [{ number: numberOf(slot), kind: 'mobile' as const, shared: false }],
      languages: [languageOf(slot)],
      updatedAt,
    })),
    updatedAt,
  );
  const settings = await store.receptionist();
  await store.putReceptionist({ ...settings, isOn: true, revision: settings.revision + 1 }, settings.revision);
  while ((await relay.receptionist.takes(tenant.id)) !== true) await wait(100);
  if (isFirst) {
    await rendered.promise;
    await relay.close();
    process.exit(0);
  }

  questions['measured'] = async () => ({
    lateness: relay.media.takeLateness(),
    ...(await takeWatched()),
    streams: relay.media.sessionCount,
    counts,
  });
  questions['talks'] = async () => {
    while (relay.media.sessionCount > 0) await wait(100);
    await wait(1_000);
    const talks = [];
    for (let cursor: string | null = null; ;) {
      const page = await store.callPage(cursor, 100);
      for (const { id } of page.items) {
        const talk = await store.agentTalk(id);
        if (talk === null) continue;
        talks.push({
          startedAtMs: Date.parse(talk.startedAt),
          ended: talk.ended,
          lostFrames: talk.lostFrames,
          fellBack: talk.moments.flatMap(({ kind, text }) => (kind === 'fell_back' ? [text] : [])),
          turns: talk.turns.map(({ atMs, voiceEndToFirstFrame }) => ({ atMs, voiceEndToFirstFrame })),
        });
      }
      cursor = page.next;
      if (cursor === null) return { talks };
    }
  };
  say({
    relayUrl: relay.url,
    publicBaseUrl: relay.publicBaseUrl,
    hookToken: tenant.hookToken,
    key: tenant.secrets.ringoverWebhookKeys[0],
    mediaPort: relay.media.server.port,
  });
  process.on('SIGTERM', () => void relay.close().then(() => process.exit(0)));
}

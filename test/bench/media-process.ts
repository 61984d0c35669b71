/**
 * A media server as a process of its own: `relay` is the relay's with an echo as its audio handler, `bare` the smallest ws
 * server that sends back what it gets. Prints its port; a line on its input is a question, answered by a line of JSON.
 * Run with --expose-gc: what it holds is told after a collection.
 */
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { openMedia } from '../../relay/src/media/open-media.ts';

const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

if (process.argv[2] === 'bare') {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  // The same JSON and Base64 as the relay writes, so that both send as many bytes.
  server.on('connection', (socket) =>
    socket.on('message', (data: Buffer) =>
      socket.send(
        `{"type":"streamAudio","data":{"audioDataType":"raw","sampleRate":8000,"audioData":"${data.toString('base64')}"}}`,
      ),
    ),
  );
  server.once('listening', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) say({ port: address.port, tokens: [] });
  });
  createInterface(process.stdin).on('line', () =>
    say({ lateness: [], dropped: 0, heldMiB: heldMiB(), cpuMs: cpuMs() }),
  );
} else {
  const calls = Number(process.argv[2]);
  const tenantId = 'bench';
  const media = await openMedia(
    {
      publicBaseUrl: 'http://127.0.0.1',
      streamer: null,
      tenantByHook: () => Promise.resolve(null),
      now: () => new Date(),
      log: pino({ level: 'silent' }),
    },
    { host: '127.0.0.1', port: 0 },
  );
  let dropped = 0;
  media.setAudioHandler({
    frame(call, pcm) {
      if (call.playout.enqueue(call.playout.generation, pcm) !== 'queued') dropped += 1;
    },
  });
  const tokens = Array.from({ length: calls }, (_, i) => media.expect({ tenantId, callId: `call-${i}` }).token);
  say({ port: media.server.port, tokens });
  createInterface(process.stdin).on('line', () => {
    say({
      lateness: media.takeLateness(),
      dropped,
      // Before the time is taken: a collection is no work of the server.
      heldMiB: heldMiB(),
      cpuMs: cpuMs(),
    });
  });
  process.on('SIGTERM', () => void media.close().then(() => process.exit(0)));
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What is still in use; how much V8 keeps for later says more about the machine's load than about the server. */
function heldMiB(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

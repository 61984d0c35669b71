import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CuttableProxy {
  url: string;
  /** From now on nothing gets through, in either direction, and nobody is told: a dead line. */
  stall(): void;
  /** New connections get through again; stalled ones stay dead. */
  heal(): void;
  /** Every connection is reset. */
  cut(): void;
  connections(): number;
  close(): Promise<void>;
}

/** Stands between the desktop and the relay, as a bad network does. */
export async function startCuttableProxy(target: () => { port: number }): Promise<CuttableProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let stalled = false;

  const server = createServer((near) => {
    const far = connect(target().port, '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
    if (stalled) {
      near.pause();
      return;
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stall() {
      stalled = true;
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    heal() {
      stalled = false;
    },
    cut() {
      for (const [near, far] of pairs) {
        near.resetAndDestroy();
        far.destroy();
      }
    },
    connections: () => pairs.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const [near, far] of pairs) {
          near.destroy();
          far.destroy();
        }
      }),
  };
}

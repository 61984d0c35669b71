import { Agent, request } from 'node:http';

export interface Delivery {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface LoadResult {
  /** Milliseconds from the moment the delivery was due to the end of its answer. */
  latenciesMs: number[];
  seconds: number;
  refused: number;
}

function post(agent: Agent, port: number, delivery: Delivery): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const body = Buffer.from(delivery.body);
    const out = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: delivery.path,
        headers: { ...delivery.headers, 'content-length': body.length },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode !== undefined && answer.statusCode < 300));
        answer.on('error', reject);
      },
    );
    out.on('error', reject);
    out.end(body);
  });
}

/** Open loop: deliveries are due at a fixed rate whatever the server does, so a stall is charged to all who waited. */
export async function atRate(port: number, deliveries: readonly Delivery[], perSecond: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const latenciesMs: number[] = [];
  let refused = 0;
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let next = 0; next < deliveries.length;) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
    for (; next <= due && next < deliveries.length; next += 1) {
      const dueAt = began + (next / perSecond) * 1000;
      const delivery = deliveries[next];
      if (!delivery) break;
      running.push(
        post(agent, port, delivery).then((accepted) => {
          if (!accepted) refused += 1;
          latenciesMs.push(performance.now() - dueAt);
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
  agent.destroy();
  return { latenciesMs, seconds: (performance.now() - began) / 1000, refused };
}

/** Closed loop: `connections` providers, each sending its next delivery when the last was answered. */
export async function asFastAsItGoes(
  port: number,
  deliveries: readonly Delivery[],
  connections: number,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  let next = 0;
  let refused = 0;
  const began = performance.now();
  const one = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++]) {
      const sent = performance.now();
      if (!(await post(agent, port, delivery))) refused += 1;
      latenciesMs.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return { latenciesMs, seconds: (performance.now() - began) / 1000, refused };
}

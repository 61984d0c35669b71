import { get, type IncomingMessage } from 'node:http';
import { vi } from 'vitest';
import { presenceList, type PresenceList } from '../../relay/src/wire/control.ts';

export interface StreamedEvent {
  /** As sent; null for what is not in the log. */
  id: number | null;
  type: string;
  data: Record<string, unknown>;
}

export interface TestStream {
  status: number;
  headers: IncomingMessage['headers'];
  events: StreamedEvent[];
  /** Who can be reached: pushed whenever it changes, so it stands apart and no test of the log has to count it. */
  presences: PresenceList[];
  /** Comment lines so far. */
  heartbeats(): number;
  ids(): number[];
  /** Waits for a condition on what arrived. */
  until(condition: () => boolean): Promise<void>;
  /** `ended`: cleanly; `cut`: the connection broke. */
  over(): 'open' | 'ended' | 'cut';
  /** Stops reading, as a sleeping laptop does. */
  sleep(): void;
  wakeUp(): void;
  close(): void;
}

/** A bare SSE client: it neither reconnects nor hides anything. */
export async function openStream(url: string, headers: Record<string, string>): Promise<TestStream> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });
  const events: StreamedEvent[] = [];
  const presences: PresenceList[] = [];
  let heartbeats = 0;
  let text = '';
  let over: 'open' | 'ended' | 'cut' = 'open';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith(':')) heartbeats += 1;
      const fields = new Map(block.split('\n').map((line) => split(line)));
      const data = fields.get('data');
      if (data === undefined) continue;
      if (fields.get('event') === 'presence') {
        presences.push(presenceList.parse(JSON.parse(data).presence));
        continue;
      }
      const id = fields.get('id');
      events.push({
        id: id === undefined ? null : Number(id),
        type: fields.get('event') ?? '',
        data: JSON.parse(data),
      });
    }
  });
  response.on('end', () => (over = 'ended'));
  response.on('error', () => (over = 'cut'));
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    presences,
    heartbeats: () => heartbeats,
    ids: () => events.map((event) => event.id).filter((id) => id !== null),
    until: (condition) =>
      vi.waitFor(
        () => {
          if (!condition()) throw new Error(`Not yet: ${JSON.stringify(events.slice(-3)).slice(0, 600)}`);
        },
        { timeout: 10_000, interval: 5 },
      ),
    over: () => over,
    sleep: () => response.pause(),
    wakeUp: () => response.resume(),
    close: () => response.destroy(),
  };
}

function split(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}

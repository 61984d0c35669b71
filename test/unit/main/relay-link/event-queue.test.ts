import { describe, expect, it } from 'vitest';
import { createEventQueue } from '../../../../src-main/relay-link/event-queue.ts';
import type { ArrivedEvent } from '../../../../src-main/relay-link/relay-link.ts';

const event = (id: number): ArrivedEvent => ({ id, event: { type: 'unknown', name: 'x' }, sentAt: '', arrivedAt: '' });
const turns = async (count: number) => {
  for (let n = 0; n < count; n += 1) await new Promise(setImmediate);
};

describe('the event queue', () => {
  it('hands over what arrived in one turn as one batch, 500 at most, in order', async () => {
    const batches: (number | null)[][] = [];
    const queue = createEventQueue((batch) => batches.push(batch.map(({ id }) => id)));
    for (let id = 1; id <= 1_200; id += 1) queue.push(event(id));
    expect(batches).toEqual([]);
    await turns(5);
    expect(batches.map(({ length }) => length)).toEqual([500, 500, 200]);
    expect(batches.flat()).toEqual(Array.from({ length: 1_200 }, (_, n) => n + 1));
  });

  it('hands nothing over behind a batch that could not be written', async () => {
    const batches: number[] = [];
    const queue = createEventQueue((batch) => {
      batches.push(batch.length);
      queue.clear();
    });
    for (let id = 1; id <= 1_200; id += 1) queue.push(event(id));
    queue.flush();
    await turns(5);
    expect(batches).toEqual([500]);
  });
});

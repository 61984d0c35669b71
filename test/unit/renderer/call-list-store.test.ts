import { describe, expect, it, vi } from 'vitest';
import type { CallList } from '../../../src-preload/contract.ts';
import { createCallListStore, rowAt } from '../../../src-renderer/stores/call-list-store.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';
import { aCall, manyCalls, mockCalls, mockState } from '../../support/mock-calls.ts';

async function started(calls = mockCalls) {
  const bridge = createFakeBridge(mockState, calls);
  const list = createCallListStore(bridge);
  list.start();
  await vi.waitFor(() => expect(list.store.getState().meta).not.toBeNull());
  const lists = () => bridge.asked.filter(({ name }) => name === 'calls:list');
  return { bridge, list, data: () => list.store.getState(), lists };
}

describe('the list of calls', () => {
  it('opens with the newest call selected', async () => {
    const { data } = await started();
    expect(data().selectedId).toBe('c1');
    expect(data().meta?.total).toBe(mockCalls.length);
  });

  it('fetches 100 of 100,000 calls, and further ones when they are scrolled to', async () => {
    const { list, data, lists } = await started(manyCalls(100_000));
    expect(lists()).toHaveLength(1);
    list.show(50_150, 50_160);
    await vi.waitFor(() => expect(rowAt(data(), 50_155)?.title).toBe('Caller 50156'));
    expect(lists().at(-1)?.ask).toMatchObject({ offset: 50_100, limit: 100 });
    list.show(50_151, 50_161);
    expect(lists()).toHaveLength(2);
  });

  it('shows a new call without moving the selection away from the one being read', async () => {
    const { bridge, data } = await started();
    bridge.calls = [aCall({ id: 'new', startedAt: '2026-11-19T11:41:00.000Z' }), ...bridge.calls];
    bridge.push('calls:changed', { callIds: ['new'] });
    await vi.waitFor(() => expect(rowAt(data(), 0)?.id).toBe('new'));
    expect(data()).toMatchObject({ selectedId: 'c1', selectedIndex: 1 });
  });

  it('turns a thousand changes in a row into a few questions', async () => {
    const { bridge, data, lists } = await started();
    bridge.calls = bridge.calls.slice(1);
    for (let i = 0; i < 1_000; i += 1) bridge.push('calls:changed', { callIds: [] });
    await vi.waitFor(() => expect(data().meta?.total).toBe(mockCalls.length - 1));
    expect(lists().length).toBeLessThan(5);
  });

  it('selects the first hit of a search, and keeps the selected call when it is a hit', async () => {
    const { list, data } = await started();
    list.ask({ search: 'Castaing' });
    await vi.waitFor(() => expect(data().answered.search).toBe('Castaing'));
    expect(data().selectedId).toBe('c3');
    list.ask({ search: '' });
    await vi.waitFor(() => expect(data().answered.search).toBe(''));
    expect(data()).toMatchObject({ selectedId: 'c3', selectedIndex: 2 });
  });

  it('drops the answer to an older question that arrives last', async () => {
    const { bridge, list, data } = await started();
    let answerSlowly: (answer: CallList) => void = () => undefined;
    const empty = {
      rows: [],
      total: 0,
      hasMore: false,
      totalCached: 11,
      unreturnedCount: 0,
      unheardVoicemails: 0,
      unseenMessages: 0,
      days: [],
      tookMs: 1,
    };
    bridge.answer('calls:list', ({ search }) =>
      search === 'slow'
        ? new Promise<CallList>((resolve) => (answerSlowly = resolve))
        : Promise.resolve({ ...empty, total: 7 }),
    );
    list.ask({ search: 'slow' });
    list.ask({ search: 'fast' });
    await vi.waitFor(() => expect(data().meta?.total).toBe(7));
    answerSlowly({ ...empty, total: 99 });
    await Promise.resolve();
    expect(data().meta?.total).toBe(7);
    expect(data().answered.search).toBe('fast');
  });

  it('moves to the first and last call and no further', async () => {
    const { list, data } = await started();
    list.move(Infinity);
    expect(data().selectedIndex).toBe(mockCalls.length - 1);
    list.move(1);
    expect(data().selectedIndex).toBe(mockCalls.length - 1);
    list.move(-Infinity);
    expect(data().selectedIndex).toBe(0);
  });

  it('goes to the last of 100,000 calls, which is fetched for it', async () => {
    const { list, data } = await started(manyCalls(100_000));
    list.move(Infinity);
    await vi.waitFor(() => expect(data().selectedIndex).toBe(99_999));
    expect(data()).toMatchObject({ selectedId: 'many99999', focusRequests: 1 });
  });

  it('shows a call from elsewhere even when the list does not hold it', async () => {
    const { list, data } = await started();
    list.selectCall('from-a-notification');
    expect(data()).toMatchObject({ selectedId: 'from-a-notification', selectedIndex: null });
  });
});

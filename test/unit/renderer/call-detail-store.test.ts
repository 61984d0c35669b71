import type { CallEditAsk } from '../../../src-preload/contract.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallDetailStore } from '../../../src-renderer/stores/call-detail-store.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';
import { mockCalls, mockState } from '../../support/mock-calls.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function opened(callId = 'c3') {
  const bridge = createFakeBridge(mockState, mockCalls);
  const detail = createCallDetailStore(bridge);
  const stop = detail.start();
  detail.open(callId);
  await vi.advanceTimersByTimeAsync(0);
  // Which note was seen when one was begun has its own tests (after-call.test.tsx).
  const edits = () =>
    bridge.asked
      .filter(({ name }) => name === 'calls:edit')
      .map(({ ask }) => {
        const { noteBasis: _, ...edit } = ask as CallEditAsk;
        return edit;
      });
  return { bridge, detail, stop, data: () => detail.store.getState(), edits };
}

describe('the note on a call', () => {
  it('is saved a moment after the last key, once', async () => {
    const { detail, data, edits } = await opened();
    detail.typeNote('Annex');
    detail.typeNote('Annex 4');
    expect(edits()).toEqual([]);
    await vi.advanceTimersByTimeAsync(600);
    expect(edits()).toEqual([{ callId: 'c3', note: 'Annex 4' }]);
    expect(data().draft).toBeNull();
    expect(data().detail?.note?.text).toBe('Annex 4');
  });

  it('is saved on the call it was written on when another one is chosen', async () => {
    const { detail, edits } = await opened();
    detail.typeNote('for Castaing');
    detail.open('c1');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(edits()).toEqual([{ callId: 'c3', note: 'for Castaing' }]);
  });

  it('typed while the former call is still on screen is not written on the next one', async () => {
    const { detail, data, edits } = await opened();
    detail.open('c1');
    expect(data()).toMatchObject({ callId: 'c1', detail: { id: 'c3' } });
    detail.typeNote('about Castaing');
    await detail.setFollowUp('ok');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(edits()).toEqual([]);
  });

  it('gets the keyboard only when its call is on screen, and not when yet another was chosen', async () => {
    const { detail } = await opened();
    const focused: string[] = [];
    detail.open('c1');
    detail.whenShown(() => focused.push('c1'));
    detail.open('c2');
    detail.whenShown(() => focused.push('c2'));
    expect(focused).toEqual([]);
    await vi.advanceTimersByTimeAsync(10);
    expect(focused).toEqual(['c2']);
    detail.whenShown(() => focused.push('at once'));
    expect(focused).toEqual(['c2', 'at once']);
  });

  it('is saved when the window closes', async () => {
    const { detail, stop, edits } = await opened();
    detail.typeNote('last words');
    stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(edits()).toEqual([{ callId: 'c3', note: 'last words' }]);
  });

  it('stays on screen and says so when it could not be saved, and the next key tries again', async () => {
    const { bridge, detail, data } = await opened();
    bridge.answer('calls:edit', () => Promise.reject(new Error('disk full')));
    detail.typeNote('kept');
    await vi.advanceTimersByTimeAsync(600);
    expect(data().draft).toEqual({ text: 'kept', state: 'failed' });
    bridge.answer('calls:edit', () => Promise.resolve());
    detail.typeNote('kept.');
    await vi.advanceTimersByTimeAsync(600);
    expect(data().draft).toBeNull();
  });

  it('typed while the former words are being saved is saved too', async () => {
    const { bridge, detail, data, edits } = await opened();
    let saved: () => void = () => undefined;
    bridge.answer('calls:edit', () => new Promise((resolve) => (saved = resolve)));
    detail.typeNote('first');
    await vi.advanceTimersByTimeAsync(600);
    detail.typeNote('first and second');
    saved();
    await vi.advanceTimersByTimeAsync(600);
    saved();
    await vi.advanceTimersByTimeAsync(600);
    expect(edits().at(-1)).toEqual({ callId: 'c3', note: 'first and second' });
    expect(data().draft).toBeNull();
  });

  it('that could not be saved is there again when its call is chosen again', async () => {
    const { bridge, detail, data, edits } = await opened();
    bridge.answer('calls:edit', () => Promise.reject(new Error('disk full')));
    detail.typeNote('must not be lost');
    detail.open('c1');
    await vi.advanceTimersByTimeAsync(600);
    expect(data()).toMatchObject({ callId: 'c1', draft: null });
    detail.open('c3');
    await vi.advanceTimersByTimeAsync(600);
    expect(data().draft).toEqual({ text: 'must not be lost', state: 'failed' });
    bridge.answer('calls:edit', () => Promise.resolve());
    await detail.flushNote();
    expect(edits().at(-1)).toEqual({ callId: 'c3', note: 'must not be lost' });
    detail.open('c1');
    detail.open('c3');
    expect(data().draft).toBeNull();
  });

  it('is not overwritten on screen by a change from a colleague', async () => {
    const { bridge, detail, data } = await opened();
    detail.typeNote('mine');
    bridge.push('calls:changed', { callIds: ['c3'] });
    await vi.advanceTimersByTimeAsync(0);
    expect(data().draft?.text).toBe('mine');
  });
});

describe('a call', () => {
  it('that is not here any more says so', async () => {
    const { bridge, data } = await opened();
    bridge.calls = [];
    bridge.push('calls:changed', { callIds: [] });
    await vi.advanceTimersByTimeAsync(0);
    expect(data().gone).toBe(true);
  });

  it('gets its status word at once', async () => {
    const { detail, data } = await opened();
    await detail.setFollowUp('ok');
    expect(data().detail?.followUp).toBe('ok');
  });

  it('says when its status word could not be saved, until the next one is or another call is read', async () => {
    const { bridge, detail, data } = await opened();
    bridge.answer('calls:edit', () => Promise.reject(new Error('disk full')));
    await detail.setFollowUp('ok');
    expect(data().statusFailed).toBe(true);
    detail.open('c1');
    expect(data().statusFailed).toBe(false);
    await detail.setFollowUp('ok');
    bridge.answer('calls:edit', () => Promise.resolve());
    await detail.setFollowUp('ok');
    expect(data().statusFailed).toBe(false);
  });
});

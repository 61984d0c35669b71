import { describe, expect, it, vi } from 'vitest';
import type { ActAnswer } from '../../../src-preload/contract.ts';
import { createBlockedStore } from '../../../src-renderer/stores/blocked-store.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';
import { mockState } from '../../support/mock-calls.ts';

const asked = { number: '+33639984107', formatted: '+33 6 39 98 41 07', block: true };

function aStore() {
  const bridge = createFakeBridge(mockState, []);
  bridge.blocked = [];
  const whenDone = vi.fn();
  const blocked = createBlockedStore(bridge, whenDone);
  return { bridge, blocked, whenDone, now: () => blocked.store.getState() };
}

describe('numbers that the firm does not take calls of', () => {
  it('blocked at a call stand in the list of settings at once, and the call is told', async () => {
    const { blocked, whenDone, now } = aStore();
    await blocked.load();
    blocked.ask(asked);
    blocked.comment(' sells solar panels ');
    await blocked.confirm();
    expect(now().dialog).toBeNull();
    expect(now().list?.map(({ number, comment }) => ({ number, comment }))).toEqual([
      { number: asked.number, comment: 'sells solar panels' },
    ]);
    expect(whenDone).toHaveBeenCalledTimes(1);
    // What settings say of their own last press is not about this one.
    expect(now().last).toBeNull();
  });

  it('in settings tell the call on screen too', async () => {
    const { blocked, whenDone } = aStore();
    await blocked.block(asked.number, '');
    await blocked.unblock(asked.number);
    expect(whenDone).toHaveBeenCalledTimes(2);
  });

  it('say in the dialog what did not happen, and keep the reason that was typed', async () => {
    const { bridge, blocked, whenDone, now } = aStore();
    bridge.answer('blocked:set', async () => ({ result: 'refused', refusal: 'offline', detail: null }));
    blocked.ask(asked);
    blocked.comment('spam');
    await blocked.confirm();
    expect(now().dialog).toMatchObject({ comment: 'spam', answer: { refusal: 'offline' } });
    expect(whenDone).not.toHaveBeenCalled();
  });

  it('are asked for one at a time, and an answer does not open a dialog that was closed meanwhile', async () => {
    const { bridge, blocked, now } = aStore();
    const answer = Promise.withResolvers<ActAnswer>();
    bridge.answer('blocked:set', () => answer.promise);
    blocked.ask(asked);
    const first = blocked.confirm();
    expect(await blocked.block('+3225550100', '')).toBe(false);
    await blocked.confirm();
    blocked.close();
    answer.resolve({ result: 'unconfirmed' });
    await first;
    expect(now()).toMatchObject({ dialog: null, busy: null });
    expect(bridge.asked.filter(({ name }) => name === 'blocked:set')).toHaveLength(1);
  });
});

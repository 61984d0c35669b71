import type { CallAction } from '@callbrief/relay/wire/control';
import { describe, expect, it, vi } from 'vitest';
import type { ActAnswer } from '../../../src-preload/contract.ts';
import { createCallActsStore, noActs } from '../../../src-renderer/stores/call-acts-store.ts';

const done: ActAnswer = { result: 'done' };
const refused: ActAnswer = { result: 'refused', refusal: 'call_over', detail: null };

/** A provider that answers when it is told to. */
function slow() {
  const sent: { act: CallAction; answer: (answer: ActAnswer) => void; fail: (why: Error) => void }[] = [];
  const acts = createCallActsStore(
    (_callId, act) => new Promise((answer, fail) => void sent.push({ act, answer, fail })),
  );
  const of = (callId: string) => acts.store.getState().byCall.get(callId) ?? noActs;
  return { acts, sent, of };
}
const digits = (typed: string): CallAction => ({ action: 'digits', digits: typed });

describe('what is done to a call', () => {
  it('is asked once, however often it is pressed', () => {
    const { acts, sent, of } = slow();
    void acts.perform('a', { action: 'hold', on: true });
    void acts.perform('a', { action: 'hold', on: true });
    expect(sent).toHaveLength(1);
    expect(of('a').pending).toEqual([{ action: 'hold', on: true }]);
  });

  it('is not asked again by itself when it was refused', async () => {
    const { acts, sent, of } = slow();
    const act = acts.perform('a', { action: 'hang_up' });
    sent[0]?.answer(refused);
    await act;
    expect(sent).toHaveLength(1);
    expect(of('a')).toEqual({ pending: [], last: { act: { action: 'hang_up' }, answer: refused } });
  });

  it('of one call says nothing about another', async () => {
    const { acts, sent, of } = slow();
    const act = acts.perform('a', { action: 'mute', on: true });
    expect(of('b')).toEqual(noActs);
    sent[0]?.answer(done);
    await act;
    expect(of('b').last).toBeNull();
  });

  it('is told as failed when the window got no answer at all', async () => {
    const { acts, sent, of } = slow();
    const act = acts.perform('a', { action: 'hang_up' });
    sent[0]?.fail(new Error('the main process is gone'));
    await act;
    expect(of('a').last?.answer).toEqual({ result: 'refused', refusal: 'failed', detail: null });
  });

  it('can be two things at a time', () => {
    const { acts, sent } = slow();
    void acts.perform('a', { action: 'hold', on: true });
    void acts.perform('a', { action: 'mute', on: true });
    expect(sent).toHaveLength(2);
  });

  it('sends digits pressed quickly in their order, after those on their way', async () => {
    const { acts, sent } = slow();
    void acts.perform('a', digits('1'));
    void acts.perform('a', digits('2'));
    void acts.perform('a', digits('#'));
    expect(sent.map(({ act }) => act)).toEqual([digits('1')]);
    sent[0]?.answer(done);
    await vi.waitFor(() => expect(sent.map(({ act }) => act)).toEqual([digits('1'), digits('2#')]));
  });

  it('drops digits that follow one which did not arrive: a menu would misread them', async () => {
    const { acts, sent } = slow();
    const first = acts.perform('a', digits('1'));
    void acts.perform('a', digits('2'));
    sent[0]?.answer({ result: 'unconfirmed' });
    await first;
    expect(sent).toHaveLength(1);
    void acts.perform('a', digits('3'));
    expect(sent.map(({ act }) => act)).toEqual([digits('1'), digits('3')]);
  });

  it('sends no more than 32 digits in one request, and loses none', async () => {
    const { acts, sent } = slow();
    void acts.perform('a', digits('0'));
    for (let i = 0; i < 40; i += 1) void acts.perform('a', digits(String(i % 10)));
    sent[0]?.answer(done);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    sent[1]?.answer(done);
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    const lengths = sent.map(({ act }) => (act.action === 'digits' ? act.digits.length : 0));
    expect(lengths).toEqual([1, 32, 8]);
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { ActAnswer } from '../../../src-preload/contract.ts';
import { createConversationStore } from '../../../src-renderer/stores/conversation-store.ts';
import { createFakeBridge } from '../../support/fake-bridge.ts';
import { mockState } from '../../support/mock-calls.ts';
import { mockConversation } from '../../support/mock-messages.ts';

const anneke = { number: '+32440271836', messageId: 'm1' };
const ines = { number: '+33639984107', messageId: null };

async function opened() {
  const bridge = createFakeBridge(mockState, []);
  bridge.conversations.set(anneke.number, mockConversation);
  bridge.conversations.set(ines.number, {
    ...mockConversation,
    number: ines.number,
    title: 'Inès Brabant',
    entries: [],
  });
  let made = 0;
  const store = createConversationStore(bridge, () => `new${String((made += 1))}`);
  store.start();
  store.open(anneke);
  const data = () => store.store.getState();
  await vi.waitFor(() => expect(data().state).toBe('shown'));
  const asked = (name: string) => bridge.asked.filter((one) => one.name === name).map(({ ask }) => ask);
  return { bridge, store, data, asked };
}

describe('a conversation', () => {
  it('sends what was typed, once, and is empty for the next', async () => {
    const { store, data, asked } = await opened();
    store.type('Yes, ');
    store.type('Yes, on Thursday. ');
    await Promise.all([store.send(), store.send()]);
    expect(asked('messages:send')).toEqual([{ messageId: 'new1', number: anneke.number, text: 'Yes, on Thursday.' }]);
    expect(data().draft).toBeNull();
    expect(data().conversation?.entries.at(-1)).toMatchObject({ id: 'new1', state: 'sent' });
  });

  it('keeps what was typed while another conversation is read', async () => {
    const { store, data } = await opened();
    store.type('half a sentence');
    store.open(ines);
    expect(data().draft).toBeNull();
    store.type('to Inès');
    store.open(anneke);
    expect(data().draft?.text).toBe('half a sentence');
    store.open(ines);
    expect(data().draft?.text).toBe('to Inès');
  });

  it('keeps the text when it was refused, says why, and a new press is a new message', async () => {
    const { bridge, store, data, asked } = await opened();
    const answer: ActAnswer = { result: 'refused', refusal: 'provider_no_credit', detail: null };
    bridge.answer('messages:send', () => Promise.resolve(answer));
    store.type('On Thursday.');
    await store.send();
    expect(data().draft).toMatchObject({ text: 'On Thursday.', answer, sending: false });
    await store.send();
    expect(asked('messages:send')).toMatchObject([{ messageId: 'new1' }, { messageId: 'new2' }]);
  });

  it('never sends by itself what may have been sent; the entry says so and the field is empty', async () => {
    const { bridge, store, data, asked } = await opened();
    bridge.answer('messages:send', ({ messageId, number, text }) => {
      const entry = mockConversation.entries[1];
      if (entry)
        bridge.conversations.set(number, {
          ...mockConversation,
          entries: [...mockConversation.entries, { ...entry, id: messageId, text, state: 'unconfirmed' }],
        });
      return Promise.resolve({ result: 'unconfirmed' });
    });
    store.type('On Thursday.');
    await store.send();
    expect(data().draft).toMatchObject({ text: '', answer: { result: 'unconfirmed' } });
    expect(data().conversation?.entries.at(-1)?.state).toBe('unconfirmed');
    await store.send();
    expect(asked('messages:send')).toHaveLength(1);
  });

  it('keeps the text of what may have been sent when nothing else has it', async () => {
    const { bridge, store, data } = await opened();
    bridge.answer('messages:send', () => Promise.resolve({ result: 'unconfirmed' }));
    store.type('On Thursday.');
    await store.send();
    expect(data().draft?.text).toBe('On Thursday.');
  });

  it('does not mix an answer into the conversation that is read meanwhile', async () => {
    const { bridge, store, data } = await opened();
    let answer: (answer: ActAnswer) => void = () => undefined;
    bridge.answer('messages:send', () => new Promise((resolve) => (answer = resolve)));
    store.type('On Thursday.');
    const sending = store.send();
    store.open(ines);
    answer({ result: 'refused', refusal: 'offline', detail: null });
    await sending;
    expect(data().draft).toBeNull();
    store.open(anneke);
    expect(data().draft).toMatchObject({ text: 'On Thursday.', answer: { refusal: 'offline' } });
  });

  it('sends nothing where nothing can be sent, nor only spaces', async () => {
    const { bridge, store, data, asked } = await opened();
    store.type('   ');
    await store.send();
    bridge.conversations.set(anneke.number, { ...mockConversation, cannotSend: 'offline' });
    bridge.push('calls:changed', { callIds: [] });
    await vi.waitFor(() => expect(data().conversation?.cannotSend).toBe('offline'));
    store.type('On Thursday.');
    await store.send();
    expect(asked('messages:send')).toEqual([]);
  });

  it('tells once which messages were seen, only those that came in', async () => {
    const { store, asked } = await opened();
    store.markSeen();
    store.markSeen();
    expect(asked('messages:seen')).toEqual([{ messageIds: ['e1', 'e3', 'm1'] }]);
  });

  it('shows what comes in, and keeps what it has when it cannot be read again', async () => {
    const { bridge, data } = await opened();
    bridge.answer('messages:conversation', () => Promise.reject(new Error('disk')));
    bridge.push('calls:changed', { callIds: [] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(data()).toMatchObject({ state: 'shown', conversation: { title: 'Anneke Verhulst' } });
  });

  it('of a message that is gone says so', async () => {
    const { store, data } = await opened();
    store.open({ number: null, messageId: 'gone' });
    await vi.waitFor(() => expect(data().state).toBe('gone'));
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FakeBridge } from '../../support/fake-bridge.ts';
import { mockCalls } from '../../support/mock-calls.ts';
import { annotatedCall, mockConversation, mockMessages } from '../../support/mock-messages.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const withMessages = (bridge: FakeBridge) => {
  bridge.messages = mockMessages;
  bridge.conversations.set('+32440271836', mockConversation);
};
const renderMessages = (prepare: (bridge: FakeBridge) => void = () => undefined) =>
  renderWindow(
    {},
    {
      prepare: (bridge) => {
        withMessages(bridge);
        prepare(bridge);
      },
    },
  );
const row = (words: RegExp) => screen.findByRole('option', { name: words });
const composer = () => screen.findByRole('textbox', { name: 'Write an SMS to Anneke Verhulst' });

describe('messages in the list', () => {
  inAWindow();

  it('stand among the calls by time, with what became of them in words', async () => {
    renderMessages();
    const rows = await screen.findAllByRole('option');
    expect(rows[0]?.textContent).toContain('I found the letter of the expert of March');
    expect(rows[1]?.textContent).toContain('Answered by Jonas');
    expect((await row(/until noon/)).textContent).toContain('Sent by Sofie');
    expect((await row(/moved to Friday/)).textContent).toContain('Not sent');
    expect((await row(/tried to reach/)).textContent).toContain('Maybe sent');
    expect((await row(/Commercial Court/)).textContent).toContain('Fax, 3 pages');
  });

  it('are told as new to a screen reader until somebody opened them', async () => {
    renderMessages();
    const fax = await row(/Commercial Court/);
    expect(fax.textContent).toContain('New:');
    expect((await row(/until noon/)).textContent).not.toContain('New:');
  });

  it('have a filter that says how many nobody opened yet', async () => {
    renderMessages();
    fireEvent.click(await screen.findByRole('button', { name: /^Messages \d/ }));
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(mockMessages.length));
  });

  it('are searched in their words', async () => {
    renderMessages();
    await screen.findAllByRole('option');
    fireEvent.change(screen.getByRole('textbox', { name: 'Search' }), { target: { value: 'letter of the expert' } });
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    expect(document.querySelector('mark')?.textContent).toBe('letter of the expert');
  });

  it('that there are none is explained', async () => {
    renderWindow();
    fireEvent.click(await screen.findByRole('button', { name: 'Messages' }));
    expect(await screen.findByText('No messages')).toBeTruthy();
  });
});

describe('the conversation', () => {
  inAWindow();

  it('is shown for the chosen message: who, which matter, oldest first, by day', async () => {
    renderMessages();
    const pane = await screen.findByRole('article', { name: 'Messages with Anneke Verhulst' });
    expect(within(pane).getByText('+32 440 27 18 36')).toBeTruthy();
    const log = within(pane).getByRole('log');
    const told = log.textContent;
    expect(told.indexOf('Fax, 12 pages')).toBeLessThan(told.indexOf('Is she in court today?'));
    expect(within(log).getByRole('heading', { name: 'Today, Thursday 19 November' })).toBeTruthy();
    expect(within(log).getByRole('heading', { name: 'Monday 16 November' })).toBeTruthy();
  });

  it('says why a message was not sent, and to check one that maybe was', async () => {
    renderMessages();
    const log = await screen.findByRole('log');
    expect(within(log).getByText('The firm’s account at the provider has no credit left.')).toBeTruthy();
    expect(within(log).getByText('The provider did not answer. Check before you try again.')).toBeTruthy();
  });

  it('marks what is on screen as seen while the window has the keyboard', async () => {
    const { asked } = renderMessages();
    await screen.findByRole('log');
    fireEvent.click(await row(/I found the letter/));
    fireEvent.focus(window);
    await waitFor(() => expect(asked('messages:seen')[0]).toEqual({ messageIds: ['e1', 'e3', 'm1'] }));
    await waitFor(async () => expect((await row(/I found the letter/)).textContent).not.toContain('New:'));
  });

  it('sends with Ctrl Enter; Enter alone is a new line', async () => {
    const { asked } = renderMessages();
    const field = await composer();
    fireEvent.change(field, { target: { value: 'On Thursday, please.' } });
    expect(screen.getByText('20 characters, 1 SMS')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(asked('messages:send')).toEqual([]);
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(screen.getByRole('log').textContent).toContain('On Thursday, please.'));
    expect(asked('messages:send')).toEqual([
      { messageId: 'new1', number: '+32440271836', text: 'On Thursday, please.' },
    ]);
  });

  it('shows Sending while it is sent, without letting the text be changed', async () => {
    const { asked } = renderMessages((bridge) => bridge.answer('messages:send', () => new Promise(() => undefined)));
    const field = await composer();
    fireEvent.change(field, { target: { value: 'On Thursday.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    const busy = await screen.findByRole('button', { name: 'Sending…' });
    expect(busy.getAttribute('aria-busy')).toBe('true');
    fireEvent.click(busy);
    expect((field as HTMLTextAreaElement).readOnly).toBe(true);
    expect(asked('messages:send')).toHaveLength(1);
  });

  it('keeps the text and says the reason when it was refused', async () => {
    renderMessages((bridge) =>
      bridge.answer('messages:send', () =>
        Promise.resolve({ result: 'refused', refusal: 'provider_refused', detail: 'Number not allowed' }),
      ),
    );
    const field = await composer();
    fireEvent.change(field, { target: { value: 'On Thursday.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect((await screen.findByRole('alert')).textContent).toBe('The provider refused. “Number not allowed”');
    expect((field as HTMLTextAreaElement).value).toBe('On Thursday.');
  });

  it('says in a sentence why no answer can be written', async () => {
    renderMessages((bridge) =>
      bridge.conversations.set('m5', { ...mockConversation, number: null, title: 'Proximus', cannotSend: 'no_number' }),
    );
    fireEvent.click(await row(/Proximus/));
    expect(await screen.findByText('This sender has no number, so no answer can be sent.')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: /Write an SMS/ })).toBeNull();
  });

  it('reads a message that comes in without taking the keyboard from the answer', async () => {
    const { bridge } = renderMessages();
    const field = await composer();
    field.focus();
    const last = mockConversation.entries.at(-1);
    if (last)
      bridge.conversations.set('+32440271836', {
        ...mockConversation,
        entries: [...mockConversation.entries, { ...last, id: 'm9', text: 'And one more thing.' }],
      });
    bridge.push('calls:changed', { callIds: ['m9'] });
    expect(await screen.findByText('And one more thing.')).toBeTruthy();
    expect(document.activeElement).toBe(field);
  });

  it('blocks the number after asking, with a reason, and takes it back', async () => {
    const { asked } = renderMessages();
    await screen.findByRole('log');
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Block this number' }));
    const dialog = await screen.findByRole('dialog', { name: 'Block +32 440 27 18 36?' });
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'insults' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Block' }));
    expect(await screen.findByText('Blocked')).toBeTruthy();
    expect(asked('blocked:set')).toEqual([{ number: '+32440271836', blocked: true, comment: 'insults' }]);
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    expect(await screen.findByRole('menuitem', { name: 'Unblock this number' })).toBeTruthy();
  });

  it('is reached from the list, written and sent by keyboard alone', async () => {
    const { asked } = renderMessages();
    const selected = await screen.findByRole('option', { selected: true });
    await composer();
    selected.focus();
    fireEvent.keyDown(selected, { key: 'Enter' });
    expect(document.activeElement).toBe(screen.getByRole('article'));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'n' });
    expect(document.activeElement).toBe(await composer());
    fireEvent.change(await composer(), { target: { value: 'Yes.' } });
    fireEvent.keyDown(await composer(), { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(asked('messages:send')).toHaveLength(1));
  });
});

describe('a call and its messages', () => {
  inAWindow();

  it('Send SMS opens the conversation with its caller, with a way back', async () => {
    renderWindow({}, { prepare: (bridge) => bridge.conversations.set('+32440271836', mockConversation) });
    await screen.findByRole('article', { name: /^Call with Anneke/ });
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Send SMS' }));
    await waitFor(async () => expect(document.activeElement).toBe(await composer()));
    fireEvent.click(screen.getByRole('button', { name: 'Back to the call' }));
    expect(await screen.findByRole('article', { name: /^Call with Anneke/ })).toBeTruthy();
  });

  it('what the provider added is shown, and its summary as unverified', async () => {
    renderWindow({}, { calls: [annotatedCall, ...mockCalls] });
    const call = await screen.findByRole('article', { name: /^Call with Anneke/ });
    for (const words of [
      'expert report',
      'From Ringover, unverified',
      'Asked to be called before 16:00.',
      'A recording exists at the provider, 8 min 47',
      'A transcription exists at the provider',
      'Found in the provider’s own list; the message about it was lost.',
    ])
      expect(within(call).getByText(words)).toBeTruthy();
  });

  it('earlier messages stand among the earlier calls and open the conversation', async () => {
    renderWindow(
      {},
      { calls: [annotatedCall], prepare: (bridge) => bridge.conversations.set('+32440271836', mockConversation) },
    );
    fireEvent.click(await screen.findByRole('button', { name: /Fax, 12 pages/ }));
    expect(await screen.findByRole('log')).toBeTruthy();
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noCapabilities } from '@callbrief/relay/wire/control';
import type { ActAnswer } from '../../../src-preload/contract.ts';
import type { FakeBridge } from '../../support/fake-bridge.ts';
import { liveCall, mockColleagues, mockControl } from '../../support/mock-messages.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

async function onThePhone(call = liveCall, prepare: (bridge: FakeBridge) => void = () => undefined) {
  const window = renderWindow(
    {},
    {
      calls: [call],
      prepare: (bridge) => {
        bridge.colleagues = mockColleagues;
        prepare(bridge);
      },
    },
  );
  await screen.findByRole('toolbar', { name: 'Controls of this call' });
  return { ...window, acts: () => window.asked('call:act').map((ask) => (ask as { act: unknown }).act) };
}
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const refuse = (answer: ActAnswer) => (bridge: FakeBridge) => bridge.answer('call:act', () => Promise.resolve(answer));
const can = (change: Partial<typeof mockControl.can>) => ({
  ...liveCall,
  control: { ...mockControl, can: { ...mockControl.can, ...change } },
});

describe('controls of my live call', () => {
  inAWindow();

  it('hold means hold, and off means off: never a toggle at the provider', async () => {
    const { acts } = await onThePhone();
    fireEvent.click(button('Hold'));
    await waitFor(() => expect(button('Hold').getAttribute('aria-pressed')).toBe('true'));
    expect(screen.getByText('On hold')).toBeTruthy();
    fireEvent.click(button('Hold'));
    await waitFor(() => expect(button('Hold').getAttribute('aria-pressed')).toBe('false'));
    expect(acts()).toEqual([
      { action: 'hold', on: true },
      { action: 'hold', on: false },
    ]);
  });

  it('are only those that the provider can do', async () => {
    await onThePhone({ ...liveCall, control: { ...mockControl, can: { ...noCapabilities, hangUp: true } } });
    const bar = screen.getByRole('toolbar', { name: 'Controls of this call' });
    expect(
      within(bar)
        .getAllByRole('button')
        .map((one) => one.getAttribute('aria-keyshortcuts')),
    ).toEqual(['L']);
  });

  it('are not there for a call of somebody else', async () => {
    renderWindow({}, { calls: [{ ...liveCall, control: null }] });
    await screen.findByRole('article', { name: /Anneke/ });
    expect(screen.queryByRole('toolbar', { name: 'Controls of this call' })).toBeNull();
  });

  it('say that they work, and take no second press meanwhile', async () => {
    const { acts } = await onThePhone(liveCall, (bridge) =>
      bridge.answer('call:act', () => new Promise(() => undefined)),
    );
    fireEvent.click(button('Hang up'));
    const busy = await screen.findByRole('button', { name: 'Hanging up…' });
    expect(busy.getAttribute('aria-busy')).toBe('true');
    fireEvent.click(busy);
    expect(acts()).toHaveLength(1);
  });

  it('say the provider’s own reason behind ours, until it is dismissed', async () => {
    await onThePhone(liveCall, refuse({ result: 'refused', refusal: 'provider_refused', detail: 'Agent busy' }));
    fireEvent.click(button('Mute'));
    expect(await screen.findByText('The provider refused. “Agent busy”')).toBeTruthy();
    expect(button('Mute').getAttribute('aria-pressed')).toBe('false');
    fireEvent.click(button('Dismiss'));
    expect(screen.queryByText(/provider refused/)).toBeNull();
  });

  it('say to check when nobody knows, and ask nothing again', async () => {
    const { acts } = await onThePhone(liveCall, refuse({ result: 'unconfirmed' }));
    fireEvent.click(button('Hang up'));
    expect(await screen.findByText('The provider did not answer. Check before you try again.')).toBeTruthy();
    expect(acts()).toHaveLength(1);
  });

  it('keep the reason readable when the call ended meanwhile', async () => {
    const { bridge } = await onThePhone(liveCall, refuse({ result: 'refused', refusal: 'call_over', detail: null }));
    fireEvent.click(button('Hold'));
    await screen.findByText('The call is already over.');
    bridge.calls = [{ ...liveCall, control: null, outcome: 'answered' }];
    bridge.push('calls:changed', { callIds: ['live'] });
    await waitFor(() => expect(screen.queryByRole('toolbar', { name: 'Controls of this call' })).toBeNull());
    expect(screen.getByText('The call is already over.')).toBeTruthy();
  });

  it('are pressed by letter: P hold, U mute, L hang up', async () => {
    const { acts } = await onThePhone();
    fireEvent.keyDown(document.body, { key: 'p' });
    await waitFor(() => expect(acts()).toHaveLength(1));
    fireEvent.keyDown(document.body, { key: 'u' });
    fireEvent.keyDown(document.body, { key: 'l' });
    await waitFor(() =>
      expect(acts()).toEqual([{ action: 'hold', on: true }, { action: 'mute', on: true }, { action: 'hang_up' }]),
    );
  });

  it('send tones by keys pressed on the keyboard, and Esc closes the keypad', async () => {
    const { acts } = await onThePhone();
    fireEvent.keyDown(document.body, { key: 'i' });
    const pad = screen.getByRole('group', { name: 'Keypad' });
    expect(document.activeElement).toBe(pad);
    fireEvent.keyDown(pad, { key: '1', code: 'Digit1' });
    await waitFor(() => expect(acts()).toEqual([{ action: 'digits', digits: '1' }]));
    // AZERTY: the digit row without Shift.
    fireEvent.keyDown(pad, { key: 'é', code: 'Digit2' });
    fireEvent.click(button('Key Hash'));
    await waitFor(() =>
      expect(
        acts()
          .map((act) => (act as { digits: string }).digits)
          .join(''),
      ).toBe('12#'),
    );
    fireEvent.keyDown(pad, { key: 'Escape' });
    expect(screen.queryByRole('group', { name: 'Keypad' })).toBeNull();
    expect(document.activeElement).toBe(button('Keypad'));
  });
});

describe('transferring', () => {
  inAWindow();
  const field = () => screen.getByRole('combobox', { name: 'Transfer the call to' });
  const people = () => within(screen.getByRole('listbox', { name: 'Colleagues' })).getAllByRole('option');

  it('shows the colleagues with their phones and whereabouts in words', async () => {
    await onThePhone();
    fireEvent.click(button('Transfer'));
    await waitFor(() => expect(people()).toHaveLength(5));
    const told = people().map((one) => one.textContent);
    expect(told[0]).toContain('free');
    expect(told[1]).toContain('on the phone');
    expect(told[2]).toMatch(/do not disturb until \d\d:00in court until \d\d:00/);
    expect(told[3]).toContain('not known');
    expect(told[4]).toContain('no line known');
  });

  it('by keyboard: G, a name, Enter chooses, Enter transfers', async () => {
    const { acts } = await onThePhone();
    fireEvent.keyDown(document.body, { key: 'g' });
    expect(document.activeElement).toBe(field());
    await waitFor(() => expect(people()).toHaveLength(5));
    fireEvent.change(field(), { target: { value: 'nadia' } });
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(acts()).toEqual([]);
    const transfer = await screen.findByRole('button', { name: 'Transfer to Nadia Benali' });
    await waitFor(() => expect(document.activeElement).toBe(transfer));
    fireEvent.click(transfer);
    await waitFor(() => expect(acts()).toEqual([{ action: 'transfer', to: '+3220006152', attended: false }]));
  });

  it('to a typed number, read as the firm’s country writes it', async () => {
    const { acts } = await onThePhone();
    fireEvent.click(button('Transfer'));
    fireEvent.change(field(), { target: { value: '0440 27 18 36' } });
    fireEvent.click(screen.getByRole('option', { name: /Number 0440/ }));
    fireEvent.click(button('Transfer to 0440 27 18 36'));
    await waitFor(() => expect(acts()).toEqual([{ action: 'transfer', to: '+32440271836', attended: false }]));
  });

  it('to something that is no number asks the provider nothing', async () => {
    const { acts } = await onThePhone();
    fireEvent.click(button('Transfer'));
    fireEvent.change(field(), { target: { value: '555' } });
    fireEvent.click(screen.getByRole('option', { name: /Number 555/ }));
    fireEvent.click(button('Transfer to 555'));
    expect(await screen.findByText('“555” is not a telephone number.')).toBeTruthy();
    expect(acts()).toEqual([]);
  });

  it('to a colleague without a line cannot be chosen', async () => {
    await onThePhone();
    fireEvent.click(button('Transfer'));
    await waitFor(() => expect(people()).toHaveLength(5));
    fireEvent.click(screen.getByRole('option', { name: /Benoît/ }));
    expect(screen.queryByRole('button', { name: /Transfer to/ })).toBeNull();
  });

  it('speaks first only where the provider can', async () => {
    const { acts, unmount } = await onThePhone(can({ attendedTransfer: true }));
    fireEvent.click(button('Transfer'));
    await waitFor(() => expect(people()).toHaveLength(5));
    fireEvent.click(screen.getByRole('option', { name: /Sofie/ }));
    fireEvent.click(button('Speak first with Sofie Claes'));
    await waitFor(() => expect(acts()).toEqual([{ action: 'transfer', to: '+3220006151', attended: true }]));
    unmount();
    await onThePhone(can({ attendedTransfer: false }));
    fireEvent.click(button('Transfer'));
    expect(screen.queryByRole('button', { name: /Speak first/ })).toBeNull();
  });

  it('that was refused leaves the choice as it was and says why', async () => {
    const { acts } = await onThePhone(liveCall, refuse({ result: 'refused', refusal: 'provider_busy', detail: null }));
    fireEvent.click(button('Transfer'));
    await waitFor(() => expect(people()).toHaveLength(5));
    fireEvent.click(screen.getByRole('option', { name: /Sofie/ }));
    fireEvent.click(button('Transfer to Sofie Claes'));
    expect(await screen.findByText(/takes no more requests at the moment/)).toBeTruthy();
    expect(button('Transfer to Sofie Claes')).toBeTruthy();
    expect(acts()).toHaveLength(1);
  });

  it('follows presence while the list is open', async () => {
    const { bridge } = await onThePhone();
    fireEvent.click(button('Transfer'));
    await waitFor(() => expect(people()).toHaveLength(5));
    const [sofie, ...others] = mockColleagues;
    if (sofie) bridge.push('colleagues:changed', [{ ...sofie, presence: 'ringing' }, ...others]);
    await waitFor(() => expect(people()[0]?.textContent).toContain('phone rings'));
  });

  it('still takes a number when the colleagues cannot be listed', async () => {
    await onThePhone(liveCall, (bridge) =>
      bridge.answer('colleagues:list', () => Promise.reject(new Error('offline'))),
    );
    fireEvent.click(button('Transfer'));
    expect(await screen.findByText(/cannot be listed at the moment/)).toBeTruthy();
    fireEvent.change(field(), { target: { value: '+32 2 000 61 51' } });
    expect(screen.getByRole('option', { name: /Number/ })).toBeTruthy();
  });
});

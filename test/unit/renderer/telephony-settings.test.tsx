import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noCapabilities } from '@callbrief/relay/wire/control';
import type { AppState } from '../../../src-preload/contract.ts';
import { mockState } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const admin: Partial<AppState> = {
  me: { id: 'jonas', name: 'Jonas Peeters', shortName: 'J. Peeters', role: 'admin' },
};
const offline: AppState['connection'] = { kind: 'offline', since: '2026-11-19T11:08:00.000Z', waitingChanges: 0 };

async function open(section: string, given: Partial<AppState> = {}) {
  const window = renderWindow(given);
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  fireEvent.click(screen.getByRole('button', { name: section }));
  return window;
}
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('blocked numbers', () => {
  inAWindow();

  it('stand there with the reason, who blocked them and when', async () => {
    await open('Blocked numbers');
    expect(await screen.findByText('+32 440 27 00 99')).toBeTruthy();
    expect(screen.getByText('Energy contracts, calls every day')).toBeTruthy();
    expect(screen.getByText(/Sofie Claes, 12 November 2026/)).toBeTruthy();
  });

  it('are added as they are typed, once', async () => {
    const { asked } = await open('Blocked numbers');
    await screen.findByText('2 numbers');
    type('Number', '0440 27 55 55');
    type('Why', ' Shouts ');
    press('Block');
    expect(await screen.findByText('+32 440 27 55 55 is blocked.')).toBeTruthy();
    expect(asked('blocked:set')).toEqual([{ number: '+32440275555', blocked: true, comment: 'Shouts' }]);
    expect(screen.getByText('3 numbers')).toBeTruthy();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Number' });
    expect(field.value).toBe('');
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it.each([
    ['abc', /This is not a telephone number/],
    ['', /This is not a telephone number/],
    ['+32 440 27 00 99', /blocked already/],
    ['02 000 61 40', /a line of your own firm/],
  ])('are not added where that makes no sense: "%s"', async (number, sentence) => {
    const { asked } = await open('Blocked numbers');
    await screen.findByText('2 numbers');
    type('Number', number);
    press('Block');
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(asked('blocked:set')).toEqual([]);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Number' }).value).toBe(number);
  });

  it('are unblocked, and blocked again for the same reason', async () => {
    const { asked } = await open('Blocked numbers');
    await screen.findByText('2 numbers');
    press('Unblock +32 440 27 00 99');
    expect(await screen.findByText('+32 440 27 00 99 is no longer blocked.')).toBeTruthy();
    await screen.findByText('1 number');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Unblock +33 1 87 65 00 42'));
    press('Undo');
    await screen.findByText('2 numbers');
    expect(asked('blocked:set').at(-1)).toEqual({
      number: '+32440270099',
      blocked: true,
      comment: 'Energy contracts, calls every day',
    });
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Unblock +32 440 27 00 99'));
  });

  it('stay as they are without a connection, and say so', async () => {
    await open('Blocked numbers', { connection: offline });
    await screen.findByText('2 numbers');
    press('Unblock +32 440 27 00 99');
    expect(await screen.findByText(/There is no connection to the office/)).toBeTruthy();
    expect(screen.getByText('2 numbers')).toBeTruthy();
  });

  it('say the reason of the phone system, and what to do when it did not answer', async () => {
    const { bridge } = await open('Blocked numbers');
    await screen.findByText('2 numbers');
    bridge.answer('blocked:set', () =>
      Promise.resolve({ result: 'refused', refusal: 'provider_refused', detail: 'List is full' }),
    );
    type('Number', '+32 440 27 55 55');
    press('Block');
    expect(await screen.findByText('The provider refused. (List is full)')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Number' }).value).toBe('+32 440 27 55 55');
    bridge.answer('blocked:set', () => Promise.resolve({ result: 'unconfirmed' }));
    press('Block');
    expect(await screen.findByText(/did not answer in time. Look again in a minute/)).toBeTruthy();
  });

  it('are asked of the phone system once, however often it is pressed', async () => {
    const { bridge, asked } = await open('Blocked numbers');
    await screen.findByText('2 numbers');
    bridge.answer('blocked:set', () => new Promise(() => undefined));
    type('Number', '+32 440 27 55 55');
    press('Block');
    press('Being blocked…');
    press('Unblock +33 1 87 65 00 42');
    expect(asked('blocked:set')).toHaveLength(1);
  });

  it('can be searched by number and by reason, and are not all drawn at once', async () => {
    const window = renderWindow();
    window.bridge.blocked = Array.from({ length: 250 }, (_, index) => ({
      number: `+32440${String(270_000 + index)}`,
      comment: index === 200 ? 'Insistent seller' : '',
      byName: 'Sofie Claes',
      at: '2026-11-12T09:20:00.000Z',
    }));
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    press('Blocked numbers');
    await screen.findByText('250 numbers');
    expect(screen.getAllByRole('button', { name: /^Unblock / })).toHaveLength(100);
    press('Show 100 more');
    press('Show 50 more');
    expect(screen.getAllByRole('button', { name: /^Unblock / })).toHaveLength(250);
    type('Search the list', 'insistent');
    expect(screen.getAllByRole('button', { name: /^Unblock / })).toHaveLength(1);
    type('Search the list', '0440 27 02 49');
    expect(screen.getAllByRole('button', { name: /^Unblock / })).toHaveLength(1);
    type('Search the list', 'nobody');
    expect(screen.getByText('Nothing on the list matches.')).toBeTruthy();
  });

  it('explain an empty list, and one that cannot be read', async () => {
    const window = renderWindow();
    window.bridge.answer('blocked:list', () => Promise.reject(new Error('no list')));
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    press('Blocked numbers');
    await screen.findByText('The list cannot be shown.');
    window.bridge.answer('blocked:list', () => Promise.resolve([]));
    press('Try again');
    expect(await screen.findByText('No number is blocked')).toBeTruthy();
  });
});

describe('comparing with the phone system', () => {
  inAWindow();

  it('tells how many calls were compared and how many had been missing', async () => {
    const { asked } = await open('Connection', admin);
    press('Compare');
    expect(await screen.findByText('412 calls compared, 3 were missing and are here now.')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: '15 days' }));
    expect(screen.queryByText(/412 calls/)).toBeNull();
    press('Compare');
    expect(await screen.findByText('1,240 calls compared, none was missing.')).toBeTruthy();
    expect(asked('reconcile:run')).toEqual([{ days: 2 }, { days: 15 }]);
  });

  it('goes on while another section is shown, and runs once', async () => {
    const { bridge, asked } = await open('Connection', admin);
    let answer: () => void = () => undefined;
    bridge.answer(
      'reconcile:run',
      () => new Promise((resolve) => (answer = () => resolve({ compared: 1, healed: 1 }))),
    );
    press('Compare');
    press('Comparing…');
    press('Blocked numbers');
    press('Connection');
    expect(screen.getByRole('button', { name: 'Comparing…' })).toBeTruthy();
    answer();
    expect(await screen.findByText('1 call compared, 1 was missing and is here now.')).toBeTruthy();
    expect(asked('reconcile:run')).toHaveLength(1);
  });

  it('says why it was refused', async () => {
    const { bridge } = await open('Connection', admin);
    bridge.answer('reconcile:run', () => Promise.resolve({ refused: 'provider_busy' }));
    press('Compare');
    expect(await screen.findByText(/takes no more requests at the moment/)).toBeTruthy();
  });

  it('is for administrators, and for phone systems that have a list', async () => {
    const { unmount } = await open('Connection');
    expect(screen.getByText(/Only an administrator can do this/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Compare' })).toBeNull();
    unmount();
    await open('Connection', { ...admin, capabilities: { ringover: noCapabilities, sipgate: noCapabilities } });
    expect(screen.getByText(/does not offer a list to compare with/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Compare' })).toBeNull();
  });
});

describe('calling from other programs', () => {
  inAWindow();

  it('has keys of its own, which can be changed', async () => {
    const { asked } = await open('Calling');
    expect(screen.getByText(/Copy a number in any program, then press these keys/)).toBeTruthy();
    press('Change: Call a number from any program');
    fireEvent.keyDown(screen.getByRole('button', { name: /Press the new keys/ }), {
      key: 'F8',
      code: 'F8',
      ctrlKey: true,
    });
    expect(asked('settings:change')).toEqual([{ dialHotkey: 'Control+F8' }]);
  });

  it('says that keys are taken, and on Linux that selecting is enough', async () => {
    const { unmount } = await open('Calling', { dialHotkeyFree: false });
    expect(within(screen.getByRole('region', { name: 'Calling' })).getByText('Taken')).toBeTruthy();
    unmount();
    await open('Calling', { ...mockState, platform: 'linux' });
    expect(screen.getByText(/Select a number in any program/)).toBeTruthy();
  });

  it('opens telephone links when switched on', async () => {
    const { asked } = await open('Calling');
    fireEvent.click(screen.getByRole('switch', { name: 'Open telephone links with Callbrief' }));
    expect(asked('settings:change')).toEqual([{ openTelLinks: true }]);
  });
});

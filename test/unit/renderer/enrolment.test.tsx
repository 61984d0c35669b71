import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { EnrolmentResult, RelayCheck } from '../../../src-preload/contract.ts';
import { mockRingTest } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const firstRun = { phase: 'first_run', relayUrl: null, connection: { kind: 'not_enrolled' } } as const;
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const told = (name: string) => document.getElementById(field(name).getAttribute('aria-describedby') ?? '')?.textContent;

async function filledIn(...given: Parameters<typeof renderWindow>) {
  const window = renderWindow({ ...firstRun, ...given[0] }, given[1]);
  await screen.findByRole('heading', { name: 'Connect this computer' });
  type('Relay address', 'https://relay.delcourt-maes.example');
  type('One-time code', 'k7qf-2m9d');
  return window;
}

describe('first run', () => {
  inAWindow();

  it('checks the address while it is typed, and sends nothing else', async () => {
    const { bridge, asked } = await filledIn();
    expect(await screen.findByText('found')).toBeTruthy();
    expect(asked('enrolment:check')).toEqual([{ relayUrl: 'https://relay.delcourt-maes.example' }]);
    expect(bridge.asked.some(({ name }) => name === 'enrolment:start')).toBe(false);
  });

  it('takes a code with or without dash, in any case, and shows it as it is read', async () => {
    await filledIn();
    expect(field('One-time code').value).toBe('K7QF–2M9D');
    type('One-time code', ' k7 qf 2m9d x');
    expect(field('One-time code').value).toBe('K7QF–2M9D');
  });

  it.each<[RelayCheck, RegExp]>([
    [{ result: 'no_such_server' }, /No server has this name/],
    [{ result: 'not_an_address' }, /This is not an address/],
    [{ result: 'not_reachable' }, /The server does not answer/],
    [{ result: 'not_a_relay' }, /not your office’s Callbrief server/],
  ])('tells %o under the address', async (answer, sentence) => {
    const { bridge } = renderWindow(firstRun);
    bridge.answer('enrolment:check', () => Promise.resolve(answer));
    await screen.findByRole('heading', { name: 'Connect this computer' });
    type('Relay address', 'https://relay.delcour-maes.example');
    await waitFor(() => expect(told('Relay address')).toMatch(sentence));
    expect(field('Relay address').value).toBe('https://relay.delcour-maes.example');
  });

  it.each<[EnrolmentResult, RegExp]>([
    [{ result: 'code_expired' }, /This code has expired/],
    [{ result: 'code_refused' }, /not known or was used already/],
    [{ result: 'too_many_attempts' }, /Too many attempts/],
  ])('tells %o under the code and keeps what was typed', async (answer, sentence) => {
    const { bridge } = await filledIn();
    bridge.answer('enrolment:start', () => Promise.resolve(answer));
    press('Connect');
    await waitFor(() => expect(told('One-time code')).toMatch(sentence));
    expect(field('One-time code').value).toBe('K7QF–2M9D');
    expect(field('Relay address').value).toBe('https://relay.delcourt-maes.example');
  });

  it('asks for a whole code before it asks the office', async () => {
    const { asked } = await filledIn();
    type('One-time code', 'K7QF2M');
    press('Connect');
    expect(told('One-time code')).toBe('The code has eight letters and digits.');
    expect(asked('enrolment:start')).toHaveLength(0);
  });

  it('offers no way around a certificate that is not trusted', async () => {
    const { bridge } = await filledIn();
    bridge.answer('enrolment:start', () =>
      Promise.resolve({ result: 'certificate_not_trusted', details: 'self-signed certificate, CN=relay' }),
    );
    press('Connect');
    expect(await screen.findByText('The server could not prove its identity')).toBeTruthy();
    expect(screen.getByText('self-signed certificate, CN=relay')).toBeTruthy();
    expect(screen.queryByText(/anyway/i)).toBeNull();
  });

  it('sends one request however often Connect is pressed', async () => {
    const { bridge, asked } = await filledIn();
    bridge.answer('enrolment:start', () => new Promise(() => undefined));
    press('Connect');
    press('Connecting…');
    press('Connecting…');
    expect(asked('enrolment:start')).toHaveLength(1);
  });

  it('walks on to the choice of calls and one test ring, while the history arrives', async () => {
    const { bridge, asked } = await filledIn(
      {},
      { ringTest: { ...mockRingTest, of: 1, rings: mockRingTest.rings.slice(0, 1) } },
    );
    press('Connect');
    expect(await screen.findByText('Connected as Jonas Peeters')).toBeTruthy();
    bridge.setState({ phase: 'ready', filling: { done: 2504, total: 3912 } });
    expect(await screen.findByText('2,504 of 3,912 calls. You can start working.')).toBeTruthy();
    press('Next: choose your calls');
    fireEvent.click(screen.getByRole('radio', { name: /^My line/ }));
    await waitFor(() => expect(asked('settings:change')).toEqual([{ popupScope: 'my_line' }]));
    press('Next: ring test');
    press('Ring once');
    expect(await screen.findByText('The popup was on your screen after 118 ms.')).toBeTruthy();
    press('Start working');
    expect(await screen.findByRole('heading', { name: 'Calls' })).toBeTruthy();
  });

  it('says openly when the system has no place for keys', async () => {
    const { bridge } = await filledIn();
    bridge.answer('enrolment:start', () =>
      Promise.resolve({ result: 'connected', personName: 'Jonas Peeters', keyStore: 'memory_only' }),
    );
    press('Connect');
    expect(await screen.findByText('You will have to sign in at every start')).toBeTruthy();
    press('Continue');
    expect(screen.getByRole('button', { name: 'Next: choose your calls' })).toBeTruthy();
  });

  it('fills in an invitation link without connecting by itself', async () => {
    const { asked } = renderWindow({
      ...firstRun,
      enrolmentLink: { relayUrl: 'https://relay.delcourt-maes.example', code: 'K7QF-2M9D' },
    });
    await vi.waitFor(() => expect(field('One-time code').value).toBe('K7QF–2M9D'));
    expect(field('Relay address').value).toBe('https://relay.delcourt-maes.example');
    expect(asked('enrolment:start')).toHaveLength(0);
  });

  it('says that the office removed this computer, and lets it be connected again', async () => {
    renderWindow({ phase: 'locked' });
    expect(await screen.findByText('This computer was removed by your office.')).toBeTruthy();
    expect(field('Relay address').value).toBe('https://relay.delcourt-maes.example');
  });
});

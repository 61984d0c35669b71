import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import { describe, expect, it } from 'vitest';
import { mockState } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const notConnected = {
  state: 'not_connected',
  region: null,
  clientId: null,
  as: null,
  since: null,
  redirectUri: 'https://relay.firm.example/api/v1/practice-systems/clio/callback',
} as const;
const people = [{ id: 'jonas', name: 'Jonas Peeters' }];

async function open(role: 'admin' | 'lawyer' = 'admin') {
  const me = mockState.me && { ...mockState.me, role };
  const window = renderWindow(
    { me },
    {
      prepare(bridge) {
        bridge.answer('practice:get', () => Promise.resolve({ practice: defaultPractice, people, country: 'BE' }));
        bridge.answer('clio:state', () => Promise.resolve(notConnected));
        bridge.answer('clio:connect', () => Promise.resolve({ opened: true }));
        bridge.answer('practice:save', (ask) => Promise.resolve({ saved: { ...ask, revision: 1 } }));
      },
    },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Time and practice software' }));
  await screen.findByText('Not connected.');
  return window;
}

describe('time and practice software in the settings', () => {
  inAWindow();

  it('an administrator sets the unit, and a timekeeper’s level, code and rate', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('radio', { name: '10 min' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Level of Jonas Peeters' }), { target: { value: 'PT' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Code of Jonas Peeters' }), { target: { value: 'JP' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Hourly rate of Jonas Peeters' }), {
      target: { value: '187,50' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved.');
    expect(asked('practice:save')).toMatchObject([
      {
        revision: 0,
        time: {
          roundingMinutes: 10,
          timekeepers: [{ personId: 'jonas', code: 'JP', classification: 'PT', hourlyRate: 187.5 }],
        },
      },
    ]);
  });

  it('somebody else’s save in between is shown, not written over', async () => {
    const { bridge } = await open();
    bridge.answer('practice:save', () => Promise.resolve({ refused: 'revision_conflict' }));
    const theirs = { ...defaultPractice, revision: 3, time: { ...defaultPractice.time, roundingMinutes: 15 as const } };
    bridge.answer('practice:get', () => Promise.resolve({ practice: theirs, people, country: 'BE' }));
    fireEvent.click(screen.getByRole('radio', { name: '10 min' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Somebody else saved in the meantime. Their version is shown now.');
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: '15 min' }).getAttribute('aria-checked')).toBe('true'),
    );
  });

  it('Clio is connected on its own page, and the secret is asked for once', async () => {
    const { asked } = await open();
    const clio = within(screen.getByRole('region', { name: 'Clio Manage' }));
    expect(clio.getByText(/relay\.firm\.example/)).toBeTruthy();
    const connect = clio.getByRole('button', { name: 'Connect…' });
    expect(connect).toHaveProperty('disabled', true);
    fireEvent.change(clio.getByLabelText('App key'), { target: { value: 'key' } });
    fireEvent.change(clio.getByLabelText('App secret'), { target: { value: 'secret' } });
    fireEvent.click(connect);
    await clio.findByText(/Please allow access there/);
    expect(asked('clio:connect')).toEqual([{ region: 'eu', clientId: 'key', clientSecret: 'secret' }]);
  });

  it('others see it and change nothing', async () => {
    await open('lawyer');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Connect…' })).toBeNull();
  });
});

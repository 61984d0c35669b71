import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src-preload/contract.ts';
import { mockState } from '../../support/mock-calls.ts';
import { mockPolicy } from '../../support/mock-policy.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const admin: Partial<AppState> = {
  me: { id: 'jonas', name: 'Jonas Peeters', shortName: 'J. Peeters', role: 'admin' },
};

async function open(given: Partial<AppState> = admin) {
  const window = renderWindow(given);
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  fireEvent.click(screen.getByRole('button', { name: 'Recording and AI' }));
  return window;
}
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('the policy for recordings and AI', () => {
  inAWindow();

  it('stands there as sentences, and can only be read by who is no administrator', async () => {
    await open({});
    expect(await screen.findByText('Germany')).toBeTruthy();
    expect(screen.getByText('2026/0291 Brabant / Kröger')).toBeTruthy();
    expect(
      screen.getByText('Recorded, with announced consent. AI may read it, on the office’s own machine only.'),
    ).toBeTruthy();
    expect(screen.getByText('Only an administrator can change this.')).toBeTruthy();
    for (const name of ['Add a rule', /^Delete the rule/]) expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('is changed, and saved from the revision that it was made from', async () => {
    const { asked } = await open();
    const otherwise = within(await screen.findByRole('region', { name: 'Every call that no rule fits' }));
    fireEvent.click(otherwise.getByRole('radio', { name: 'Live notes only' }));
    fireEvent.click(otherwise.getByRole('switch', { name: /^AI outside the office may be used/ }));
    type('Recordings', '90');
    press('Save');
    expect(await screen.findByText('Saved. It holds from the next call on.')).toBeTruthy();
    expect(asked('policy:save')).toEqual([
      {
        ...mockPolicy,
        otherwise: { ...mockPolicy.otherwise, audio: 'notes', mayLeaveMachine: true },
        retention: { ...mockPolicy.retention, audioDays: 90 },
      },
    ]);
  });

  it('without AI nothing leaves the office, and of what is not kept nothing is read', async () => {
    await open();
    const otherwise = within(await screen.findByRole('region', { name: 'Every call that no rule fits' }));
    const leave = () => otherwise.getByRole<HTMLButtonElement>('switch', { name: /^AI outside/ });
    fireEvent.click(leave());
    fireEvent.click(otherwise.getByRole('switch', { name: /^AI may read it/ }));
    expect([leave().getAttribute('aria-checked'), leave().disabled]).toEqual(['false', true]);
    fireEvent.click(otherwise.getByRole('radio', { name: 'Nothing' }));
    expect(otherwise.getByRole<HTMLButtonElement>('switch', { name: /^AI may read it/ }).disabled).toBe(true);
  });

  it('gets a rule for a contact and a country, which must say which calls it is about', async () => {
    const { asked } = await open();
    await screen.findByText('Germany');
    press('Add a rule');
    press('Save');
    expect(await screen.findByText(/a rule must say which calls it is about/)).toBeTruthy();
    expect(asked('policy:save')).toEqual([]);
    const rule = within(screen.getByRole('group', { name: /^Rule 3/ }));
    fireEvent.change(rule.getByRole('textbox', { name: 'Contact' }), { target: { value: 'anneke' } });
    fireEvent.click(await rule.findByRole('button', { name: 'Anneke Verhulst' }));
    fireEvent.change(rule.getByRole('combobox', { name: 'Add a country…' }), { target: { value: 'FR' } });
    expect(screen.getByRole('group', { name: 'Rule 3, France · Anneke Verhulst' })).toBeTruthy();
    press('Save');
    await screen.findByText('Saved. It holds from the next call on.');
    const [saved] = asked('policy:save') as (typeof mockPolicy)[];
    expect(saved?.rules.at(-1)).toMatchObject({
      when: { lines: [], countries: ['FR'], matterIds: [], contactIds: ['anneke'] },
      audio: 'none',
      analyse: false,
    });
  });

  it('says what would be decided for a number, by what stands there and was not saved yet', async () => {
    await open();
    await screen.findByText('Germany');
    type('Number of the caller', '+49 30 23125 014');
    const ask = within(screen.getByRole('region', { name: 'What would be decided for this number?' }));
    expect(await ask.findByText(/^Live notes only; the sound is not kept/)).toBeTruthy();
    expect(ask.getByText(/by the rule: Germany/)).toBeTruthy();
    press('Delete the rule for Germany');
    expect(await ask.findByText(/^Recorded, with announced consent/)).toBeTruthy();
    expect(ask.getByText(/no rule fits/)).toBeTruthy();
    press('Undo');
    expect(await ask.findByText(/^Live notes only/)).toBeTruthy();
    type('Number of the caller', 'nonsense');
    fireEvent.blur(screen.getByRole('textbox', { name: 'Number of the caller' }));
    expect(await ask.findByText(/This is not a telephone number/)).toBeTruthy();
  });

  it('tells when somebody else saved first, and overwrites nobody without asking', async () => {
    const { bridge } = await open();
    await screen.findByText('Germany');
    type('Recordings', '30');
    const theirs = { ...mockPolicy, revision: 4, retention: { audioDays: 10, textDays: 20 } };
    bridge.policyDesk = { ...bridge.policyDesk, policy: theirs };
    press('Save');
    expect(await screen.findByText('Somebody else has saved another policy in the meantime.')).toBeTruthy();
    expect(bridge.policyDesk.policy).toEqual(theirs);
    press('Load theirs');
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Recordings' }).value).toBe('10'));
    press('Back to mine');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Recordings' }).value).toBe('30');
    press('Save');
    await screen.findByText('Saved. It holds from the next call on.');
    expect(bridge.policyDesk.policy).toMatchObject({ revision: 5, retention: { audioDays: 30 } });
  });

  it('takes only whole days, and says so at the field', async () => {
    const { asked } = await open();
    await screen.findByText('Germany');
    type('Recordings', '0');
    expect(screen.getByText('A whole number of days, from 1 to 36,500.')).toBeTruthy();
    press('Save');
    expect(await screen.findByText('1 field needs a correction. Nothing was saved.')).toBeTruthy();
    expect(asked('policy:save')).toEqual([]);
  });

  it('says that the office is not reached, and tries again when asked', async () => {
    const { bridge } = await open({
      ...admin,
      connection: { kind: 'offline', since: '2026-11-19T11:08:00.000Z', waitingChanges: 0 },
    });
    expect(await screen.findByText('The policy cannot be shown.')).toBeTruthy();
    bridge.setState({ connection: mockState.connection });
    press('Try again');
    expect(await screen.findByText('Germany')).toBeTruthy();
  });
});

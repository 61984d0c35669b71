import type { RoutePreviewRequest, Routing } from '@callbrief/relay/wire/routing';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../../src-preload/contract.ts';
import { mockState } from '../../../support/mock-calls.ts';
import { mockRouting } from '../../../support/mock-routing.ts';
import { inAWindow, renderWindow } from '../render-window.tsx';

const admin: Partial<AppState> = {
  me: { id: 'jonas', name: 'Jonas Peeters', shortName: 'J. Peeters', role: 'admin' },
};
const offline: AppState['connection'] = { kind: 'offline', since: '2026-11-19T11:08:00.000Z', waitingChanges: 0 };

async function openRouting(given: Partial<AppState> = admin) {
  const window = renderWindow(given);
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  fireEvent.click(screen.getByRole('button', { name: 'Call routing' }));
  return window;
}
async function openRules(given: Partial<AppState> = admin) {
  const window = await openRouting(given);
  const rules = await screen.findByRole('region', { name: 'Rules' });
  const names = () =>
    within(rules)
      .queryAllByRole('listitem')
      .map((rule) => rule.querySelector('.font-medium')?.textContent.trim());
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  const saved = () => window.asked('routing:save').at(-1) as Routing;
  return { ...window, rules, names, press, saved };
}
const type = (name: string | RegExp, value: string, nth = 0) => {
  const field = screen.getAllByRole('textbox', { name })[nth];
  if (!field) throw new Error(`no field ${String(name)}`);
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
  return field as HTMLInputElement;
};
const hasKeyboard = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent;

describe('the rules of call routing', () => {
  inAWindow();

  it('are sentences, in the order in which they are read', async () => {
    const { rules, names } = await openRules();
    expect(names()).toEqual([
      'Blocked numbers',
      'Court and bailiff',
      'Evenings, clients',
      'Closed',
      expect.stringContaining('German on the new matters line'),
    ]);
    expect(rules.textContent).toContain('When the office is closed and the caller is not known: voicemail.');
  });

  it('move by buttons and by Alt and an arrow, with the keyboard staying on the rule', async () => {
    const { names, press, saved } = await openRules();
    press('Move “Court and bailiff” up');
    expect(names().slice(0, 2)).toEqual(['Court and bailiff', 'Blocked numbers']);
    expect(screen.getByText('“Court and bailiff” is now in place 1 of 5.')).toBeTruthy();
    const rule = screen.getByRole('button', { name: /Evenings, clients When/ });
    rule.focus();
    fireEvent.keyDown(rule, { key: 'ArrowDown', altKey: true });
    expect(names()[3]).toBe('Evenings, clients');
    expect(document.activeElement).toBe(rule);
    press('Save');
    await waitFor(() =>
      expect(saved().rules.map(({ id }) => id)).toEqual(['r-court', 'r-blocked', 'r-closed', 'r-evening', 'r-german']),
    );
  });

  it('stay where they are at either end', async () => {
    const { names, press } = await openRules();
    const before = names();
    press('Move “Blocked numbers” up');
    expect(names()).toEqual(before);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('are added at the end, with the keyboard in the name', async () => {
    const { names, press, saved } = await openRules();
    press('Add a rule');
    expect(hasKeyboard()).toBe('Name');
    type('Name', 'Lunch');
    fireEvent.click(screen.getByRole('radio', { name: 'Office closed' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Caller' }), { target: { value: 'withheld' } });
    expect(names()[5]).toBe('Lunch');
    expect(screen.getByText('When the office is closed and the number is withheld: voicemail.')).toBeTruthy();
    press('Save');
    await screen.findByText(/Saved. From now on/);
    expect(saved().revision).toBe(mockRouting.revision);
    expect(saved().rules[5]).toMatchObject({
      name: 'Lunch',
      enabled: true,
      when: { caller: 'withheld', hours: 'closed', lines: [], roles: [], languages: [] },
      then: { kind: 'voicemail' },
    });
  });

  it('are duplicated behind the first, and switched off', async () => {
    const { names, press, saved } = await openRules();
    press('Duplicate “Closed”');
    expect(names()[4]).toBe('Closed (copy)');
    fireEvent.click(screen.getByRole('switch', { name: 'Rule “Closed (copy)” is on' }));
    press('Save');
    await waitFor(() => expect(saved().rules[4]).toMatchObject({ name: 'Closed (copy)', enabled: false }));
    expect(saved().rules[4]?.id).not.toBe('r-closed');
  });

  it('come back after deleting, in their place and with the keyboard on them', async () => {
    const { names, press } = await openRules();
    const before = names();
    press('Delete “Closed”');
    expect(names()).toHaveLength(4);
    expect(hasKeyboard()).toContain('German on the new matters line');
    expect(screen.getByText('Rule “Closed” deleted.')).toBeTruthy();
    press('Undo');
    expect(names()).toEqual(before);
    expect(hasKeyboard()).toContain('Closed');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('come back with Ctrl Z', async () => {
    const { names, press } = await openRules();
    press('Delete “Closed”');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'z', ctrlKey: true });
    expect(names()).toHaveLength(5);
  });

  it('can all be deleted: then the page says that “Otherwise” holds', async () => {
    const { names, rules, press, saved } = await openRules();
    for (const name of ['Blocked numbers', 'Court and bailiff', 'Evenings, clients', 'Closed'])
      press(`Delete “${name}”`);
    press('Delete “German on the new matters line”');
    expect(names()).toEqual([]);
    expect(rules.textContent).toContain('every call goes the way of “Otherwise”');
    expect(hasKeyboard()).toBe('Add a rule');
    press('Save');
    await waitFor(() => expect(saved().rules).toEqual([]));
  });

  it('ring people for some seconds, transfer to a number as it is typed, or refuse', async () => {
    const { press, saved } = await openRules();
    fireEvent.change(screen.getByRole('combobox', { name: 'What happens' }), { target: { value: 'transfer' } });
    expect(type('Number to transfer to', '0440 27 18 36').value).toBe('+32 440 27 18 36');
    press('Save');
    await waitFor(() => expect(saved().otherwise).toEqual({ kind: 'transfer', to: '+32440271836' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'What happens' }), { target: { value: 'ring' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sofie Claes' }));
    type('For how many seconds', '45');
    press('Save');
    await waitFor(() => expect(saved().otherwise).toEqual({ kind: 'ring', personIds: ['sofie'], seconds: 45 }));
    fireEvent.change(screen.getByRole('combobox', { name: 'What happens' }), { target: { value: 'reject' } });
    fireEvent.click(screen.getByRole('radio', { name: 'Call refused' }));
    press('Save');
    await waitFor(() => expect(saved().otherwise).toEqual({ kind: 'reject', reason: 'rejected' }));
  });

  it('say honestly that the AI receptionist is not set up', async () => {
    await openRules();
    fireEvent.change(screen.getByRole('combobox', { name: 'What happens' }), { target: { value: 'agent' } });
    expect(screen.getByText(/not set up yet. Until it is, these calls go to voicemail/)).toBeTruthy();
  });

  it('keep an outcome that this version does not know', async () => {
    const window = renderWindow(admin);
    const menu = { kind: 'menu', choices: [], maxDigits: 1 } as unknown as Routing['otherwise'];
    window.bridge.desk = { ...window.bridge.desk, routing: { ...mockRouting, otherwise: menu } };
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    fireEvent.click(screen.getByRole('button', { name: 'Call routing' }));
    expect(await screen.findByText(/cannot change. It is kept as it is/)).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: 'What happens' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Delete “Closed”' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect((window.asked('routing:save')[0] as Routing).otherwise).toEqual(menu));
  });
});

describe('opening hours', () => {
  inAWindow();

  it('are typed as people write them, several a day', async () => {
    const { press, saved } = await openRules();
    press('Add hours on Saturday');
    expect(hasKeyboard()).toBe('Saturday, from');
    expect(type('Saturday, from', '9h').value).toBe('09:00');
    expect(type('Saturday, to', '1130').value).toBe('11:30');
    press('Add hours on Saturday');
    press('Save');
    await waitFor(() =>
      expect(saved().hours.weekly.filter(({ day }) => day === 'sat')).toEqual([
        { day: 'sat', from: '09:00', to: '11:30' },
        { day: 'sat', from: '14:00', to: '18:00' },
      ]),
    );
  });

  it.each([
    ['Monday, to', '07:00', 'This ends before it starts.'],
    ['Monday, from', '25:00', 'This is not a time. Write it as 08:30.'],
    ['Monday, from', 'early', 'This is not a time. Write it as 08:30.'],
  ])('that are wrong are marked and not saved: %s %s', async (field, value, sentence) => {
    const { press, asked } = await openRules();
    const input = type(field, value);
    expect(screen.getByText(new RegExp(sentence.replaceAll('.', '\\.')))).toBeTruthy();
    expect(input.getAttribute('aria-invalid')).toBe('true');
    press('Save');
    expect(await screen.findByText(/1 field needs a correction. Nothing was saved./)).toBeTruthy();
    expect(document.activeElement).toBe(input);
    expect(asked('routing:save')).toEqual([]);
    expect(input.value).toBe(value);
  });

  it('come back after removing', async () => {
    const { press } = await openRules();
    press('Remove 08:30–12:30 on Monday');
    expect(screen.getAllByRole('textbox', { name: 'Monday, from' })).toHaveLength(1);
    expect(hasKeyboard()).toBe('Add hours on Monday');
    press('Undo');
    expect(screen.getAllByRole('textbox', { name: 'Monday, from' })).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('know the Länder, Alsace and Moselle, and no region where there is none', async () => {
    const { press, saved } = await openRules();
    const country = screen.getByRole('combobox', { name: 'Public holidays' });
    expect(screen.queryByRole('combobox', { name: 'Region' })).toBeNull();
    fireEvent.change(country, { target: { value: 'FR' } });
    expect(within(screen.getByRole('combobox', { name: 'Region' })).getAllByRole('option')).toHaveLength(2);
    fireEvent.change(country, { target: { value: 'DE' } });
    expect(within(screen.getByRole('combobox', { name: 'Region' })).getAllByRole('option')).toHaveLength(17);
    fireEvent.change(screen.getByRole('combobox', { name: 'Region' }), { target: { value: 'BY' } });
    press('Save');
    await waitFor(() => expect(saved().hours.holidays).toEqual({ country: 'DE', region: 'BY' }));
  });

  it('have days of the firm’s own, with a date', async () => {
    const { press, asked } = await openRules();
    press('Add a day');
    expect(hasKeyboard()).toBe('Date of day 2');
    type('Name of day 2', 'Bridge day');
    press('Save');
    expect(await screen.findByText('Choose a date.')).toBeTruthy();
    expect(asked('routing:save')).toEqual([]);
    fireEvent.change(screen.getByLabelText('Date of day 2'), { target: { value: '2027-05-07' } });
    press('Save');
    await waitFor(() =>
      expect((asked('routing:save')[0] as Routing).hours.closedDays[1]).toEqual({
        date: '2027-05-07',
        name: 'Bridge day',
      }),
    );
  });
});

describe('saving the rules', () => {
  inAWindow();

  it('says that something is not saved, also from another section, and keeps it', async () => {
    const { names, press } = await openRules();
    press('Delete “Closed”');
    fireEvent.click(screen.getByRole('button', { name: 'About' }));
    expect(screen.queryByRole('region', { name: 'Rules' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Call routing not saved yet/ }));
    await screen.findByRole('region', { name: 'Rules' });
    expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0);
    press('Discard');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    press('Undo');
    expect(screen.getByRole('button', { name: 'Save' })).toBeTruthy();
    expect(names()).not.toContain('Closed');
  });

  it('tells that somebody else saved first, and loads theirs only when asked, with a way back', async () => {
    const { bridge, press, asked } = await openRules();
    press('Delete “Closed”');
    const theirs = { ...mockRouting, revision: 8, rules: mockRouting.rules.slice(0, 1) };
    bridge.desk = { ...bridge.desk, routing: theirs };
    press('Save');
    expect(await screen.findByText('Somebody else has saved other rules in the meantime.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Delete “Evenings, clients”' })).toBeTruthy();
    press('Load theirs');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Delete “Evenings, clients”' })).toBeNull());
    press('Back to mine');
    expect(screen.getByRole('button', { name: 'Delete “Evenings, clients”' })).toBeTruthy();
    press('Save');
    await screen.findByText(/Saved. From now on/);
    expect((asked('routing:save').at(-1) as Routing).revision).toBe(8);
    expect(bridge.desk.routing.rules.map(({ id }) => id)).not.toContain('r-closed');
  });

  it('replaces theirs only when that is chosen', async () => {
    const { bridge, press } = await openRules();
    press('Delete “Closed”');
    bridge.desk = { ...bridge.desk, routing: { ...mockRouting, revision: 8, rules: [] } };
    press('Save');
    fireEvent.click(await screen.findByRole('button', { name: 'Replace theirs with mine' }));
    await screen.findByText(/Saved. From now on/);
    expect(bridge.desk.routing.revision).toBe(9);
    expect(bridge.desk.routing.rules).toHaveLength(4);
  });

  it('marks the field that the office refuses, until it is changed', async () => {
    const { bridge, press } = await openRules();
    bridge.answer('routing:save', () => Promise.resolve({ refused: 'malformed', field: 'rules.2.then.to' }));
    press('Delete “Closed”');
    press('Save');
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Number to transfer to' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText(/The office does not accept this. Change it and save again./).length).toBeGreaterThan(0);
    fireEvent.change(field, { target: { value: '+32 440 27 18 37' } });
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it.each([
    ['offline', /There is no connection to the office/],
    ['not_allowed', /Only an administrator can do this/],
  ] as const)('says why it did not work and keeps the draft: %s', async (refused, sentence) => {
    const { bridge, press } = await openRules();
    bridge.answer('routing:save', () => Promise.resolve({ refused, field: null }));
    press('Delete “Closed”');
    press('Save');
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Delete “Closed”' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Save' })).toBeTruthy();
  });

  it('keeps what is typed while it is being saved', async () => {
    const { bridge, press } = await openRules();
    let answer: (routing: Routing) => void = () => undefined;
    bridge.answer('routing:save', () => new Promise((resolve) => (answer = resolve)));
    press('Delete “Closed”');
    press('Save');
    await screen.findByRole('button', { name: 'Saving…' });
    press('Delete “Evenings, clients”');
    answer({ ...mockRouting, revision: 8, rules: mockRouting.rules.filter(({ id }) => id !== 'r-closed') });
    await screen.findByRole('button', { name: 'Save' });
    expect(screen.queryByRole('button', { name: 'Delete “Evenings, clients”' })).toBeNull();
  });
});

describe('who may not change the rules', () => {
  inAWindow();

  it('reads them, is told why, and may still ask what would happen', async () => {
    await openRouting(mockState);
    expect(await screen.findByText('Only an administrator can change this.')).toBeTruthy();
    const rules = screen.getByRole('region', { name: 'Rules' });
    expect(rules.textContent).toContain('When the number is blocked: refuse, with a busy tone.');
    expect(within(rules).queryAllByRole('button')).toEqual([]);
    expect(within(rules).queryAllByRole('switch')).toEqual([]);
    expect(screen.queryByRole('textbox', { name: 'Monday, from' })).toBeNull();
    expect(screen.getAllByText('08:30–12:30')).toHaveLength(5);
    expect(screen.getByRole('textbox', { name: 'Number of the caller' })).toBeTruthy();
  });

  it('is told that the office is not reached, with a way to try again', async () => {
    const { bridge } = await openRouting({ ...admin, connection: offline });
    expect(await screen.findByText('The rules cannot be shown.')).toBeTruthy();
    expect(screen.getByText('There is no connection to the office. Nothing was done.')).toBeTruthy();
    bridge.setState({ connection: mockState.connection });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Rules' })).toBeTruthy();
  });
});

describe('what would happen', () => {
  inAWindow();
  const panel = () => screen.findByRole('region', { name: 'What would happen?' });
  const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
  const lastAsked = (asked: (name: string) => unknown[]) => asked('routing:preview').at(-1) as RoutePreviewRequest;

  it('at 19:05 on Saturday if +32 440 27 18 36 calls is answered in one look', async () => {
    const { asked } = await openRules();
    press('Saturday, 19:05');
    type('Number of the caller', '0440 27 18 36');
    const shown = await panel();
    expect((await within(shown).findByText(/^Transfer to/)).textContent?.replaceAll('\u00a0', ' ')).toBe(
      'Transfer to +32 440 27 18 00.',
    );
    expect(within(shown).getByText('Decided by rule 3, “Evenings, clients”')).toBeTruthy();
    expect(within(shown).getByText('The office is closed: outside the opening hours.')).toBeTruthy();
    expect(within(shown).getByText('Anneke Verhulst is a contact of the firm: client.')).toBeTruthy();
    expect(within(shown).getByText('Language: Dutch.')).toBeTruthy();
    expect(within(shown).getByText('Blocked numbers: the number is not blocked')).toBeTruthy();
    expect(within(shown).getByText('Court and bailiff: the caller has none of these roles')).toBeTruthy();
    // The firm's clock, not this computer's; and the saved rules, as nothing was changed.
    expect(lastAsked(asked)).toEqual({ at: '2026-11-21T18:05:00.000Z', from: '+32440271836', to: '+3220006140' });
  });

  it('on Christmas Day names the holiday', async () => {
    await openRules();
    press('Christmas Day, 10:00');
    type('Number of the caller', '+33 1 99 00 11 22');
    const shown = await panel();
    expect(await within(shown).findByText('The office is closed: Christmas Day.')).toBeTruthy();
    expect(within(shown).getByText('No contact of the firm has this number.')).toBeTruthy();
    expect(within(shown).getByText('Voicemail.')).toBeTruthy();
  });

  it('is asked with the rules as they stand, and asked again when they change', async () => {
    const { asked } = await openRules();
    press('Saturday, 19:05');
    fireEvent.click(screen.getByRole('switch', { name: 'Number withheld' }));
    const shown = await panel();
    expect(await within(shown).findByText('Ring Jonas Peeters and Nadia Benali for 20 seconds.')).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: 'What happens' }), { target: { value: 'voicemail' } });
    expect(await within(shown).findByText('Voicemail.')).toBeTruthy();
    expect(lastAsked(asked).draft?.otherwise).toEqual({ kind: 'voicemail' });
    expect(lastAsked(asked).from).toBeNull();
    expect(asked('routing:save')).toEqual([]);
  });

  it('on another line asks about that line', async () => {
    const { asked } = await openRules();
    fireEvent.change(screen.getByRole('combobox', { name: 'Line dialled' }), { target: { value: '+3220006142' } });
    type('Number of the caller', '+49 30 123456');
    await within(await panel()).findByText(/to New matters line/);
    expect(lastAsked(asked).to).toBe('+3220006142');
  });

  it('is not asked with a number, a time or a date that is none', async () => {
    const { asked } = await openRules();
    type('Number of the caller', 'the other side');
    expect(screen.getByText(/This is not a telephone number. Write it as/)).toBeTruthy();
    type('Number of the caller', '+32 440 27 18 36');
    type('Time', '25:00');
    expect(screen.getByText('This is not a time. Write it as 19:05.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Date'), { target: { value: '' } });
    type('Time', '10:00');
    expect(screen.getByText('Choose a date.')).toBeTruthy();
    expect(asked('routing:preview')).toEqual([]);
  });

  it('waits for rules that need a correction first', async () => {
    const { asked } = await openRules();
    type('Monday, to', '7:00');
    type('Number of the caller', '+32 440 27 18 36');
    expect(within(await panel()).getByText(/need a correction first/)).toBeTruthy();
    expect(asked('routing:preview')).toEqual([]);
  });

  it('says so at a time that the clocks leave out, and means the later one', async () => {
    const { asked } = await openRules();
    fireEvent.change(screen.getByLabelText('Date'), { target: { value: '2027-03-28' } });
    type('Time', '2:30');
    type('Number of the caller', '+32 440 27 18 36');
    expect(
      await within(await panel()).findByText(/The clocks go forward over this time; 03:30 is meant./),
    ).toBeTruthy();
    expect(lastAsked(asked).at).toBe('2027-03-28T01:30:00.000Z');
  });

  it('says that the office is not reached, and asks again when told to', async () => {
    const { bridge } = await openRules();
    bridge.answer('routing:preview', () => Promise.resolve({ refused: 'offline', field: null }));
    type('Number of the caller', '+32 440 27 18 36');
    const shown = await panel();
    expect(await within(shown).findByText(/There is no connection to the office/)).toBeTruthy();
    bridge.answer('routing:preview', () =>
      Promise.resolve({
        outcome: { kind: 'voicemail' },
        ruleId: null,
        facts: { open: true, closedBecause: null, caller: 'unknown', contactName: null, roles: [], language: null },
        passedOver: [],
      }),
    );
    fireEvent.click(within(shown).getByRole('button', { name: 'Try again' }));
    expect(await within(shown).findByText('Voicemail.')).toBeTruthy();
  });

  it('shows the answer to the latest question, whichever arrives first', async () => {
    const { bridge, asked } = await openRules();
    const answers: (() => void)[] = [];
    bridge.answer('routing:preview', ({ from }) => {
      const kind = from === null ? 'voicemail' : 'proceed';
      return new Promise((resolve) => {
        answers.push(() =>
          resolve({
            outcome: { kind },
            ruleId: null,
            facts: { open: true, closedBecause: null, caller: 'unknown', contactName: null, roles: [], language: null },
            passedOver: [],
          }),
        );
      });
    });
    type('Number of the caller', '+32 440 27 18 36');
    await waitFor(() => expect(asked('routing:preview')).toHaveLength(1));
    fireEvent.click(screen.getByRole('switch', { name: 'Number withheld' }));
    await waitFor(() => expect(asked('routing:preview')).toHaveLength(2));
    answers[1]?.();
    await within(await panel()).findByText('Voicemail.');
    answers[0]?.();
    await Promise.resolve();
    expect(within(await panel()).getByText('Voicemail.')).toBeTruthy();
    expect(within(await panel()).queryByText('As the phone system is set up.')).toBeNull();
  });
});

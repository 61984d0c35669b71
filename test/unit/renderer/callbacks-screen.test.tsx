import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { mockCallbacks } from '../../support/mock-callbacks.ts';
import { defaultSettings } from '../../support/fake-bridge.ts';
import { mockNow } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const table = () => screen.getByRole('grid', { name: 'Callbacks' });
const rows = () =>
  within(table())
    .getAllByRole('row')
    .filter((row) => row.hasAttribute('aria-selected'));
const selected = () => within(table()).getByRole('row', { selected: true });
const side = () => screen.getByRole('complementary', { name: 'Selected callback' });
/** As a person types it: on whatever has the keyboard. */
const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

async function open(...given: Parameters<typeof renderWindow>) {
  const window = renderWindow(...given);
  await screen.findAllByRole('option');
  press('2', { code: 'Digit2', ctrlKey: true });
  await screen.findByRole('grid', { name: 'Callbacks' });
  await screen.findByRole('complementary', { name: 'Selected callback' });
  return window;
}

describe('the callback queue', () => {
  inAWindow();

  it('stands in its groups with counts, and the closed ones are folded away', async () => {
    await open();
    const groups = within(table()).getAllByRole('rowgroup');
    expect(groups.map((group) => within(group).getAllByRole('row')[0]?.textContent)).toEqual([
      'Overdue 2',
      'Within two hours 1',
      'Later today 1',
      'Tomorrow and later 1',
      'Closed in the last 24 hours 1',
    ]);
    expect(screen.getByText('2 overdue')).toBeTruthy();
    expect(screen.queryByText('Assur Lys, claims')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Closed in the last 24 hours/ }));
    expect(await screen.findByText('Assur Lys, claims')).toBeTruthy();
  });

  it('says by when with the clock time beside it, who wants whom, and what a machine wrote', async () => {
    await open();
    const texts = rows().map((row) => row.textContent);
    const minutes = Math.floor((mockNow.getTime() - Date.parse('2026-11-19T11:00:00.000Z')) / 60_000);
    expect(texts[0]).toContain(`${String(minutes)} min late`);
    expect(texts[0]).toMatch(/today \d\d:00/);
    expect(texts[1]).toContain('since yesterday');
    for (const words of ['“Karim Haddad”', 'new, not checked', 'AI message', 'Tenancy team', 'Take it', 'High'])
      expect(texts[2]).toContain(words);
    expect(texts[3]).toMatch(/\d\d:00 to \d\d:30/);
    expect(texts[4]).toContain('else we call');
  });

  it('moves with the arrows, J and K, Home and End, and Enter opens the call', async () => {
    const { asked } = await open();
    rows()[0]?.focus();
    press('ArrowDown');
    await waitFor(() => expect(selected().textContent).toContain('Kröger'));
    expect(document.activeElement).toBe(selected());
    press('j');
    await waitFor(() => expect(selected().textContent).toContain('Haddad'));
    press('k');
    press('Home');
    await waitFor(() => expect(selected().textContent).toContain('Vandamme'));
    press('End');
    await waitFor(() => expect(selected().textContent).toContain('Castaing'));
    press('Home');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Vandamme'));
    press('Enter');
    await waitFor(() => expect(asked('calls:get')).toContainEqual({ callId: 'c2' }));
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('1 to 4, R, X and Ctrl Z write and take back', async () => {
    const { asked } = await open();
    rows()[0]?.focus();
    press('3', { code: 'Digit3' });
    await waitFor(() => expect(selected().textContent).toContain('Caller calls back'));
    press('x');
    press('r');
    await waitFor(() => expect(screen.queryByText('Étude Vandamme')).toBeNull());
    expect(asked('callbacks:edit')).toEqual([
      { callbackId: 'vandamme', set: { status: 'caller_calls_back' }, did: null },
      { callbackId: 'vandamme', set: {}, did: 'no_answer' },
      { callbackId: 'vandamme', set: {}, did: 'reached' },
    ]);
    expect(await screen.findByText('Étude Vandamme: closed')).toBeTruthy();
    press('z', { ctrlKey: true });
    await waitFor(() => expect(selected().textContent).toContain('Étude Vandamme'));
  });

  it('A opens the people of the firm, D the times, C asks before it dials', async () => {
    const { asked } = await open();
    rows()[0]?.focus();
    press('a');
    fireEvent.click(await screen.findByRole('menuitemradio', { name: /Lukas Brandt/ }));
    await waitFor(() => expect(selected().textContent).toContain('Lukas'));
    press('d');
    expect(document.activeElement?.textContent).toBe('In 10 min');
    fireEvent.click(within(side()).getByRole('button', { name: 'In 1 h' }));
    await waitFor(() =>
      expect(asked('callbacks:edit').at(-1)).toEqual({
        callbackId: 'vandamme',
        set: { dueFrom: null, dueAt: new Date(mockNow.getTime() + 3_600_000).toISOString() },
        did: null,
      }),
    );
    press('c');
    expect(await screen.findByRole('dialog', { name: /Call/ })).toBeTruthy();
    expect(asked('dial:call')).toEqual([]);
  });

  it('E writes anew who called, about what and for whom; only what was changed is sent', async () => {
    const { asked } = await open();
    fireEvent.click(within(table()).getByText(/Karim Haddad/));
    await waitFor(() => expect(side().textContent).toContain('Eviction served'));
    press('e');
    const dialog = await screen.findByRole('dialog', { name: 'Edit the callback' });
    const reason = within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'Reason' });
    await waitFor(() => expect(document.activeElement).toBe(reason));
    expect(reason.value).toBe('Eviction served, hearing Monday');
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name of the caller' }), {
      target: { value: 'Karim El Haddad ' },
    });
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'For' }), { target: { value: 'person:claire' } });
    fireEvent.keyDown(reason, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('callbacks:edit')).toEqual([
      {
        callbackId: 'haddad',
        set: { callerName: 'Karim El Haddad', forPersonId: 'claire', forTeamId: null },
        did: null,
      },
    ]);
    await waitFor(() => expect(selected().textContent).toContain('Karim El Haddad'));
  });

  it('of a contact the name is not written here; nothing changed sends nothing; not kept, all stays', async () => {
    const { asked, bridge } = await open();
    rows()[0]?.focus();
    press('e');
    const dialog = await screen.findByRole('dialog', { name: 'Edit the callback' });
    expect(within(dialog).queryByRole('textbox', { name: 'Name of the caller' })).toBeNull();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('callbacks:edit')).toEqual([]);
    bridge.answer('callbacks:edit', () => Promise.reject(new Error('disk_full')));
    press('e');
    const again = within(await screen.findByRole('dialog', { name: 'Edit the callback' }));
    fireEvent.change(again.getByRole('textbox', { name: 'Reason' }), { target: { value: 'The address' } });
    fireEvent.click(again.getByRole('button', { name: 'Save' }));
    expect((await again.findByRole('alert')).textContent).toContain('could not be kept');
    expect(again.getByRole('textbox', { name: 'Reason' })).toHaveProperty('value', 'The address');
  });

  it('hidden from others, a callback is not written anew', async () => {
    const { bridge } = await open();
    bridge.setState({ privacy: { because: 'chosen', revealed: false, knowsSharing: false, knowsLock: false } });
    await screen.findByRole('button', { name: 'Hold to reveal' });
    press('e');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes what nobody has, without leaving the row', async () => {
    const { asked } = await open();
    fireEvent.click(within(table()).getByRole('button', { name: 'Take it' }));
    await waitFor(() =>
      expect(asked('callbacks:edit')).toEqual([{ callbackId: 'haddad', set: { ownerPersonId: 'jonas' }, did: null }]),
    );
  });

  it('shows mine, my lawyers’ and those for one person or team only', async () => {
    await open();
    fireEvent.click(screen.getByRole('radio', { name: 'Mine' }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    fireEvent.click(screen.getByRole('radio', { name: 'My lawyers' }));
    await waitFor(() => expect(rows()).toHaveLength(4));
    fireEvent.change(screen.getByRole('combobox', { name: 'Whom the caller wanted' }), {
      target: { value: 'team:tenancy' },
    });
    await waitFor(() => expect(rows()).toHaveLength(1));
  });

  it('N adds somebody who is found as one types, and says when nobody was named', async () => {
    const { asked } = await open();
    press('n');
    const dialog = await screen.findByRole('dialog', { name: 'Add a callback' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Say who is to be called');
    const caller = within(dialog).getByRole('combobox', { name: 'Who is to be called' });
    fireEvent.focus(caller);
    fireEvent.change(caller, { target: { value: 'castel' } });
    await within(dialog).findByRole('option', { name: /Eva Castel/ });
    fireEvent.keyDown(caller, { key: 'ArrowDown' });
    fireEvent.keyDown(caller, { key: 'Enter' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Reason' }), { target: { value: 'The bill' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(selected().textContent).toContain('The bill'));
    expect(asked('callbacks:add')[0]).toMatchObject({
      set: { contactId: 'castel', number: '+447700900142', reason: 'The bill', ownerPersonId: 'jonas', dueAt: null },
    });
  });

  it('keeps what is typed in the dialog when it could not be kept on the disk, and says so', async () => {
    const { bridge } = await open();
    bridge.answer('callbacks:add', () => Promise.reject(new Error('disk_full')));
    press('n');
    const dialog = await screen.findByRole('dialog', { name: 'Add a callback' });
    const caller = within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Who is to be called' });
    fireEvent.change(caller, { target: { value: 'Somebody' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('could not be kept');
    expect(caller.value).toBe('Somebody');
  });

  it('opens a closed one again, and says who closed it', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('button', { name: /Closed in the last 24 hours/ }));
    fireEvent.click(await screen.findByText('Assur Lys, claims'));
    await waitFor(() => expect(side().textContent).toContain('Sofie called and spoke with them'));
    fireEvent.click(within(side()).getByRole('button', { name: 'Reopen' }));
    await waitFor(() =>
      expect(asked('callbacks:edit')).toEqual([{ callbackId: 'assur-lys', set: {}, did: 'reopened' }]),
    );
  });

  it('hears the words it is about: the call opens at that place', async () => {
    const { stores } = await open();
    fireEvent.click(within(side()).getByRole('button', { name: 'Hear it, 0:41 to 1:02' }));
    expect(stores.screen.getState().screen).toBe('calls');
    expect(stores.callList.store.getState().selectedId).toBe('c2');
  });

  it('tells what waits for me on the rail, and what the number counts', async () => {
    renderWindow();
    const button = await screen.findByRole('button', { name: /Callbacks/ });
    await waitFor(() => expect(button.textContent).toContain('1'));
    expect(button.title).toBe('0 overdue and 1 due within 2 h: yours, or not taken yet');
  });

  it('has no single-letter keys where they are switched off', async () => {
    const { asked } = await open({ settings: { ...defaultSettings, letterKeys: false } });
    rows()[0]?.focus();
    press('r');
    press('1', { code: 'Digit1' });
    press('n');
    expect(asked('callbacks:edit')).toEqual([]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says why it is empty and what fills it', async () => {
    const prepare = (
      bridge: Parameters<NonNullable<NonNullable<Parameters<typeof renderWindow>[1]>['prepare']>>[0],
    ) => {
      bridge.callbacks = { ...mockCallbacks, rows: [] };
    };
    renderWindow({}, { prepare });
    await screen.findAllByRole('option');
    press('2', { code: 'Digit2', ctrlKey: true });
    expect(await screen.findByText('Nobody waits for a call')).toBeTruthy();
  });
});

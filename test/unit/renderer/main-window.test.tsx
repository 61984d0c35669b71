import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ConnectionState, Notice } from '../../../src-preload/contract.ts';
import { defaultSettings } from '../../support/fake-bridge.ts';
import { mockRingTest } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const local = (hours: number, minutes: number) => new Date(2026, 10, 19, hours, minutes).toISOString();

describe('the main window', () => {
  inAWindow();

  it.each<[string, ConnectionState]>([
    [
      'Up to date, 11:42',
      { kind: 'up_to_date', at: local(11, 42), since: local(8, 2), roundTripMs: null, clockDifferenceMs: null },
    ],
    ['Catching up, 12 left', { kind: 'catching_up', left: 12 }],
    ['Offline since 11:08 · 2 changes waiting', { kind: 'offline', since: local(11, 8), waitingChanges: 2 }],
    ['No events since 08:02', { kind: 'silent', since: local(8, 2) }],
  ])('says in the title bar: %s', async (words, connection) => {
    renderWindow({ connection });
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  });

  it('switches popups off and says so', async () => {
    const { asked } = renderWindow();
    fireEvent.click(await screen.findByRole('switch', { name: 'Popups on' }));
    expect(await screen.findByRole('switch', { name: 'Popups off' })).toBeTruthy();
    expect(asked('settings:change')).toEqual([{ popupsOn: false }]);
  });

  it('puts a setting back when it could not be saved, and says so', async () => {
    const { bridge } = renderWindow();
    bridge.answer('settings:change', () => Promise.reject(new Error('disk full')));
    fireEvent.click(await screen.findByRole('switch', { name: 'Popups on' }));
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    expect(await screen.findByText('The setting could not be saved. It is as it was.')).toBeTruthy();
    expect(screen.getByRole('switch', { name: 'Popups on' })).toBeTruthy();
  });

  it('tells what happened in strips, which can be acted on or dismissed', async () => {
    const notices: Notice[] = [
      { id: 'n1', kind: 'offline', since: local(11, 8), waitingChanges: 3 },
      { id: 'n2', kind: 'back_online', from: local(8, 12), until: local(9, 3), calls: 3, notReturned: 1 },
      { id: 'n3', kind: 'disk_full' },
      { id: 'n4', kind: 'history_rebuilt', setAsidePath: '/tmp/history-old.db' },
    ];
    const { asked } = renderWindow({ notices });
    const strips = await screen.findByRole('region', { name: 'Notices' });
    expect(strips.textContent).toContain('Offline since 11:08. Popups cannot appear until the connection is back.');
    expect(strips.textContent).toContain('Back online. 08:12 to 09:03: 3 calls, 1 not returned.');
    expect(strips.textContent).toContain('/tmp/history-old.db');
    expect(within(strips).getAllByRole('alert')).toHaveLength(1);
    fireEvent.click(within(strips).getByRole('button', { name: 'Try now' }));
    fireEvent.click(within(strips).getByRole('button', { name: 'Show' }));
    await waitFor(() => expect(asked('notice:act')).toEqual([{ noticeId: 'n1' }, { noticeId: 'n2' }]));
    expect(screen.getByRole('button', { name: 'Unreturned 1' }).getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(within(strips).getAllByRole('button', { name: 'Dismiss' })[1] ?? strips);
    await waitFor(() => expect(strips.textContent).not.toContain('disk is full'));
  });

  it('Ctrl K goes to the search, / too, and Esc empties it', async () => {
    renderWindow();
    await screen.findAllByRole('option');
    const search = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search' });
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(document.activeElement).toBe(search);
    search.blur();
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(search);
    fireEvent.change(search, { target: { value: 'brabant' } });
    fireEvent.keyDown(search, { key: 'Escape' });
    expect(search.value).toBe('');
  });

  it('F6 walks through search, rail, list and call', async () => {
    renderWindow();
    await screen.findByRole('article', { name: /Anneke/ });
    const places = [];
    for (let i = 0; i < 4; i += 1) {
      fireEvent.keyDown(document.activeElement ?? document.body, { key: 'F6' });
      places.push(document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane'));
    }
    expect(places).toEqual(['search', 'rail', 'list', 'detail']);
  });

  it('? shows all keys, unless single letters are switched off', async () => {
    const { bridge } = renderWindow();
    await screen.findAllByRole('option');
    fireEvent.keyDown(document.body, { key: '?' });
    fireEvent.click(
      within(await screen.findByRole('dialog', { name: 'All keys' })).getByRole('button', { name: 'Close' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    bridge.setState({ settings: { ...defaultSettings, letterKeys: false } });
    await waitFor(() => undefined);
    fireEvent.keyDown(document.body, { key: '?' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('speaks French when asked, at once', async () => {
    renderWindow();
    fireEvent.keyDown(document.body, { key: ',', ctrlKey: true });
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Français' }));
    expect(await screen.findByRole('heading', { name: 'Réglages' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('fr');
  });

  it('has the buttons of its frame on Windows, and none on macOS', async () => {
    const { asked, unmount } = renderWindow();
    fireEvent.click(await screen.findByRole('button', { name: 'Minimise' }));
    expect(asked('window:act')).toEqual([{ action: 'minimise' }]);
    unmount();
    renderWindow({ platform: 'darwin' });
    await screen.findAllByRole('option');
    expect(screen.queryByRole('button', { name: 'Minimise' })).toBeNull();
  });
});

describe('settings', () => {
  inAWindow();
  const open = async (...given: Parameters<typeof renderWindow>) => {
    const window = renderWindow(...given);
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    return window;
  };

  it('show where this computer is connected to', async () => {
    await open();
    expect(screen.getByText('Connected to relay.delcourt-maes.example')).toBeTruthy();
    expect(screen.getByText(/Round trip 24 ms. Clock differs by 3 ms./)).toBeTruthy();
    expect(screen.getByText('3 lines')).toBeTruthy();
  });

  it('change which calls pop up, where, and for how long', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('radio', { name: 'All lines' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Top left' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Hide after I answer' }), { target: { value: '20' } });
    await waitFor(() =>
      expect(asked('settings:change')).toEqual([
        { popupScope: 'all_lines' },
        { popupCorner: 'top_left' },
        { hideAfterAnswerSeconds: 20 },
      ]),
    );
  });

  it('take a new combination from the keyboard', async () => {
    const { asked } = await open({ popupHotkeyFree: false });
    expect(screen.getByText('Taken')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change: Hand the keyboard to the popup' }));
    fireEvent.keyDown(screen.getByRole('button', { name: /Press the new keys/ }), {
      key: 'F9',
      code: 'F9',
      ctrlKey: true,
      shiftKey: true,
    });
    expect(asked('settings:change')).toEqual([{ popupHotkey: 'Control+Shift+F9' }]);
  });

  it('show the measured time from ring to pixels and where it went', async () => {
    await open({}, { ringTest: mockRingTest });
    const card = await screen.findByRole('group', { name: 'Ring test' });
    await waitFor(() => expect(card.textContent).toContain('118ms'));
    expect(card.textContent).toContain('median of 10');
    expect(within(card).getByText('47 ms')).toBeTruthy();
    expect(within(card).getByText('Keyboard stayed where it was')).toBeTruthy();
    expect(within(card).getByRole('img', { name: '118 of at most 400 milliseconds; goal 150' })).toBeTruthy();
  });

  it('say why a test ring was not shown', async () => {
    const { bridge } = await open();
    bridge.push('ring-test:progress', {
      ...mockRingTest,
      rings: [{ index: 0, result: 'not_shown', reason: 'popups_off' }],
      medianMs: null,
      slowestMs: null,
      stagesMs: null,
      checks: [{ name: 'popup_shown', ok: false }],
    });
    expect(await screen.findByText('1 ring not shown: popups are off')).toBeTruthy();
    expect(screen.getByText('Not every popup was shown')).toBeTruthy();
  });

  it('say when the test cannot run because the office is not reached', async () => {
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Run ring test' }));
    expect(await screen.findByText(/The office is not reached/)).toBeTruthy();
  });

  it('remove this computer only after asking, and say when it did not work', async () => {
    const { bridge, asked } = await open();
    bridge.answer('enrolment:remove', () => Promise.reject(new Error('offline')));
    fireEvent.click(screen.getByRole('button', { name: 'Remove this computer…' }));
    expect(asked('enrolment:remove')).toHaveLength(0);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove and delete' }));
    expect(await screen.findByText(/Nothing was deleted/)).toBeTruthy();
  });

  it('tell that popups come as notifications where no window can stay on top', async () => {
    await open({ popupMeans: 'notification' });
    expect(screen.getByText('Popups come as system notifications')).toBeTruthy();
  });

  it('tell when the system does not allow starting by itself', async () => {
    await open({ autostart: { enabled: true, allowedBySystem: false } });
    expect(screen.getByText(/the system does not allow it/)).toBeTruthy();
    expect(screen.queryByText('Checked')).toBeNull();
  });
});

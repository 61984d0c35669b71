import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { aCall, manyCalls, mockNow } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const rows = () => screen.getAllByRole('option');
const selected = () => screen.getByRole('option', { selected: true });
const detail = () => screen.getByRole('article');

describe('the calls screen', () => {
  inAWindow();

  it('says how many calls are on this computer and shows them under their days', async () => {
    renderWindow();
    expect(await screen.findByText('11 on this computer')).toBeTruthy();
    expect(screen.getByText('Today, Thursday 19 November')).toBeTruthy();
    const [first] = rows();
    for (const words of ['Anneke Verhulst', '11:31', '2026/0318', '8 min 47', 'Answered by Jonas', 'Please call back'])
      expect(first?.textContent).toContain(words);
  });

  it('tells a screen reader how long the list is and where each row stands', async () => {
    renderWindow({}, { calls: manyCalls(5_000) });
    const [first, second] = await screen.findAllByRole('option');
    expect(first?.getAttribute('aria-setsize')).toBe('5000');
    expect(second?.getAttribute('aria-posinset')).toBe('2');
    expect(rows().length).toBeLessThan(60);
  });

  it('shows at the filter how many voicemails nobody heard, and H marks one as heard and back', async () => {
    const voicemail = aCall({
      id: 'v',
      startedAt: mockNow.toISOString(),
      outcome: 'voicemail',
      voicemail: { heard: null },
    });
    const { bridge } = renderWindow({}, { calls: [voicemail, aCall({ id: 'c', startedAt: mockNow.toISOString() })] });
    await screen.findByRole('button', { name: 'Voicemail 1' });
    expect(selected().textContent).toContain('Voicemail, not heard yet');
    await waitFor(() => expect(within(detail()).getByText('Voicemail, not heard yet')).toBeTruthy());
    fireEvent.keyDown(selected(), { key: 'h' });
    await waitFor(() => expect(selected().textContent).toContain('Voicemail, heard by you'));
    expect(screen.getByRole('button', { name: 'Voicemail' })).toBeTruthy();
    await waitFor(() => expect(within(detail()).getByText('Voicemail, heard by you')).toBeTruthy());
    fireEvent.keyDown(selected(), { key: 'h' });
    await screen.findByRole('button', { name: 'Voicemail 1' });
    // A call without a message has nothing to mark.
    fireEvent.keyDown(selected(), { key: 'j' });
    await waitFor(() => expect(selected().getAttribute('aria-posinset')).toBe('2'));
    fireEvent.keyDown(selected(), { key: 'h' });
    expect(bridge.asked.filter(({ name }) => name === 'calls:edit').map(({ ask }) => ask)).toEqual([
      { callId: 'v', voicemailHeard: true },
      { callId: 'v', voicemailHeard: false },
    ]);
  });

  it('moves with the arrows and J and K, and Enter goes to the call', async () => {
    renderWindow();
    fireEvent.keyDown(await screen.findByRole('option', { selected: true }), { key: 'ArrowDown' });
    await waitFor(() => expect(selected().getAttribute('aria-posinset')).toBe('2'));
    expect(document.activeElement).toBe(selected());
    fireEvent.keyDown(selected(), { key: 'j' });
    await waitFor(() => expect(selected().getAttribute('aria-posinset')).toBe('3'));
    fireEvent.keyDown(selected(), { key: 'k' });
    await waitFor(() => expect(within(detail()).getByRole('heading', { name: 'Étude Vandamme' })).toBeTruthy());
    fireEvent.keyDown(selected(), { key: 'Enter' });
    expect(document.activeElement).toBe(detail());
  });

  it('moves one row per key press', async () => {
    renderWindow();
    await screen.findByRole('option', { selected: true });
    for (const posinset of ['2', '3', '4']) {
      fireEvent.keyDown(selected(), { key: 'ArrowDown' });
      await waitFor(() => expect(selected().getAttribute('aria-posinset')).toBe(posinset));
    }
  });

  it('marks what was searched for, and says how long it took', async () => {
    renderWindow();
    await screen.findAllByRole('option');
    fireEvent.change(screen.getByRole('textbox', { name: 'Search' }), { target: { value: 'expert report' } });
    expect(await screen.findByText('of 11, searched in 11 ms')).toBeTruthy();
    expect(screen.getByRole('heading', { name: '4 found' })).toBeTruthy();
    expect(document.querySelectorAll('mark')).toHaveLength(4);
  });

  it('says what was searched when nothing is found, and one press shows everything again', async () => {
    renderWindow();
    await screen.findAllByRole('option');
    fireEvent.change(screen.getByRole('textbox', { name: 'Search' }), { target: { value: 'expert raport' } });
    expect(await screen.findByText('Nothing contains “expert raport”')).toBeTruthy();
    expect(screen.getByText('11 entries searched on this computer.')).toBeTruthy();
    fireEvent.click(
      within(screen.getByRole('region', { name: 'Calls' })).getByRole('button', { name: 'Clear search' }),
    );
    expect((await screen.findAllByRole('option')).length).toBeGreaterThan(5);
  });

  it('shows who waits, with how many they are', async () => {
    renderWindow();
    fireEvent.click(await screen.findByRole('button', { name: 'Unreturned 1' }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(within(selected()).getByText(/^Unreturned for/)).toBeTruthy();
  });

  it('explains an empty list and offers the ring test', async () => {
    const { asked } = renderWindow({}, { calls: [] });
    expect(await screen.findByText('No calls yet')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Run ring test' }));
    await waitFor(() => expect(asked('ring-test:run')).toEqual([{ rings: 10 }]));
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy();
  });

  it('tells what is known of a call: who was rung, what is next, what was before', async () => {
    renderWindow();
    const call = await screen.findByRole('article', { name: /^Call with Anneke Verhulst, today/ });
    for (const words of [
      'Me C. Delcourt',
      '+32 440 27 18 36',
      'Jonas Peeters (you)',
      'This call was not recorded',
      'Missed',
    ])
      expect(within(call).getByText(words)).toBeTruthy();
    expect(within(call).getByRole('heading', { name: 'Next hearing' })).toBeTruthy();
    expect(within(call).getByText('Enterprise court, Brussels')).toBeTruthy();
    expect(within(call).getByText('Answered by Jonas Peeters after 9 s')).toBeTruthy();
  });

  it('S then 1 sets the status without the mouse', async () => {
    const { asked } = renderWindow();
    await screen.findByRole('article', { name: /Anneke/ });
    fireEvent.keyDown(document.body, { key: 's' });
    const menu = await screen.findByRole('menu');
    fireEvent.keyDown(menu, { key: '1', code: 'Digit1' });
    await waitFor(() => expect(asked('calls:edit')).toEqual([{ callId: 'c1', followUp: 'ok' }]));
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  });

  it('says in the pane that a status could not be saved', async () => {
    const { bridge } = renderWindow();
    bridge.answer('calls:edit', () => Promise.reject(new Error('disk_full')));
    await screen.findByRole('article', { name: /Anneke/ });
    fireEvent.keyDown(document.body, { key: 's' });
    fireEvent.keyDown(await screen.findByRole('menu'), { key: '1', code: 'Digit1' });
    expect((await screen.findByRole('alert')).textContent).toContain('The status could not be saved');
  });

  it('N goes to the note, and letters typed there are only letters', async () => {
    renderWindow();
    await screen.findByRole('article', { name: /Anneke/ });
    fireEvent.keyDown(document.body, { key: 'n' });
    const note = screen.getByRole('textbox', { name: 'Note' });
    expect(document.activeElement).toBe(note);
    fireEvent.keyDown(note, { key: 's' });
    fireEvent.keyDown(note, { key: 'j' });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(selected().getAttribute('aria-posinset')).toBe('1');
  });

  it('says that a note written offline waits', async () => {
    renderWindow({ connection: { kind: 'offline', since: '2026-11-19T11:08:00.000Z', waitingChanges: 1 } });
    await screen.findByRole('article', { name: /Anneke/ });
    const note = screen.getByRole('textbox', { name: 'Note' });
    fireEvent.change(note, { target: { value: 'call on the landline' } });
    fireEvent.blur(note);
    expect(await screen.findByText('waiting')).toBeTruthy();
  });

  it('shows a withheld number as such, without offering calls of everybody else who withheld it', async () => {
    const anonymous = aCall({
      id: 'a',
      startedAt: '2026-11-19T11:00:00.000Z',
      title: null,
      role: null,
      matter: null,
      number: null,
      numberFormatted: null,
      anonymous: true,
    });
    renderWindow({}, { calls: [anonymous] });
    expect(await screen.findByRole('heading', { name: 'Number withheld' })).toBeTruthy();
    expect(screen.queryByText('Earlier calls and messages')).toBeNull();
  });

  it('does not call a ring lost because the clock of this computer is an hour ahead', async () => {
    const ringing = aCall({ id: 'r', outcome: 'ringing', startedAt: mockNow.toISOString() });
    const at = mockNow.toISOString();
    const clock = { roundTripMs: 1, clockDifferenceMs: 3_600_000 };
    const ahead = { kind: 'up_to_date', at, since: at, ...clock } as const;
    vi.setSystemTime(mockNow.getTime() + 3_600_000);
    renderWindow({ connection: ahead }, { calls: [ringing] });
    expect((await screen.findAllByText('Ringing now')).length).toBeGreaterThan(0);
    expect(screen.queryByText('Ringing, end not reported')).toBeNull();
  });

  it('shows the call that a notification was about', async () => {
    const { bridge } = renderWindow();
    await screen.findAllByRole('option');
    bridge.push('calls:show', { callId: 'c6' });
    expect(await screen.findByRole('heading', { name: 'Dr. Matthias Kröger' })).toBeTruthy();
    expect(within(detail()).getByText('Voicemail, 0 min 52')).toBeTruthy();
  });
});

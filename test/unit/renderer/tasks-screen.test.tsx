import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { inAWindow, renderWindow } from './render-window.tsx';

const table = () => screen.getByRole('grid', { name: 'Tasks' });
const rows = () =>
  within(table())
    .getAllByRole('row')
    .filter((row) => row.hasAttribute('aria-selected'));
const selected = () => within(table()).getByRole('row', { selected: true });
const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

async function open() {
  const window = renderWindow();
  await screen.findAllByRole('option');
  press('3', { code: 'Digit3', ctrlKey: true });
  await screen.findByRole('grid', { name: 'Tasks' });
  rows()[0]?.focus();
  return window;
}

describe('the tasks', () => {
  inAWindow();

  it('stand under their headings with the words they are taken from', async () => {
    await open();
    const headings = within(table())
      .getAllByRole('rowgroup')
      .map((group) => within(group).getAllByRole('row')[0]?.textContent);
    expect(headings).toEqual(['Overdue 1', 'Today 1', 'This week 1', 'Done 1']);
    expect(rows()[1]?.textContent).toContain('“annex four is missing in my copy”');
    expect(rows()[1]?.textContent).toContain('Call with Me Hélène Castaing');
    expect(rows()[2]?.textContent).toContain('Hand-over');
    fireEvent.click(screen.getByRole('radio', { name: 'Everyone' }));
    await waitFor(() => expect(rows()).toHaveLength(4));
  });

  it('are done with Space or X, and Ctrl Z takes it back', async () => {
    const { asked } = await open();
    press(' ');
    await waitFor(() => expect(screen.getByText('Done: Send the contract')).toBeTruthy());
    await waitFor(() => expect(document.activeElement).toBe(selected()));
    press('x');
    await waitFor(() => expect(asked('tasks:edit')).toHaveLength(2));
    expect(asked('tasks:edit')).toEqual([
      { taskId: 'contract', set: { state: 'done' } },
      { taskId: 'annex', set: { state: 'done' } },
    ]);
    press('z', { ctrlKey: true });
    await waitFor(() => expect(selected().textContent).toContain('Find annex 4'));
  });

  it('E edits the title in its row; Enter keeps it, Esc does not', async () => {
    const { asked } = await open();
    press('e');
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title of the task' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'Send the contract today' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(selected().textContent).toContain('Send the contract today'));
    press('e');
    const again = await screen.findByRole('textbox', { name: 'Title of the task' });
    fireEvent.change(again, { target: { value: 'Nothing' } });
    fireEvent.keyDown(again, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title of the task' })).toBeNull());
    expect(asked('tasks:edit')).toEqual([{ taskId: 'contract', set: { title: 'Send the contract today' } }]);
  });

  it('A gives it to somebody, D sets when it is due, Delete removes it with a way back', async () => {
    const { asked } = await open();
    press('a');
    fireEvent.click(await screen.findByRole('menuitemradio', { name: /Sofie Maes/ }));
    await waitFor(() => expect(selected().textContent).toContain('Sofie'));
    press('d');
    const dialog = await screen.findByRole('dialog', { name: 'When it is due' });
    fireEvent.change(within(dialog).getByLabelText('Day'), { target: { value: '2026-11-24' } });
    fireEvent.change(within(dialog).getByLabelText('Time'), { target: { value: '09:30' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Set' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('Delete');
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.getByText('Send the contract')).toBeTruthy());
    expect(asked('tasks:edit')).toEqual([
      { taskId: 'contract', set: { assigneePersonId: 'sofie' } },
      { taskId: 'contract', set: { due: { date: '2026-11-24', time: '09:30' } } },
      { taskId: 'contract', set: { state: 'removed' } },
    ]);
  });

  it('N adds one; a reminder needs its time', async () => {
    const { asked } = await open();
    press('n');
    const dialog = await screen.findByRole('dialog', { name: 'Add a task' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'What is to be done' }), {
      target: { value: 'Ask Paul' },
    });
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Reminder' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Say when to remind you');
    fireEvent.change(within(dialog).getByLabelText(/Remind me/), { target: { value: '2026-11-28T09:00' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(selected().textContent).toContain('Ask Paul'));
    expect(asked('tasks:add')[0]).toMatchObject({
      set: {
        kind: 'reminder',
        due: { date: '2026-11-28', time: '09:00' },
        remindAt: new Date('2026-11-28T09:00').toISOString(),
        assigneePersonId: 'jonas',
      },
    });
  });

  it('Enter opens the call that it is from; a notification shows its task', async () => {
    const { stores, bridge } = await open();
    press('ArrowDown');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('annex'));
    press('Enter');
    expect(stores.callList.store.getState().selectedId).toBe('c3');
    bridge.push('tasks:show', { taskId: 'theirs' });
    await waitFor(() => expect(selected().textContent).toContain('Order toner'));
  });

  it('hidden from others, they are not rewritten; the button is held to see them', async () => {
    const { bridge, asked } = await open();
    const hidden = { because: 'chosen', revealed: false, knowsSharing: false, knowsLock: false } as const;
    bridge.setState({ privacy: hidden });
    const hold = await screen.findByRole('button', { name: 'Hold to reveal' });
    rows()[0]?.focus();
    press('e');
    expect(screen.queryByRole('textbox', { name: 'Title of the task' })).toBeNull();
    fireEvent.keyDown(hold, { key: ' ' });
    fireEvent.keyUp(hold, { key: ' ' });
    expect(asked('privacy:reveal')).toEqual([{ held: true }, { held: false }]);
    bridge.setState({ privacy: { ...hidden, because: null } });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Hold to reveal' })).toBeNull());
    press('e');
    await screen.findByRole('textbox', { name: 'Title of the task' });
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import { describe, expect, it } from 'vitest';
import type { CallTask } from '../../../src-preload/contract/after-call.ts';
import { aCall, mockNow } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const at = (minutesAgo: number) => new Date(mockNow.getTime() - minutesAgo * 60_000).toISOString();
const practice = { ...defaultPractice, tags: ['expert report', 'advance'], dispositions: ['Advice given'] };
const detail = () => within(screen.getByRole('article'));

describe('after the call', () => {
  inAWindow();

  it('two texts of one note stand beside each other, and are put together in the order of writing', async () => {
    const call = aCall({
      id: 'call-1',
      startedAt: at(20),
      note: { text: 'Wants the address.', byName: 'Jonas', at: at(4), waiting: false },
      otherNotes: [{ text: 'Sounded worried.', byName: 'Sofie', at: at(9) }],
    });
    const { bridge } = renderWindow({}, { calls: [call] });
    const others = await screen.findByRole('region', { name: 'Other texts of this note' });
    expect(within(others).getByText('Sounded worried.')).toBeTruthy();
    fireEvent.click(within(others).getByRole('button', { name: 'Put together' }));
    await waitFor(() =>
      expect(bridge.asked).toContainEqual({
        name: 'calls:edit',
        ask: {
          callId: 'call-1',
          note: 'Sounded worried.\nWants the address.',
          noteBasis: at(4),
          dropOtherNotes: [at(9)],
        },
      }),
    );
  });

  it('a note tells what its writer had before them, also when a colleague writes meanwhile', async () => {
    const call = aCall({
      id: 'call-1',
      startedAt: at(20),
      note: { text: 'First', byName: 'Sofie', at: at(15), waiting: false },
    });
    const { bridge } = renderWindow({}, { calls: [call] });
    const field = await screen.findByRole('textbox', { name: 'Note' });
    fireEvent.change(field, { target: { value: 'First, and mine' } });
    bridge.calls = [{ ...call, note: { text: 'Theirs', byName: 'Sofie', at: at(1), waiting: false } }];
    bridge.push('calls:changed', { callIds: ['call-1'] });
    fireEvent.blur(field);
    await waitFor(() =>
      expect(bridge.asked).toContainEqual({
        name: 'calls:edit',
        ask: { callId: 'call-1', note: 'First, and mine', noteBasis: at(15) },
      }),
    );
  });

  it('tags are added from what the firm uses, and taken away', async () => {
    const call = aCall({ id: 'call-1', startedAt: at(20), tags: ['advance'] });
    const { bridge } = renderWindow({ practice }, { calls: [call] });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a tag' }));
    fireEvent.click(await screen.findByRole('button', { name: 'expert report' }));
    await waitFor(() =>
      expect(bridge.asked).toContainEqual({
        name: 'calls:edit',
        ask: { callId: 'call-1', tags: ['advance', 'expert report'] },
      }),
    );
    fireEvent.click(detail().getByRole('button', { name: 'Take the tag advance away' }));
    await waitFor(() =>
      expect(bridge.asked).toContainEqual({ name: 'calls:edit', ask: { callId: 'call-1', tags: [] } }),
    );
  });

  it('how it ended is said in the firm’s own words', async () => {
    const { bridge } = renderWindow({ practice }, { calls: [aCall({ id: 'call-1', startedAt: at(20) })] });
    fireEvent.change(await screen.findByRole('combobox', { name: 'How it ended' }), {
      target: { value: 'Advice given' },
    });
    await waitFor(() =>
      expect(bridge.asked).toContainEqual({
        name: 'calls:edit',
        ask: { callId: 'call-1', disposition: 'Advice given' },
      }),
    );
  });

  it('a task says how it is understood before it is made, and keeps the words of its date', async () => {
    const made: CallTask[] = [];
    const { bridge } = renderWindow({}, { calls: [aCall({ id: 'call-1', startedAt: at(20) })] });
    const due = { date: '2026-11-22', time: null };
    const understood = { title: 'Call back', quote: 'in 3 days', due, remindAt: null };
    bridge.answer('after-call:read', async () => ({ ...understood, kind: 'task', assignee: null }));
    bridge.answer('after-call:tasks', async () => made);
    bridge.answer('after-call:add-task', async () => {
      const assignee = { personId: 'jonas', name: 'Jonas', isMe: true };
      made.push({ ...understood, taskId: 't1', kind: 'task', assignee, source: 'person', state: 'open' });
    });
    const field = await screen.findByRole('textbox', { name: 'New task' });
    fireEvent.change(field, { target: { value: 'Call back in 3 days' } });
    expect(await screen.findByText('“in 3 days”')).toBeTruthy();
    fireEvent.submit(field);
    expect(await screen.findByRole('checkbox', { name: 'Call back: done' })).toBeTruthy();
    await waitFor(() => expect((field as HTMLInputElement).value).toBe(''));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Call back: done' }));
    await waitFor(() =>
      expect(bridge.asked).toContainEqual({ name: 'after-call:set-task', ask: { taskId: 't1', state: 'done' } }),
    );
  });

  it('what cannot be kept stays typed, and says so', async () => {
    const { bridge } = renderWindow({}, { calls: [aCall({ id: 'call-1', startedAt: at(20) })] });
    bridge.answer('after-call:add-task', () => Promise.reject(new Error('disk_full')));
    const field = await screen.findByRole('textbox', { name: 'New task' });
    fireEvent.change(field, { target: { value: 'Send the draft' } });
    fireEvent.submit(field);
    expect(await screen.findByText('This could not be saved on this computer. Try again.')).toBeTruthy();
    expect((field as HTMLInputElement).value).toBe('Send the draft');
  });
});

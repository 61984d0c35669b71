import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { defaultPractice, type Practice } from '@callbrief/relay/wire/practice';
import { describe, expect, it } from 'vitest';
import { mockState } from '../../support/mock-calls.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const practice: Practice = { ...defaultPractice, tags: ['Urgent', 'Fees'], dispositions: ['Advice given'] };

async function open(role: 'admin' | 'lawyer' = 'admin') {
  const window = renderWindow({ me: mockState.me && { ...mockState.me, role }, practice });
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  fireEvent.click(await screen.findByRole('button', { name: 'After the call' }));
  await screen.findByRole('heading', { name: 'After the call' });
  return window;
}
const saved = ({ asked }: Awaited<ReturnType<typeof open>>) => asked('practice:save') as Practice[];
const add = (field: string, text: string) => {
  const input = screen.getByRole('textbox', { name: field });
  fireEvent.change(input, { target: { value: text } });
  fireEvent.submit(input);
};
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));
const type = (field: string, text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: field }), { target: { value: text } });

describe('after the call, in the settings', () => {
  inAWindow();

  it('an administrator adds, rewrites and takes away tags and outcomes, and saves them at once', async () => {
    const window = await open();
    add('New tag', '  Conflict check ');
    type('Tag 2', 'Fees and costs');
    fireEvent.click(screen.getByRole('button', { name: 'Take away: Urgent' }));
    add('New outcome', 'Wrong number');
    expect(screen.getByRole('button', { name: /After the call\s+not saved yet/ })).toBeTruthy();
    save();
    await screen.findByText('Saved.');
    expect(saved(window)).toMatchObject([
      { revision: 0, tags: ['Fees and costs', 'Conflict check'], dispositions: ['Advice given', 'Wrong number'] },
    ]);
    expect(screen.queryByText('not saved yet')).toBeNull();
  });

  it('the same word twice, an empty one, and minutes that are none are said, and nothing is saved', async () => {
    const window = await open();
    const button = screen.getByRole('button', { name: 'Save' });
    type('New tag', 'URGENT');
    screen.getByText('This stands in the list already.');
    type('New tag', '');
    type('Tag 1', '  ');
    screen.getByText('Please write something, or take it away.');
    expect(button).toHaveProperty('disabled', true);
    type('Tag 1', 'Urgent');
    expect(button).toHaveProperty('disabled', false);
    type('We call back within', '2 hours');
    screen.getByText(/Please give whole minutes/);
    expect(screen.getByRole('textbox', { name: 'We call back within' })).toHaveProperty('value', '2 hours');
    type('We call back within', '60');
    screen.getByText('What is urgent must not take longer than the rest.');
    expect(button).toHaveProperty('disabled', true);
    type('What is urgent, within', '30');
    save();
    await screen.findByText('Saved.');
    expect(saved(window)).toMatchObject([{ callbacks: { withinMinutes: 60, urgentWithinMinutes: 30 } }]);
  });

  it('what Ringover’s window shows of a caller is seen while it is chosen', async () => {
    const window = await open();
    const example = within(screen.getByRole('figure'));
    example.getByText('Anneke Verhulst');
    example.getByText('2026/0318');
    expect(example.queryByText('Partie adverse')).toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: 'Initials' }));
    example.getByText('A. V.');
    fireEvent.click(screen.getByRole('switch', { name: 'Role in the matter' }));
    // The firm is in Belgium: Ringover's window speaks its language.
    example.getByText('Partie adverse');
    fireEvent.click(screen.getByRole('switch', { name: 'Warning: represented by counsel' }));
    example.getByText(/Représenté par un avocat/);
    fireEvent.click(screen.getByRole('switch', { name: 'Tell Ringover who is calling' }));
    example.getByText('Ringover’s window shows the number only.');
    save();
    await screen.findByText('Saved.');
    expect(saved(window)).toMatchObject([
      { callerCard: { shown: false, name: 'initials', role: true, representedWarning: true, lawyer: false } },
    ]);
  });

  it('the two pages of the one document do not write over each other', async () => {
    const window = await open();
    add('New tag', 'Conflict check');
    fireEvent.click(screen.getByRole('button', { name: 'Time and practice software' }));
    fireEvent.click(await screen.findByRole('radio', { name: '10 min' }));
    save();
    await screen.findByText('Saved.');
    // Not saved yet on the other page: neither sent nor lost.
    expect(saved(window)).toMatchObject([{ tags: ['Urgent', 'Fees'], time: { roundingMinutes: 10 } }]);
    fireEvent.click(screen.getByRole('button', { name: /After the call/ }));
    save();
    await screen.findByText('Saved.');
    expect(saved(window)[1]).toMatchObject({
      revision: 1,
      tags: ['Urgent', 'Fees', 'Conflict check'],
      time: { roundingMinutes: 10 },
    });
  });

  it('what a colleague saved meanwhile on the other page is kept, and this page is saved all the same', async () => {
    const window = await open();
    add('New tag', 'Conflict check');
    const theirs = { ...practice, revision: 4, time: { ...practice.time, roundingMinutes: 15 as const } };
    window.bridge.setState({ practice: theirs });
    save();
    await screen.findByText('Saved.');
    expect(saved(window)[1]).toMatchObject({
      revision: 4,
      tags: ['Urgent', 'Fees', 'Conflict check'],
      time: { roundingMinutes: 15 },
    });
  });

  it('what a colleague saved meanwhile on this page is shown, and not written over', async () => {
    const window = await open();
    add('New tag', 'Conflict check');
    window.bridge.setState({ practice: { ...practice, revision: 4, tags: ['Theirs'] } });
    save();
    await screen.findByText('Somebody else saved in the meantime. Their version is shown now.');
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Tag 1' })).toHaveProperty('value', 'Theirs'));
    expect(saved(window)).toHaveLength(1);
  });

  it('others see what holds and change nothing', async () => {
    await open('lawyer');
    expect(screen.getByRole('textbox', { name: 'Tag 1' })).toHaveProperty('value', 'Urgent');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('textbox', { name: 'New tag' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Take away: Urgent' })).toBeNull();
    expect(screen.getByRole('switch', { name: 'Role in the matter' })).toHaveProperty('disabled', true);
  });
});

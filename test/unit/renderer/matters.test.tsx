import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { mockForm, mockMatter, withMatters } from '../../support/mock-matters.ts';
import type { FakeBridge } from '../../support/fake-bridge.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const goToMatters = () => press('5', { code: 'Digit5', ctrlKey: true });

const lawyer = { id: 'jonas', name: 'Jonas Peeters', shortName: 'Jonas', role: 'lawyer' as const };

async function openWindow(prepare?: (bridge: FakeBridge) => void) {
  const window = renderWindow(
    { me: lawyer },
    {
      prepare(bridge) {
        withMatters(bridge);
        prepare?.(bridge);
      },
    },
  );
  await screen.findAllByRole('option');
  goToMatters();
  await screen.findByRole('option', { name: /2026\/0318/ });
  return window;
}

async function openMatter(prepare?: (bridge: FakeBridge) => void) {
  const window = await openWindow(prepare);
  fireEvent.click(screen.getByRole('option', { name: /2026\/0318/ }));
  await screen.findByRole('feed');
  await screen.findByText('Send draft summons to the bailiff');
  return window;
}

describe('the list of matters', () => {
  inAWindow();

  it('is moved through with J and K, opened with Enter and left with Esc', async () => {
    await openWindow();
    press('k');
    const first = screen.getByRole('option', { name: /2026\/0318/ });
    await waitFor(() => expect(document.activeElement).toBe(first));
    press('j');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('option', { name: /2026\/0299/ })));
    press('k');
    await waitFor(() => expect(document.activeElement).toBe(first));
    press('Enter');
    await screen.findByRole('heading', { name: 'Verhulst / Immo Delta' });
    press('Escape');
    await screen.findByRole('listbox', { name: 'Matters' });
  });

  it('is searched as somebody types, and says when nothing is found', async () => {
    await openWindow();
    press('/');
    const field = screen.getByRole('textbox', { name: 'Search matters' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'nair' } });
    await waitFor(() => expect(screen.queryByRole('option', { name: /0318/ })).toBeNull());
    fireEvent.change(field, { target: { value: 'zzz' } });
    await screen.findByText('No matter contains “zzz”');
  });

  it('says in words that a matter is restricted and that a conflict is not cleared', async () => {
    await openWindow();
    expect(screen.getByText('Only named people may know of it · Matches a party. Not cleared.')).toBeTruthy();
  });
});

describe('a matter', () => {
  inAWindow();

  it('is not opened by the reception, and the button says why', async () => {
    const { asked } = renderWindow({}, { prepare: withMatters });
    await screen.findAllByRole('option');
    goToMatters();
    await screen.findByRole('option', { name: /2026\/0318/ });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'New matter' });
    expect(button.disabled).toBe(true);
    expect(button.title).toBe('Matters are opened by a lawyer or an administrator.');
    press('n');
    expect(asked('matters:form')).toEqual([]);
  });

  it('says who, what is next in words, and that the opposing party is represented', async () => {
    await openMatter();
    expect(screen.getByText('Remarks due tomorrow')).toBeTruthy();
    expect(screen.getByText(/Hearing Thu 26 Nov, .*Court of First Instance, room 1\.07/)).toBeTruthy();
    expect(screen.getByText('Opposing party is represented')).toBeTruthy();
    expect(screen.getByText('Callbacks, 1 overdue')).toBeTruthy();
    expect(screen.getByText('3 · 0.6 h')).toBeTruthy();
    expect(screen.getByText('EU models only')).toBeTruthy();
  });

  it('tells each call in a sentence, and what a machine wrote apart from what a person stands behind', async () => {
    await openMatter();
    expect(screen.getByText('bailiff, called, nobody free')).toBeTruthy();
    expect(screen.getByText('Callback 42 min late')).toBeTruthy();
    expect(screen.getByText('Summary, Sofie')).toBeTruthy();
    expect(screen.getByText('Summary, unverified').className).toContain('border-dashed');
    expect(screen.getByText('task, done by Nadia Benali')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'SMS 12' }));
    await screen.findByText('To Anneke Verhulst');
    expect(screen.getByText('SMS, sent by Nadia')).toBeTruthy();
  });

  it('shows one kind alone, and finds words in it', async () => {
    await openMatter();
    fireEvent.click(screen.getByRole('button', { name: 'Tasks 11' }));
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
    fireEvent.click(screen.getByRole('button', { name: 'All 84' }));
    await waitFor(() => expect(screen.getAllByRole('article').length).toBeGreaterThan(3));
    press('f', { ctrlKey: true });
    fireEvent.change(await screen.findByRole('textbox', { name: 'Find in the timeline' }), {
      target: { value: 'invoices' },
    });
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
  });

  it('a represented party is called only after the dialog that asks', async () => {
    const { asked } = await openMatter();
    fireEvent.click(screen.getByRole('button', { name: 'Do not call, represented. Press to be asked first.' }));
    await waitFor(() => expect(asked('dial:look-up')).toEqual([{ text: '+3220008410' }]));
    expect(asked('dial:call')).toEqual([]);
  });

  it('that is removed while it is open says so, and what was read stays', async () => {
    const { bridge } = await openMatter();
    bridge.answer('matters:get', async () => null);
    bridge.push('calls:changed', { callIds: [] });
    await screen.findByText('This matter is not here any more');
    expect(screen.getByRole('heading', { name: 'Verhulst / Immo Delta' })).toBeTruthy();
  });

  it('is shown when the main process asks for it', async () => {
    const { bridge } = renderWindow({}, { prepare: withMatters });
    await screen.findAllByRole('option');
    bridge.push('matters:show', { matterId: mockMatter.id });
    expect(await screen.findByRole('heading', { name: 'Verhulst / Immo Delta' })).toBeTruthy();
  });
});

describe('the form of a matter', () => {
  inAWindow();
  const form = () => within(screen.getByRole('dialog'));

  it('is not opened while names are hidden; the strip over the screen shows them as long as it is held', async () => {
    const { bridge, asked } = await openMatter();
    bridge.setState({ privacy: { because: 'chosen', revealed: false, knowsSharing: false, knowsLock: false } });
    await screen.findByRole('button', { name: 'Hold to reveal' });
    press('e');
    const dialog = await screen.findByRole('dialog', { name: 'Details are hidden' });
    within(dialog).getByText('Others may see this screen.');
    expect(asked('matters:form')).toEqual([]);
  });

  it('writes only what was changed', async () => {
    const { asked } = await openMatter();
    press('e');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Counsel of Tom Wauters' }), {
      target: { value: 'Me T. Aerts' },
    });
    fireEvent.click(form().getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('matters:save')).toEqual([
      {
        matterId: '2026-0318',
        isNew: false,
        set: { parties: [{ contactId: 'wauters', role: 'opposing_party', representedBy: 'Me T. Aerts' }] },
      },
    ]);
  });

  it('says beside each field what is missing, and keeps what was typed', async () => {
    const { asked } = await openWindow();
    press('n');
    const title = await screen.findByRole('textbox', { name: 'Title' });
    fireEvent.change(title, { target: { value: 'Nair / Bank' } });
    fireEvent.click(form().getByRole('button', { name: 'Add a deadline' }));
    fireEvent.click(form().getByRole('button', { name: 'Save' }));
    await screen.findByText('A matter needs a number, as the firm writes it.');
    expect(screen.getByText('Say what is due.')).toBeTruthy();
    expect(screen.getByText('Choose a day.')).toBeTruthy();
    expect(screen.getByDisplayValue('Nair / Bank')).toBeTruthy();
    expect(asked('matters:save')).toEqual([]);
    fireEvent.change(form().getByRole('textbox', { name: 'Number' }), { target: { value: '2026/0400' } });
    fireEvent.change(form().getByRole('textbox', { name: 'What' }), { target: { value: 'Reply' } });
    fireEvent.change(form().getByLabelText('Day'), { target: { value: '2026-12-01' } });
    fireEvent.change(form().getByRole('combobox', { name: 'Find a contact' }), { target: { value: 'nair' } });
    await screen.findByRole('option', { name: /Priya Nair/ });
    fireEvent.keyDown(form().getByRole('combobox', { name: 'Find a contact' }), { key: 'Enter' });
    fireEvent.click(form().getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('matters:save')).toHaveLength(1));
    expect(asked('matters:save')[0]).toMatchObject({
      isNew: true,
      set: {
        number: '2026/0400',
        title: 'Nair / Bank',
        parties: [{ contactId: 'nair', role: 'client' }],
        deadlines: [{ title: 'Reply', allDay: true, at: new Date('2026-12-01T00:00').toISOString() }],
      },
    });
  });

  it('of a matter that somebody removes meanwhile says so, loses nothing, and can make a new one of it', async () => {
    const { bridge, asked } = await openMatter();
    press('e');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Title' }), { target: { value: 'Typed' } });
    bridge.answer('matters:form', async () => null);
    bridge.push('calls:changed', { callIds: [] });
    await screen.findByText('It was removed meanwhile');
    expect(screen.getByDisplayValue('Typed')).toBeTruthy();
    fireEvent.click(form().getByRole('button', { name: 'Save as a new one' }));
    await waitFor(() => expect(asked('matters:save')).toHaveLength(1));
    expect(asked('matters:save')[0]).toMatchObject({ isNew: true, set: { ...mockForm.fields, title: 'Typed' } });
  });

  it('of somebody who may change people and dates alone offers no more', async () => {
    await openMatter((bridge) =>
      bridge.answer('matters:form', async () => ({
        ...mockForm,
        may: { edit: 'parties_and_deadlines', remove: false },
      })),
    );
    press('e');
    await screen.findByText('You can change people and dates. Everything else is changed by a lawyer.');
    expect(form().getByRole<HTMLInputElement>('textbox', { name: 'Title' }).disabled).toBe(true);
    expect(form().queryByRole('checkbox', { name: 'Provision is not paid' })).toBeNull();
  });
});

describe('contacts', () => {
  inAWindow();
  async function openContacts() {
    const window = await openWindow();
    fireEvent.click(screen.getByRole('radio', { name: 'Contacts' }));
    await screen.findByRole('option', { name: /Anneke Verhulst/ });
    return window;
  }

  it('the card stands beside the list, and its matters open', async () => {
    await openContacts();
    press('j');
    await screen.findByRole('heading', { name: 'Anneke Verhulst' });
    fireEvent.click(screen.getByRole('button', { name: 'Open matter 2026/0318, Verhulst / Immo Delta' }));
    expect(await screen.findByRole('feed')).toBeTruthy();
  });

  it('a number that is none is told so beside it; a good one is kept as the firm dials it', async () => {
    const { asked } = await openContacts();
    press('n');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Priya Nair' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add a number' }));
    const number = screen.getByRole('textbox', { name: 'Telephone number 1' });
    fireEvent.change(number, { target: { value: '12' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('This is not a telephone number. Type it as you would dial it.');
    fireEvent.change(number, { target: { value: '0440 99 88 77' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('contacts:save')).toHaveLength(1));
    expect(asked('contacts:save')[0]).toMatchObject({
      isNew: true,
      set: { name: 'Priya Nair', numbers: [{ number: '+32440998877', kind: 'mobile', shared: false }] },
    });
  });

  it('two of them are merged after both were seen side by side: the chosen name stays', async () => {
    const { asked } = await openContacts();
    fireEvent.click(screen.getByRole('button', { name: 'Find duplicates' }));
    fireEvent.click(await within(await screen.findByRole('listitem')).findByRole('button', { name: 'Compare' }));
    fireEvent.click(await screen.findByRole('radio', { name: /^A\. Verhulst/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Merge' }));
    await screen.findByText(/Anneke Verhulst is now A\. Verhulst\. Moved: 3 calls/);
    expect(asked('contacts:merge')).toEqual([{ from: 'verhulst', into: 'verhulst-2' }]);
  });
});

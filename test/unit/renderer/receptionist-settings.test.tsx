import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src-preload/contract.ts';
import { mockReceptionistDesk } from '../../support/mock-receptionist.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const admin: Partial<AppState> = {
  me: { id: 'jonas', name: 'Jonas Peeters', shortName: 'J. Peeters', role: 'admin' },
};

async function open(given: Partial<AppState> = admin, prepare?: Parameters<typeof renderWindow>[1]) {
  const window = renderWindow(given, prepare);
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  fireEvent.click(screen.getByRole('button', { name: 'AI receptionist' }));
  await screen.findByText('No mistakes.');
  return window;
}
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const script = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Script in/ });
const write = (text: string) => fireEvent.change(script(), { target: { value: text } });
const step = (name: string) => within(screen.getByRole('article', { name: new RegExp(name) }));

describe('the AI receptionist in the settings', () => {
  inAWindow();

  it('is read by everybody, and changed by administrators only', async () => {
    await open({});
    expect(screen.getByText('Only an administrator can change this.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('switch', { name: 'Takes calls' }).disabled).toBe(true);
    expect(within(screen.getByRole('list', { name: 'Languages' })).getByText('Nederlands')).toBeTruthy();
    expect(screen.getByText('+32 2 222 33 44')).toBeTruthy();
    expect(script().readOnly).toBe(true);
    for (const name of ['Start from the shipped one', /^Move/, /^Take out/])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('says which engine hears, thinks and speaks, and why one is refused', async () => {
    await open();
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      'Hearingsherpa:nemotron-3.5-streaming-160msFrançais, Nederlands, EnglishNothingAllowed',
      'Thinkingopenai-compatible:gpt-5-miniall fourWhat was said, as text, to: United StatesRefused: nothing may leave',
      'Voiceespeak-ng:en-gb+fr+nl+de@150all fourNothingAllowed',
    ]);
    // What cannot be chosen is no choice, and the page says why.
    expect(screen.queryByRole('radio', { name: 'Language model' })).toBeNull();
    expect(screen.getByText(/policy \(Recording and AI\) does not allow the language model/)).toBeTruthy();
  });

  it('talks by a language model where one is allowed', async () => {
    const engines = mockReceptionistDesk.engines.map((engine) => ({ ...engine, refused: null }));
    const { asked } = await open(admin, {
      prepare: (bridge) => void (bridge.receptionistDesk = { ...mockReceptionistDesk, engines }),
    });
    fireEvent.click(screen.getByRole('radio', { name: 'Language model' }));
    fireEvent.change(screen.getByRole('textbox', { name: /^About your firm/ }), { target: { value: 'Open at nine.' } });
    press('Save');
    expect(await screen.findByText('Saved. It holds from the next call on.')).toBeTruthy();
    expect(asked('receptionist:save')).toEqual([
      { ...mockReceptionistDesk.settings, thinks: 'model', about: 'Open at nine.' },
    ]);
  });

  it('has languages and people in an order, which is changed by keyboard', async () => {
    const { asked } = await open();
    press('Move Nederlands up');
    // The row is the first now: the keyboard stays on it.
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Nederlands down');
    fireEvent.change(screen.getByRole('combobox', { name: 'Add a person…' }), { target: { value: 'mira' } });
    press('Move Mira Claes up');
    press('Save');
    await screen.findByText('Saved. It holds from the next call on.');
    expect(asked('receptionist:save')).toMatchObject([{ languages: ['nl', 'fr'], handOverTo: ['mira', 'jonas'] }]);
  });

  it('does not let a language in that nothing hears, and says so before it is saved', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByRole('combobox', { name: 'Add a language…' }), { target: { value: 'de' } });
    expect(screen.getByText(/Nothing that is set up and allowed hears Deutsch/)).toBeTruthy();
    press('Save');
    expect(asked('receptionist:save')).toEqual([]);
    fireEvent.click(screen.getByRole('switch', { name: 'Takes calls' }));
    expect(screen.queryByText(/hears Deutsch/)).toBeNull();
    press('Save');
    await screen.findByText('Saved. It holds from the next call on.');
  });

  it('tells when the last resort is no number', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByRole('textbox', { name: 'Last resort' }), { target: { value: 'the porter' } });
    press('Save');
    expect(screen.getAllByText(/This is not a telephone number/).length).toBeGreaterThan(0);
    expect(asked('receptionist:save')).toEqual([]);
  });

  it('marks a mistake of the script by its line and its step while it is written, and does not save it', async () => {
    const { asked } = await open();
    press('Start from the shipped one');
    expect(script().readOnly).toBe(false);
    const right = script().value;
    write(right.replace('next: urgent', 'next: nowhere'));
    const mistake = await screen.findByRole('button', { name: /There is no step "nowhere"/ });
    const line = right.split('\n').findIndex((one) => one.includes('next: urgent')) + 1;
    expect(mistake.textContent).toContain(`Line ${String(line)}`);
    expect(step('reason').getByText('has a mistake')).toBeTruthy();
    expect(step('reason').getByText(/there is no such step/)).toBeTruthy();
    fireEvent.click(mistake);
    const { selectionStart, selectionEnd, value } = script();
    expect(value.slice(selectionStart, selectionEnd)).toContain('nowhere');
    press('Save');
    expect(asked('receptionist:save')).toEqual([]);
    write(right);
    await screen.findByText('No mistakes.');
    press('Save');
    await screen.findByText('Saved. It holds from the next call on.');
    expect(asked('receptionist:save')).toMatchObject([{ scripts: { fr: right } }]);
  });

  it('goes back to the shipped script, and the own one can be had again', async () => {
    await open();
    press('Start from the shipped one');
    write(script().value.replace('How can we help you?', 'What is it about?'));
    await waitFor(() => expect(step('reason').getByText('“What is it about?”')).toBeTruthy());
    press('Go back to the shipped one');
    await waitFor(() => expect(step('reason').getByText('“How can we help you?”')).toBeTruthy());
    press('Undo');
    await waitFor(() => expect(step('reason').getByText('“What is it about?”')).toBeTruthy());
  });

  it('draws the steps in the order of the talk, and a press on an arrow goes there', async () => {
    await open();
    const flow = within(screen.getByRole('region', { name: 'How the talk goes' }));
    expect(flow.getAllByRole('heading', { level: 4 }).map((one) => one.textContent)).toEqual([
      'Step greet',
      'Step reason',
      'Step urgent',
      'Step take',
      'Step goodbye',
      'Step find',
      'Step connect',
    ]);
    expect(step('greet').getByText('Begins here')).toBeTruthy();
    expect(step('greet').getByText('cannot be interrupted')).toBeTruthy();
    expect(step('urgent').getByText('Asks: whether it is urgent')).toBeTruthy();
    expect(step('urgent').getByText('Key 1: yes · Key 2: no')).toBeTruthy();
    fireEvent.click(step('urgent').getByRole('button', { name: 'Go to the step find' }));
    expect(document.activeElement).toBe(screen.getByRole('article', { name: /find/ }));
  });

  it('answers in writing what a caller would say, by the script as it stands', async () => {
    const { asked } = await open();
    press('Begin');
    const talk = within(screen.getByRole('region', { name: 'Try it in writing' }));
    const lines = await talk.findByRole('list', { name: 'The talk so far' });
    expect(lines.textContent).toContain('You are speaking with a computer.');
    const say = (text: string) => {
      fireEvent.change(talk.getByRole('textbox', { name: 'What the caller says' }), { target: { value: text } });
      fireEvent.click(talk.getByRole('button', { name: 'Say it' }));
    };
    say('My landlord wants to evict me');
    await waitFor(() => expect(lines.textContent).toContain('Is it urgent?'));
    // Digits alone are keys.
    say('2');
    expect(await talk.findByText('The talk is over.')).toBeTruthy();
    expect(lines.textContent).toContain('gives the firm the note');
    expect(asked('receptionist:try').at(-1)).toMatchObject({
      turns: [
        { kind: 'words', text: 'My landlord wants to evict me' },
        { kind: 'keys', keys: '2' },
      ],
    });
    expect(asked('receptionist:save')).toEqual([]);
  });

  it('tells when somebody else saved first, and overwrites nobody without asking', async () => {
    const { bridge } = await open();
    fireEvent.click(screen.getByRole('switch', { name: 'Takes calls' }));
    const theirs = { ...mockReceptionistDesk.settings, revision: 3, languages: ['nl' as const] };
    bridge.receptionistDesk = { ...bridge.receptionistDesk, settings: theirs };
    press('Save');
    expect(await screen.findByText('Somebody else has changed the receptionist in the meantime.')).toBeTruthy();
    press('Load theirs');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Move Français up' })).toBeNull());
    expect(screen.getByRole('switch', { name: 'Takes calls' }).getAttribute('aria-checked')).toBe('true');
  });

  it('says that it cannot be shown without a connection', async () => {
    const window = renderWindow(admin, {
      prepare: (bridge) => bridge.answer('receptionist:get', () => Promise.resolve({ refused: 'offline' })),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    fireEvent.click(screen.getByRole('button', { name: 'AI receptionist' }));
    expect(await screen.findByText('The receptionist cannot be shown.')).toBeTruthy();
    expect(window.asked('receptionist:check')).toEqual([]);
  });
});

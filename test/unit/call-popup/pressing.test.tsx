import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import * as views from '../../support/preview-call-popup/views.ts';
import { onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;
/** A click of the mouse has a `detail` of 1, a press by keyboard 0. */
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }), { detail: 1 });

describe('pressing', () => {
  onTheMocksClock();

  it('ignores a click on a button that has just appeared, and takes it after 600 ms', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    click('Open matter');
    await popup.pass(599);
    click('Open matter');
    expect(popup.asked('popup:open-matter')).toEqual([]);
    await popup.pass(1);
    click('Open matter');
    expect(popup.asked('popup:open-matter')).toEqual([{ callId: 'call-verhulst' }]);
  });

  it('ignores a click on a button that has just moved', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    await popup.pass(1000);
    const button = screen.getByRole('button', { name: 'Open matter' });
    button.getBoundingClientRect = () => new DOMRect(40, 80, 100, 28);
    popup.show(viewOf({ ...views.knownClient, nextDeadline: null }));
    click('Open matter');
    expect(popup.asked('popup:open-matter')).toEqual([]);
  });

  it('ignores a click meant for the card before, when a strip was swapped in under the pointer', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    await popup.pass(1000);
    popup.show(viewOf(views.opposingParty));
    click('Call back later');
    expect(popup.asked('popup:call-back-later')).toEqual([]);
  });

  it('hides for me', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    await popup.pass(600);
    click('Hide this popup. The call keeps ringing');
    expect(popup.asked('popup:hide')).toEqual([{ callId: 'call-verhulst' }]);
  });

  it('shows the call of a strip', async () => {
    const popup = renderPopup(viewOf(views.knownClient, { strips: [views.courtStrip] }));
    await popup.pass(600);
    click('Show the call of Commercial Court, registry');
    expect(popup.asked('popup:show-strip')).toEqual([{ callId: 'call-court' }]);
  });

  it('notes a call back once, and shows that it did', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    await popup.pass(600);
    click('Call back later');
    await popup.pass(0);
    expect(screen.getByRole('button', { name: 'Call back later' }).getAttribute('aria-pressed')).toBe('true');
    click('Call back later');
    expect(popup.asked('popup:call-back-later')).toEqual([{ callIds: ['call-verhulst'] }]);
  });

  it('says so when a call back could not be noted, and lets one try again', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    popup.answer('popup:call-back-later', () => Promise.reject(new Error('disk full')));
    await popup.pass(600);
    click('Call back later');
    await popup.pass(0);
    expect(screen.getByText('That could not be saved. Please try again.')).toBeTruthy();
    click('Call back later');
    expect(popup.asked('popup:call-back-later')).toHaveLength(2);
  });

  it('marks every unreturned call of the back-online card to be called back, and opens the list', async () => {
    const popup = renderPopup(viewOf(views.backOnline));
    await popup.pass(600);
    click('Mark to call back');
    click('Show');
    expect(popup.asked('popup:call-back-later')).toEqual([{ callIds: ['b1'] }]);
    expect(popup.asked('popup:open')).toEqual([{ callId: null }]);
  });

  it('never takes the keyboard for a button: the press keeps the focus where it was', () => {
    renderPopup(viewOf(views.knownClient));
    expect(fireEvent.mouseDown(screen.getByRole('button', { name: 'Note' }))).toBe(false);
  });
});

describe('the keyboard, after it was handed over', () => {
  onTheMocksClock();
  const press = (key: string, code = '') => fireEvent.keyDown(document.activeElement ?? document.body, { key, code });

  it('stands on the primary action', () => {
    const popup = renderPopup(viewOf(views.opposingParty));
    popup.show(viewOf(views.opposingParty, { hasKeyboard: true }));
    expect(document.activeElement?.textContent).toBe('Note');
  });

  it('presses by letter: O, B, H, at once and without the 600 ms', () => {
    const popup = renderPopup(viewOf(views.knownClient, { hasKeyboard: true }));
    press('o');
    press('b');
    press('h');
    expect(popup.asked('popup:open-matter')).toHaveLength(1);
    expect(popup.asked('popup:call-back-later')).toHaveLength(1);
    expect(popup.asked('popup:hide')).toHaveLength(1);
  });

  it('opens the note with N; letters are then letters', () => {
    const popup = renderPopup(viewOf(views.knownClient, { hasKeyboard: true }));
    press('n');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Note' }));
    press('o');
    expect(popup.asked('popup:open-matter')).toEqual([]);
  });

  it('goes back with Esc', () => {
    const popup = renderPopup(viewOf(views.knownClient, { hasKeyboard: true }));
    press('Escape');
    expect(popup.asked('popup:field-focus')).toEqual([{ focused: false }]);
  });

  it('does nothing by letter while the keyboard belongs to another program, nor with Ctrl', () => {
    const popup = renderPopup(viewOf(views.knownClient));
    press('o');
    popup.show(viewOf(views.knownClient, { hasKeyboard: true }));
    fireEvent.keyDown(document.body, { key: 'o', ctrlKey: true });
    expect(popup.asked('popup:open-matter')).toEqual([]);
  });

  it('does nothing by letter when single-letter keys are switched off; Esc still goes back', () => {
    const view = viewOf(views.knownClient, { hasKeyboard: true });
    const popup = renderPopup({ ...view, settings: { ...view.settings, letterKeys: false } });
    for (const letter of ['o', 'b', 'h', 'n']) press(letter);
    press('Escape');
    expect(popup.asked('popup:open-matter')).toEqual([]);
    expect(popup.asked('popup:hide')).toEqual([]);
    expect(popup.asked('popup:field-focus')).toEqual([{ focused: false }]);
  });

  it('is asked for by going into a field, and given back on leaving it', () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    const field = screen.getByRole('textbox', { name: 'Note' });
    fireEvent.pointerDown(field);
    act(() => field.focus());
    act(() => field.blur());
    expect(popup.asked('popup:field-focus')).toEqual([{ focused: true }, { focused: false }]);
  });
});

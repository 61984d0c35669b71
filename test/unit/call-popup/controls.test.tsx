import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { mockColleagues } from '../../support/mock-messages.ts';
import * as views from '../../support/preview-call-popup/views.ts';
import { onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }), { detail: 1 });
const press = (key: string, code = '') => fireEvent.keyDown(document.activeElement ?? document.body, { key, code });

describe('controls on the popup', () => {
  onTheMocksClock();

  it('stand on the card of my live call, and on no other', () => {
    const popup = renderPopup(viewOf(views.liveCall));
    const bar = screen.getByRole('toolbar', { name: 'Controls of this call' });
    expect(
      within(bar)
        .getAllByRole('button')
        .map((one) => one.textContent),
    ).toEqual(['Hold', 'Mute', 'Transfer', 'Keypad', 'Hang up']);
    popup.show(viewOf(views.youAnswered));
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('ignore a click on a button that has just appeared under the pointer', async () => {
    const popup = renderPopup(viewOf(views.liveCall));
    click('Hang up');
    expect(popup.asked('popup:act')).toEqual([]);
    await popup.pass(600);
    click('Hang up');
    expect(popup.asked('popup:act')).toEqual([{ callId: 'call-verhulst', act: { action: 'hang_up' } }]);
  });

  it('by letter after the keyboard was handed over: P hold, U mute, L hang up', () => {
    const popup = renderPopup(viewOf(views.liveCall, { hasKeyboard: true }));
    press('p');
    press('u');
    press('l');
    expect(popup.asked('popup:act').map((ask) => (ask as { act: { action: string } }).act.action)).toEqual([
      'hold',
      'mute',
      'hang_up',
    ]);
  });

  it('H still hides, N still writes: no control took their letters', () => {
    const popup = renderPopup(viewOf(views.liveCall, { hasKeyboard: true }));
    press('h');
    expect(popup.asked('popup:hide')).toHaveLength(1);
    expect(popup.asked('popup:act')).toEqual([]);
  });

  it('say who waits', () => {
    renderPopup(viewOf(views.onHold));
    expect(screen.getByText('Caller on hold')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Hold' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('say why something was not done', async () => {
    const popup = renderPopup(viewOf(views.liveCall));
    popup.answer('popup:act', () => ({ result: 'refused', refusal: 'provider_refused', detail: 'Agent busy' }));
    await popup.pass(600);
    click('Hold');
    await popup.pass(0);
    expect(screen.getByText('The provider refused. “Agent busy”')).toBeTruthy();
    expect(popup.asked('popup:act')).toHaveLength(1);
  });

  it('transfer by mouse without taking the keyboard, and hold the countdown meanwhile', async () => {
    const popup = renderPopup(viewOf(views.liveCall));
    popup.answer('colleagues:list', () => mockColleagues);
    await popup.pass(600);
    click('Transfer');
    await popup.pass(0);
    await popup.pass(600);
    expect(popup.asked('popup:field-focus')).toEqual([]);
    expect(popup.asked('popup:hold')).toContainEqual({ reason: 'typed', held: true });
    fireEvent.click(screen.getByRole('option', { name: /Sofie/ }), { detail: 1 });
    await popup.pass(600);
    click('Transfer to Sofie Claes');
    await popup.pass(0);
    expect(popup.asked('popup:act')).toEqual([
      { callId: 'call-verhulst', act: { action: 'transfer', to: '+3220006151', attended: false } },
    ]);
    expect(screen.getByText('Transferred to Sofie Claes.')).toBeTruthy();
    expect(popup.asked('popup:hold')).toContainEqual({ reason: 'typed', held: false });
  });

  it('transfer by keyboard; Esc closes the list before it gives the keyboard back', async () => {
    const popup = renderPopup(viewOf(views.liveCall, { hasKeyboard: true }));
    popup.answer('colleagues:list', () => mockColleagues);
    press('g');
    await popup.pass(0);
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Transfer the call to' }));
    press('Escape');
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(popup.asked('popup:field-focus')).toEqual([]);
    press('Escape');
    expect(popup.asked('popup:field-focus')).toEqual([{ focused: false }]);
  });

  it('keep the note that is being written while the list needs its room', async () => {
    const popup = renderPopup(viewOf(views.liveCall));
    fireEvent.change(screen.getByRole('textbox', { name: 'Note' }), { target: { value: 'page twelve' } });
    await popup.pass(600);
    click('Keypad');
    expect(screen.queryByRole('textbox', { name: 'Note' })).toBeNull();
    await popup.pass(600);
    click('Keypad');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' }).value).toBe('page twelve');
  });

  it('send tones: a digit is a tone and chooses nobody', async () => {
    const popup = renderPopup(viewOf(views.liveCall, { hasKeyboard: true }));
    press('i');
    await popup.pass(0);
    press('5', 'Digit5');
    expect(popup.asked('popup:act')).toEqual([{ callId: 'call-verhulst', act: { action: 'digits', digits: '5' } }]);
  });
});

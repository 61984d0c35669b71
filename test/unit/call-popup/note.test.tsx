import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import * as views from '../../support/preview-call-popup/views.ts';
import { hidden, onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' });
const write = (value: string) => fireEvent.change(field(), { target: { value } });

describe('the note', () => {
  onTheMocksClock();

  it('saves itself a moment after the last letter, not after every one', async () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    write('expert');
    await popup.pass(300);
    write('expert report');
    await popup.pass(399);
    expect(popup.asked('popup:note')).toEqual([]);
    await popup.pass(1);
    expect(popup.asked('popup:note')).toEqual([{ callId: 'call-verhulst', text: 'expert report' }]);
  });

  it('is saved when the card goes away before that', () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    write('asks for a copy');
    popup.show(hidden);
    expect(popup.asked('popup:note')).toEqual([{ callId: 'call-verhulst', text: 'asks for a copy' }]);
  });

  it('is saved when the window is closed', () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    write('half a sen');
    fireEvent(window, new Event('pagehide'));
    expect(popup.asked('popup:note')).toHaveLength(1);
  });

  it('typed while it rang is still there after I answered, and after a colleague did', async () => {
    const popup = renderPopup(viewOf(views.knownClient, { hasKeyboard: true }));
    fireEvent.keyDown(document.body, { key: 'n' });
    write('wants the file');
    popup.show(viewOf(views.youAnswered));
    expect(field().value).toBe('wants the file');
    popup.show(viewOf(views.answeredByColleague));
    expect(field().value).toBe('wants the file');
  });

  it('is not replaced by what arrives while I write', () => {
    const popup = renderPopup(viewOf({ ...views.youAnswered, note: 'from before' }));
    expect(field().value).toBe('from before');
    popup.show(viewOf({ ...views.youAnswered, note: 'from a colleague' }));
    expect(field().value).toBe('from a colleague');
    write('mine');
    popup.show(viewOf({ ...views.youAnswered, note: 'late news' }));
    expect(field().value).toBe('mine');
  });

  it('does not wander to the next call', () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    write('about Verhulst');
    popup.show(viewOf({ ...views.youAnswered, callId: 'another', note: '' }));
    expect(field().value).toBe('');
    expect(popup.asked('popup:note')).toEqual([{ callId: 'call-verhulst', text: 'about Verhulst' }]);
  });

  it('says when it could not be saved, keeps the text, and tries again with the next letter', async () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    popup.answer('popup:note', () => Promise.reject(new Error('disk full')));
    write('important');
    await popup.pass(400);
    expect(screen.getByText(/could not be saved/)).toBeTruthy();
    expect(field().value).toBe('important');
    popup.answer('popup:note', () => undefined);
    write('important!');
    await popup.pass(400);
    expect(screen.queryByText(/could not be saved/)).toBeNull();
  });
});

describe('the countdown waits', () => {
  onTheMocksClock();
  const holds = (popup: ReturnType<typeof renderPopup>) => popup.asked('popup:hold');

  it('while the pointer is on the popup', () => {
    const popup = renderPopup(viewOf(views.answeredByColleague));
    fireEvent.pointerEnter(screen.getByRole('main'));
    expect(screen.getByText('Stays open')).toBeTruthy();
    fireEvent.pointerLeave(screen.getByRole('main'));
    expect(holds(popup)).toEqual([
      { reason: 'pointer', held: true },
      { reason: 'pointer', held: false },
    ]);
    expect(screen.getByText(/Closes in 3 s/)).toBeTruthy();
  });

  it('once something was typed, until it is taken out again', () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    write('x');
    write('');
    expect(holds(popup)).toEqual([
      { reason: 'typed', held: true },
      { reason: 'typed', held: false },
    ]);
  });

  it('while it is pinned, and a pin ends with its card', async () => {
    const popup = renderPopup(viewOf(views.answeredByColleague));
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'Keep open' }), { detail: 1 });
    expect(screen.getByRole('button', { name: 'Keep open' }).getAttribute('aria-pressed')).toBe('true');
    popup.show(hidden);
    expect(holds(popup)).toEqual([
      { reason: 'pinned', held: true },
      { reason: 'pinned', held: false },
    ]);
  });

  it('while the keyboard is in it', () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    popup.show(viewOf(views.youAnswered, { hasKeyboard: true }));
    popup.show(viewOf(views.youAnswered));
    expect(holds(popup)).toEqual([
      { reason: 'keyboard', held: true },
      { reason: 'keyboard', held: false },
    ]);
  });

  it('no longer for a pointer that was on a card that is gone', () => {
    const popup = renderPopup(viewOf(views.answeredByColleague));
    fireEvent.pointerEnter(screen.getByRole('main'));
    popup.show(hidden);
    expect(holds(popup).at(-1)).toEqual({ reason: 'pointer', held: false });
  });

  it('and counts down a second at a time', async () => {
    const popup = renderPopup(viewOf(views.youAnswered));
    await popup.pass(2000);
    expect(screen.getByText('Closes in 4 s')).toBeTruthy();
    expect(screen.getByRole('timer').textContent).toBe('0:16');
  });
});

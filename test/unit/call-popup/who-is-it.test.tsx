import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ContactSuggestion } from '../../../src-preload/contract.ts';
import * as views from '../../support/preview-call-popup/views.ts';
import { onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;
const person = (contactId: string, name: string): ContactSuggestion => ({
  contactId,
  name,
  organisation: null,
  matter: { number: '2026/0291', title: 'Brabant / Kröger' },
});
const found = [person('c1', 'Inès Brabant'), person('c2', 'Bram Brabander')];
const field = () => screen.getByRole<HTMLInputElement>('combobox');
const write = (value: string) => fireEvent.change(field(), { target: { value } });
const names = () => screen.queryAllByRole('option').map((option) => option.textContent);

describe('who is it', () => {
  onTheMocksClock();

  it('lists people of this computer with their matter, and files the call to the chosen one', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('popup:find-contact', () => found);
    write('bra');
    await popup.pass(0);
    expect(popup.asked('popup:find-contact')).toEqual([{ query: 'bra' }]);
    expect(names()).toEqual(['1Inès Brabant2026/0291 Brabant / Kröger', '2Bram Brabander2026/0291 Brabant / Kröger']);
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(popup.asked('popup:choose-contact')).toEqual([{ callId: 'call-unknown', contactId: 'c2' }]);
  });

  it('files nothing by Enter before somebody was marked', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('popup:find-contact', () => found);
    write('bra');
    await popup.pass(0);
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(popup.asked('popup:choose-contact')).toEqual([]);
    expect(popup.asked('popup:new-contact')).toEqual([]);
  });

  it('ignores a click on a row that has just appeared under the pointer', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('popup:find-contact', () => found);
    write('bra');
    await popup.pass(0);
    fireEvent.click(screen.getAllByRole('option')[0]!, { detail: 1 });
    expect(popup.asked('popup:choose-contact')).toEqual([]);
    await popup.pass(600);
    fireEvent.click(screen.getAllByRole('option')[0]!, { detail: 1 });
    expect(popup.asked('popup:choose-contact')).toEqual([{ callId: 'call-unknown', contactId: 'c1' }]);
  });

  it('drops an answer to older letters that comes late', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    const waiting: ((people: ContactSuggestion[]) => void)[] = [];
    popup.answer('popup:find-contact', () => new Promise((resolve) => void waiting.push(resolve)));
    write('b');
    await popup.pass(0);
    write('br');
    await popup.pass(0);
    waiting[1]?.([person('c2', 'Bram Brabander')]);
    await popup.pass(0);
    waiting[0]?.([person('c9', 'Somebody Else')]);
    await popup.pass(0);
    expect(names()).toEqual(['1Bram Brabander2026/0291 Brabant / Kröger']);
  });

  it('chooses by digit after the keyboard was handed over, by the place of the key', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller, { hasKeyboard: true }));
    popup.answer('popup:find-contact', () => found);
    write('bra');
    await popup.pass(0);
    fireEvent.keyDown(document.body, { key: 'é', code: 'Digit2' });
    expect(popup.asked('popup:choose-contact')).toEqual([{ callId: 'call-unknown', contactId: 'c2' }]);
  });

  it('says when nobody is found, and makes a new contact of the typed name', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('popup:find-contact', () => []);
    write('  Lina Haddad ');
    await popup.pass(600);
    expect(screen.getByText('Nobody by that name on this computer.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(0);
    expect(popup.asked('popup:new-contact')).toEqual([{ callId: 'call-unknown', name: 'Lina Haddad' }]);
    expect(field().value).toBe('');
  });

  it('goes to the field when New contact is pressed without a name', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    expect(document.activeElement).toBe(field());
    expect(popup.asked('popup:field-focus')).toEqual([{ focused: true }]);
    expect(popup.asked('popup:new-contact')).toEqual([]);
  });

  it('keeps the typed name when it could not be saved', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('popup:new-contact', () => Promise.reject(new Error('disk full')));
    write('Lina Haddad');
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(0);
    expect(field().value).toBe('Lina Haddad');
    expect(screen.getByText('That could not be saved. Please try again.')).toBeTruthy();
  });

  it('still offers a new contact when the search itself fails', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('popup:find-contact', () => Promise.reject(new Error('no such table')));
    write('bra');
    await popup.pass(0);
    expect(screen.getByText('Nobody by that name on this computer.')).toBeTruthy();
  });

  it('holds the popup while a name is being typed', () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    write('b');
    expect(popup.asked('popup:hold')).toEqual([{ reason: 'typed', held: true }]);
  });
});

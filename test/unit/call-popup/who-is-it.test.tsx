import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FoundCaller } from '../../../src-preload/contract/matching.ts';
import * as views from '../../support/preview-call-popup/views.ts';
import { onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;
const person = (contactId: string, name: string): FoundCaller => ({
  contactId,
  name,
  organisation: null,
  matter: { id: 'm1', number: '2026/0291', title: 'Brabant / Kröger' },
});
const found = [person('c1', 'Inès Brabant'), person('c2', 'Bram Brabander')];
const field = () => screen.getByRole<HTMLInputElement>('combobox');
const write = (value: string) => fireEvent.change(field(), { target: { value } });
const names = () => screen.queryAllByRole('option').map((option) => option.textContent);

describe('who is it', () => {
  onTheMocksClock();

  it('lists people of this computer with their matter, and files the call to the chosen one', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:find', () => found);
    write('bra');
    await popup.pass(0);
    expect(popup.asked('matching:find')).toEqual([{ query: 'bra' }]);
    expect(names()).toEqual(['1Inès Brabant2026/0291 Brabant / Kröger', '2Bram Brabander2026/0291 Brabant / Kröger']);
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(popup.asked('matching:file')).toEqual([{ callId: 'call-unknown', contactId: 'c2', matterId: 'm1' }]);
  });

  it('files nothing by Enter before somebody was marked', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:find', () => found);
    write('bra');
    await popup.pass(0);
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(popup.asked('matching:file')).toEqual([]);
    expect(popup.asked('matching:new-contact')).toEqual([]);
  });

  it('ignores a click on a row that has just appeared under the pointer', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:find', () => found);
    write('bra');
    await popup.pass(0);
    fireEvent.click(screen.getAllByRole('option')[0]!, { detail: 1 });
    expect(popup.asked('matching:file')).toEqual([]);
    await popup.pass(600);
    fireEvent.click(screen.getAllByRole('option')[0]!, { detail: 1 });
    expect(popup.asked('matching:file')).toEqual([{ callId: 'call-unknown', contactId: 'c1', matterId: 'm1' }]);
  });

  it('drops an answer to older letters that comes late', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    const waiting: ((people: FoundCaller[]) => void)[] = [];
    popup.answer('matching:find', () => new Promise((resolve) => void waiting.push(resolve)));
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
    popup.answer('matching:find', () => found);
    write('bra');
    await popup.pass(0);
    fireEvent.keyDown(document.body, { key: 'é', code: 'Digit2' });
    expect(popup.asked('matching:file')).toEqual([{ callId: 'call-unknown', contactId: 'c2', matterId: 'm1' }]);
  });

  it('says when nobody is found, and makes a new contact of the typed name in one form', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:find', () => []);
    write('  Lina Haddad ');
    await popup.pass(600);
    expect(screen.getByText('Nobody by that name on this computer.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(600);
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Who is it?' });
    expect(name.value).toBe('Lina Haddad');
    expect(document.activeElement).toBe(name);
    fireEvent.keyDown(name, { key: 'Enter' });
    await popup.pass(0);
    const nothingElse = { organisation: null, matterId: null, role: null };
    expect(popup.asked('matching:new-contact')).toEqual([
      { callId: 'call-unknown', name: 'Lina Haddad', ...nothingElse },
    ]);
    expect(field().value).toBe('');
  });

  it('takes organisation, matter and role with the name', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    const matter = { id: 'm1', number: '2026/0291', title: 'Brabant / Kröger' };
    popup.answer('matching:find', () => [{ contactId: null, name: '', organisation: null, matter }]);
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(600);
    const fill = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    fill('Who is it?', 'Paul Lemaire');
    fill('Organisation, if any', ' Atelier Brabant SRL ');
    fill('Matter, if any', 'brab');
    await popup.pass(0);
    fireEvent.keyDown(screen.getByLabelText('Matter, if any'), { key: 'Enter' });
    fill('Role in this matter', 'witness');
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }), { detail: 1 });
    expect(popup.asked('matching:new-contact')).toEqual([
      {
        callId: 'call-unknown',
        name: 'Paul Lemaire',
        organisation: 'Atelier Brabant SRL',
        matterId: 'm1',
        role: 'witness',
      },
    ]);
  });

  it('does not save while a matter is typed that nobody has here: it would be lost', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:find', () => []);
    write('Lina Haddad');
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(600);
    fireEvent.change(screen.getByLabelText('Matter, if any'), { target: { value: '2026/9999' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }), { detail: 1 });
    expect(screen.getByText(/No open matter by that name/)).toBeTruthy();
    expect(popup.asked('matching:new-contact')).toEqual([]);
  });

  it('asks for the name when New contact is pressed without one', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }), { detail: 1 });
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Who is it?' }));
    expect(popup.asked('popup:field-focus')).toEqual([{ focused: true }]);
    expect(popup.asked('matching:new-contact')).toEqual([]);
  });

  it('keeps the typed name when it could not be saved', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:new-contact', () => Promise.reject(new Error('disk full')));
    write('Lina Haddad');
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'New contact' }), { detail: 1 });
    await popup.pass(600);
    fireEvent.click(screen.getByRole('button', { name: 'Save contact' }), { detail: 1 });
    await popup.pass(0);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Who is it?' }).value).toBe('Lina Haddad');
    expect(screen.getByText('That could not be saved. Please try again.')).toBeTruthy();
  });

  it('still offers a new contact when the search itself fails', async () => {
    const popup = renderPopup(viewOf(views.unknownCaller));
    popup.answer('matching:find', () => Promise.reject(new Error('no such table')));
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

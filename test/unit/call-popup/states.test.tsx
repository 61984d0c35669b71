import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import * as views from '../../support/preview-call-popup/views.ts';
import { hidden, onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;
const text = () => screen.getByRole('main').textContent;
const buttons = () => screen.getAllByRole('button').map((button) => button.textContent);

describe('the popup shows', () => {
  onTheMocksClock();

  it('a known client: who, role, language, matter, where the lawyer is, what is next, what was last said', () => {
    renderPopup(viewOf(views.knownClient));
    expect(screen.getByRole('heading').textContent).toBe('Anneke Verhulst');
    for (const part of [
      'Incoming',
      'Litigation line',
      '0:06',
      'Client',
      'NL',
      '+32 440 27 18 36 · mobile',
      '2026/0318',
      'Verhulst / Immo Delta',
      'Me C. Delcourt',
      'in court until 12:00',
      'Hearing Thu 26 Nov, 09:00 · in 7 days',
      'Mon, Sofie: asked when the expert report is due',
    ]) {
      expect(text()).toContain(part);
    }
    expect(buttons().filter(Boolean)).toEqual(['Open matter', 'Note', 'Call back later']);
  });

  it('a represented opposing party: the warning stands before the name, and the note comes first', () => {
    renderPopup(viewOf(views.opposingParty));
    const warning = screen.getByText(/Represented by Me T\. Aerts\. Do not discuss the matter/);
    expect(warning.compareDocumentPosition(screen.getByRole('heading'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(text()).toContain('Immo Delta NV · +32 2 000 84 10');
    expect(buttons().filter(Boolean)).toEqual(['Note', 'Open matter', 'Call back later']);
  });

  it('the warning also when the name of the counsel is not known', () => {
    renderPopup(viewOf({ ...views.opposingParty, represented: { by: '' } }));
    expect(text()).toContain('Opposing party, represented. Do not discuss the matter.');
  });

  it('an unknown number: country, kind, first call, and the question who it is', () => {
    renderPopup(viewOf(views.unknownCaller));
    expect(screen.getByRole('heading').textContent).toBe('+33 6 39 98 41 07');
    expect(text()).toContain('France, mobile · first call from this number');
    expect(screen.getByRole('combobox').getAttribute('placeholder')).toBe('Who is it? Name, company or matter…');
    expect(buttons().filter(Boolean)).toEqual(['New contact', 'Note', 'Call back later']);
  });

  it('a withheld number as such, never as an empty line', () => {
    renderPopup(viewOf({ ...views.unknownCaller, caller: { ...views.unknownCaller.caller, numberFormatted: null } }));
    expect(screen.getByRole('heading').textContent).toBe('Number withheld');
    expect(screen.getByRole('group').getAttribute('aria-label')).toBe('Incoming call, number withheld');
  });

  it('"Open call" where there is no matter to open', () => {
    renderPopup(viewOf({ ...views.knownClient, matter: null }));
    expect(buttons()).toContain('Open call');
    expect(buttons()).not.toContain('Open matter');
  });

  it('a colleague answered: who, after how long, and that nothing was missed; no note of a ring any more', () => {
    renderPopup(viewOf(views.answeredByColleague));
    expect(text()).toContain('Answered by Jonas Peeters');
    expect(text()).toContain('Answered after 9 s. Not counted as missed for you.');
    expect(text()).toContain('Closes in 3 s. Stays while the pointer is on it.');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('you answered: the note field, the matter, the seconds left', () => {
    renderPopup(viewOf(views.youAnswered));
    expect(text()).toContain('You, on the phone');
    expect(text()).toContain('Closes in 6 s');
    expect(screen.getByRole('textbox', { name: 'Note' })).toBeTruthy();
  });

  it('you answered somebody unknown: they can still be named', () => {
    renderPopup(viewOf({ ...views.youAnswered, caller: views.unknownCaller.caller, matter: null }));
    expect(screen.getByRole('combobox', { name: 'Who is it?' })).toBeTruthy();
  });

  it('back online: one line a call, the unreturned one first, and how many more are in the list', () => {
    const { backOnline } = views;
    if (backOnline.kind !== 'back_online') throw new Error('wrong card');
    renderPopup(viewOf({ ...backOnline, total: 5, calls: backOnline.calls.toReversed() }));
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Étude Vandamme, 08:40 · not returned',
      '+49 30 23125 014, 08:55 · left a voicemail',
      'Inès Brabant, 08:21 · answered by Sofie',
    ]);
    expect(text()).toContain('and 2 more in the list');
    expect(text()).toContain('08:12 to 09:03');
  });

  it('a second call as a strip above the card, and the rest as a number', () => {
    renderPopup(viewOf(views.knownClient, { strips: [views.courtStrip], moreCalls: 2 }));
    const strip = screen.getByRole('group', { name: 'Second call, Commercial Court, registry' });
    expect(strip.textContent).toContain('Court · 2026/0275 Castel / Nordhaven');
    expect(within(strip).getByRole('button', { name: 'Show the call of Commercial Court, registry' })).toBeTruthy();
    expect(text()).toContain('2 more calls');
    expect(screen.getByRole('heading').textContent).toBe('Anneke Verhulst');
  });

  it('a ring test as a test', () => {
    renderPopup(viewOf({ ...views.knownClient, isTest: true }));
    expect(text()).toContain('Ring test');
    expect(screen.getByRole('group').getAttribute('aria-label')).toMatch(/^Ring test, Incoming call/);
  });

  it('a call that ended while something was typed: as ended, with the clock standing still', async () => {
    const ended = { ...views.knownClient, endedAt: new Date(views.mockNow - 1200).toISOString() };
    const popup = renderPopup(viewOf(ended));
    await popup.pass(5000);
    expect(text()).toContain('Not answered');
    expect(text()).not.toContain('Incoming');
    expect(screen.getByRole('timer').textContent).toBe('0:05');
    expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('a call of whose end nobody told: neither as ringing nor as missed, and when it leaves', () => {
    const endedAt = new Date(views.mockNow).toISOString();
    const closesAt = new Date(views.mockNow + 10_000).toISOString();
    renderPopup(viewOf({ ...views.knownClient, endedAt, endNotReported: true, closesAt, closesAfterSeconds: 10 }));
    expect(text()).toContain('Ringing, end not reported');
    expect(text()).toContain('Closes in 10 s');
    for (const untrue of ['Incoming', 'Not answered']) expect(text()).not.toContain(untrue);
  });

  it('nothing at all for a view without a card', () => {
    renderPopup(hidden);
    expect(screen.queryByRole('main')).toBeNull();
  });

  it('French words and French dates', () => {
    renderPopup(viewOf(views.knownClient), 'fr');
    expect(text()).toContain('Audience jeu. 26 nov., 09:00 · dans 7 jours');
    expect(buttons().filter(Boolean)).toEqual(['Ouvrir le dossier', 'Note', 'Rappeler plus tard']);
  });
});

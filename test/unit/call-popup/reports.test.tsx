import { screen } from '@testing-library/react';
import { createInstance } from 'i18next';
import { describe, expect, it, vi } from 'vitest';
import type { PopupView } from '../../../src-preload/contract.ts';
import { applySettings } from '../../../src-renderer/call-popup/apply-settings.ts';
import { createViewStore } from '../../../src-renderer/call-popup/view-store.ts';
import * as views from '../../support/preview-call-popup/views.ts';
import { hidden, onTheMocksClock, renderPopup } from './render-popup.tsx';

const { viewOf } = views;

describe('what is read out', () => {
  onTheMocksClock();
  const said = () => document.querySelector('output.sr-only')?.textContent;

  it('names the window after the call', () => {
    const lawyer = { ...views.matter, lawyer: 'Maître Delcourt' };
    renderPopup(viewOf({ ...views.knownClient, matter: lawyer }));
    expect(screen.getByRole('group').getAttribute('aria-label')).toBe(
      'Incoming call, Anneke Verhulst, client, matter 2026/0318, for Maître Delcourt',
    );
  });

  it('warns of a represented party in the name', () => {
    renderPopup(viewOf(views.opposingParty));
    expect(screen.getByRole('group').getAttribute('aria-label')).toBe(
      'Incoming call, Tom Wauters for Immo Delta NV, opposing party. Represented: do not discuss the matter',
    );
  });

  it('is said once on ring and once on answer, and not again while seconds pass and facts arrive', async () => {
    const popup = renderPopup(viewOf(views.knownClient));
    const region = document.querySelector('output.sr-only');
    const first = region?.firstElementChild;
    expect(said()).toMatch(/^Incoming call, Anneke Verhulst, client/);
    await popup.pass(3000);
    popup.show(viewOf({ ...views.knownClient, nextDeadline: null }));
    expect(region?.firstElementChild).toBe(first);
    popup.show(viewOf(views.answeredByColleague));
    expect(said()).toBe('Answered by Jonas Peeters');
  });

  it('is said again when the same person rings a second time', () => {
    const popup = renderPopup(viewOf(views.knownClient));
    const first = document.querySelector('output.sr-only')?.firstElementChild;
    popup.show(hidden);
    popup.show(viewOf({ ...views.knownClient, callId: 'again' }));
    expect(document.querySelector('output.sr-only')?.firstElementChild).not.toBe(first);
  });

  it('tells of a second call that comes as a strip', () => {
    const popup = renderPopup(viewOf(views.knownClient));
    popup.show(viewOf(views.knownClient, { strips: [views.courtStrip] }));
    expect(said()).toBe('Second call, Commercial Court, registry');
  });

  it('never reads the clock by itself', () => {
    renderPopup(viewOf(views.knownClient));
    const timer = screen.getByRole('timer', { name: 'ringing for 0:06' });
    expect(timer.getAttribute('aria-live')).toBe('off');
    expect(timer.closest('output')).toBeNull();
  });
});

describe('what the window is told', () => {
  onTheMocksClock();

  it('reports a view as painted after the frame that shows it, with its id and the time', async () => {
    const popup = renderPopup(viewOf(views.knownClient, { viewId: 41 }));
    expect(popup.asked('popup:painted')).toEqual([]);
    await popup.pass(16);
    expect(popup.asked('popup:painted')).toEqual([]);
    await popup.pass(20);
    const expected = performance.timeOrigin + performance.now();
    expect(popup.asked('popup:painted')).toEqual([{ viewId: 41, paintedAtMs: expect.closeTo(expected, -2) }]);
    popup.show(viewOf(views.youAnswered));
    await popup.pass(40);
    expect(popup.asked('popup:painted')).toHaveLength(2);
  });

  it('reports no paint of a view without a card', async () => {
    const popup = renderPopup(hidden);
    await popup.pass(100);
    expect(popup.asked('popup:painted')).toEqual([]);
  });

  it('tells its height before the first frame, again when it changes, and again after it was hidden', () => {
    let height = 239.2;
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(() => new DOMRect(0, 0, 380, height));
    const popup = renderPopup(viewOf(views.knownClient));
    popup.show(viewOf(views.knownClient));
    expect(popup.asked('popup:fit')).toEqual([{ height: 240 }]);
    height = 152;
    popup.show(viewOf(views.answeredByColleague));
    popup.show(hidden);
    popup.show(viewOf(views.answeredByColleague));
    expect(popup.asked('popup:fit')).toEqual([{ height: 240 }, { height: 152 }, { height: 152 }]);
    vi.restoreAllMocks();
  });
});

describe('a view that arrives', () => {
  it('sets language and look before it is drawn, and an older one that comes late is passed over', () => {
    let push: (view: PopupView) => void = () => undefined;
    const order: string[] = [];
    const store = createViewStore(
      {
        on: (_name, listener) => {
          push = listener as (view: PopupView) => void;
          return () => undefined;
        },
      },
      () => order.push('settings'),
    );
    store.subscribe(() => order.push('view'));
    push(viewOf(views.knownClient, { viewId: 5 }));
    push(viewOf(views.youAnswered, { viewId: 4 }));
    expect(order).toEqual(['settings', 'view']);
    expect(store.getState().view?.viewId).toBe(5);
  });

  it('puts theme, motion, language and text size on the document, and takes them off again', () => {
    const words = createInstance();
    void words.init({ lng: 'en', resources: {}, initAsync: false });
    const html = document.documentElement;
    const to = { document, words, systemLanguages: ['de-AT'] };
    applySettings(
      {
        language: null,
        appearance: 'dark',
        motion: 'reduced',
        textSizePercent: 130,
        popupCorner: 'top_left',
        letterKeys: true,
      },
      to,
    );
    expect([html.lang, html.dataset['theme'], html.dataset['motion']]).toEqual(['de', 'dark', 'reduced']);
    expect(html.style.getPropertyValue('zoom')).toBe('1.3');
    applySettings(
      {
        language: 'nl',
        appearance: 'system',
        motion: 'system',
        textSizePercent: 100,
        popupCorner: 'top_left',
        letterKeys: true,
      },
      to,
    );
    expect([html.lang, html.dataset['theme'], html.dataset['motion']]).toEqual(['nl', undefined, undefined]);
  });
});

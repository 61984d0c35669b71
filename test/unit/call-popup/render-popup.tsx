import { act, cleanup, render } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Bridge, PopupView, RequestName, Requests } from '../../../src-preload/contract.ts';
import { CallPopup } from '../../../src-renderer/call-popup/call-popup.tsx';
import { createControlDesk } from '../../../src-renderer/call-control/create-control-desk.ts';
import { createPopupActions } from '../../../src-renderer/call-popup/popup-actions.ts';
import { createWords } from '../../../src-renderer/words/index.ts';
import { mockNow, viewOf } from '../../support/preview-call-popup/views.ts';

export interface RenderedPopup {
  /** Pushes the next view, with the next id. */
  show(view: PopupView): void;
  /** What was asked of the main process, in order; without the reports of size and paint. */
  asked(name?: RequestName): unknown[];
  /** Answers or refuses requests of this name from now on. */
  answer<N extends RequestName>(
    name: N,
    answer: (ask: Requests[N]['ask']) => Promise<Requests[N]['answer']> | Requests[N]['answer'],
  ): void;
  /** Lets this many milliseconds pass, for every clock there is. */
  pass(ms: number): Promise<void>;
}

/** The popup on the mock's clock with a recording bridge; jsdom measures nothing, so places never change by themselves. */
export function renderPopup(first: PopupView, language: 'en' | 'fr' | 'nl' | 'de' = 'en'): RenderedPopup {
  const requests: { name: string; ask: unknown }[] = [];
  const answers = new Map<string, (ask: never) => unknown>([['popup:act', () => ({ result: 'done' })]]);
  const request = (name: string, ask: unknown) => {
    requests.push({ name, ask });
    return Promise.resolve().then(() => answers.get(name)?.(ask as never));
  };
  const bridge = { request, on: () => () => undefined } as unknown as Bridge;
  const actions = createPopupActions(bridge);
  const desk = createControlDesk(bridge, (callId, act) => bridge.request('popup:act', { callId, act }));
  const words = createWords(language);
  const now = () => Date.now();
  const draw = (view: PopupView) => (
    <I18nextProvider i18n={words}>
      <CallPopup view={view} actions={actions} desk={desk} now={now} systemLanguages={['en-GB']} />
    </I18nextProvider>
  );
  let { viewId } = first;
  const { rerender } = render(draw(first));
  return {
    show(view) {
      viewId += 1;
      rerender(draw({ ...view, viewId }));
    },
    asked: (name) =>
      requests
        .filter((r) => (name === undefined ? r.name !== 'popup:fit' && r.name !== 'popup:painted' : r.name === name))
        .map((r) => (name === undefined ? [r.name, r.ask] : r.ask)),
    answer: (name, answer) => void answers.set(name, answer),
    pass: (ms) =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(ms);
      }),
  };
}

/** Stops every clock at the mock's moment, for the tests of one file. */
export function onTheMocksClock() {
  beforeEach(() => {
    vi.useFakeTimers({ now: mockNow });
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        disconnect() {}
      },
    );
    Element.prototype.scrollIntoView = () => undefined;
    // jsdom has no layout and no CSS namespace.
    vi.stubGlobal('CSS', { escape: (text: string) => text });
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

export const hidden = viewOf(null);

import { cleanup, render } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, vi } from 'vitest';
import type { AppState, CallDetail, RingTestRun } from '../../../src-preload/contract.ts';
import { App } from '../../../src-renderer/main-window/app.tsx';
import { applySettings } from '../../../src-renderer/main-window/apply-settings.ts';
import { createStores, StoresContext } from '../../../src-renderer/stores/stores.ts';
import { createWords } from '../../../src-renderer/words/index.ts';
import { createFakeBridge, type FakeBridge } from '../../support/fake-bridge.ts';
import { createPretendPlayer } from '../../support/pretend-player.ts';
import { mockCalls, mockNow, mockState } from '../../support/mock-calls.ts';

/** jsdom lays nothing out: give elements the size of a window, so that the virtual list has rows to show. */
export function inAWindow(): void {
  // Roles and names of a whole window take jsdom a while, more so on a busy machine.
  vi.setConfig({ testTimeout: 20_000 });
  const undos: (() => void)[] = [];
  beforeEach(() => {
    vi.setSystemTime(mockNow);
    const heightOf = (element: Element) => (element.getAttribute('role') === 'option' ? 72 : 720);
    const sizes = [
      vi.spyOn(Element.prototype, 'clientHeight', 'get').mockImplementation(function (this: Element) {
        return heightOf(this);
      }),
      vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (this: HTMLElement) {
        return heightOf(this);
      }),
      vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(348),
      vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(348),
      vi.spyOn(HTMLElement.prototype, 'offsetParent', 'get').mockReturnValue(document.body),
    ];
    Element.prototype.scrollIntoView = () => undefined;
    Element.prototype.scrollTo = () => undefined;
    undos.push(...sizes.map((size) => () => size.mockRestore()));
  });
  afterEach(() => {
    cleanup();
    for (const undo of undos.splice(0)) undo();
    vi.useRealTimers();
  });
}

/** The whole main window on a pretend main process. */
export function renderWindow(
  given: Partial<AppState> = {},
  {
    calls = mockCalls,
    ringTest = null,
    prepare,
  }: { calls?: CallDetail[]; ringTest?: RingTestRun | null; prepare?: (bridge: FakeBridge) => void } = {},
) {
  const bridge = createFakeBridge({ ...mockState, ...given }, calls, ringTest);
  prepare?.(bridge);
  let nextId = 0;
  const sound = createPretendPlayer();
  const stores = createStores(bridge, () => `new${String((nextId += 1))}`, sound);
  const words = createWords('en');
  stores.app.store.subscribe(({ app }) => app && applySettings(app.settings, document.documentElement, words, ['en']));
  const stop = stores.start();
  const view = render(
    <I18nextProvider i18n={words}>
      <StoresContext value={stores}>
        <App />
      </StoresContext>
    </I18nextProvider>,
  );
  const asked = (name: string) => bridge.asked.filter((one) => one.name === name).map(({ ask }) => ask);
  return { bridge, stores, sound, stop, asked, ...view };
}

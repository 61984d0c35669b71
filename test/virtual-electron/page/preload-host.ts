import type { FromFrame, ToFrame } from '../wire.ts';

/**
 * First script in every window: runs the window's preload with a virtual `require('electron')` before any script of
 * the page. Messages go through a private port to the desktop page and from there over the socket. Runs in the
 * browser, without imports; wrapped, so that nothing but `__virtualPreload` is left, and that only until it is used.
 */
{
  type Listener = (event: unknown, ...args: unknown[]) => void;
  const channel = new MessageChannel();
  const port = channel.port1;
  parent.postMessage('virtual-window', location.origin, [channel.port2]);

  const say = (electron: FromFrame) => port.postMessage({ electron });
  const asks = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Set<Listener>>();
  let lastAsk = 0;
  let isFocusable = true;
  /** What had the focus in this window when another one got it; real windows remember that by themselves. */
  let lastFocused: HTMLElement | null = null;

  port.addEventListener('message', ({ data }) => {
    if ('electron' in data) return fromMain(data.electron as ToFrame);
    if (data.host === 'focusable') isFocusable = Boolean(data.focusable);
    if (data.host === 'focus') {
      if (!document.hasFocus()) window.focus();
      if (document.activeElement === document.body) lastFocused?.focus();
    }
  });
  port.start();

  function fromMain(message: ToFrame) {
    switch (message.kind) {
      case 'message':
        for (const listener of Array.from(listeners.get(message.channel) ?? [])) listener({}, ...message.args);
        return;
      case 'answer':
        asks.get(message.ask)?.resolve(message.value);
        asks.delete(message.ask);
        return;
      case 'failure':
        asks.get(message.ask)?.reject(new Error(`Error invoking remote method: ${message.message}`));
        asks.delete(message.ask);
        return;
    }
  }

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]) {
      const ask = ++lastAsk;
      // As the real one: a function or a DOM node in a message throws here.
      say({ kind: 'invoke', ask, channel, args: structuredClone(args) });
      return new Promise((resolve, reject) => asks.set(ask, { resolve, reject }));
    },
    send: (channel: string, ...args: unknown[]) => say({ kind: 'send', channel, args: structuredClone(args) }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    once(channel: string, listener: Listener) {
      const first: Listener = (event, ...args) => {
        ipcRenderer.off(channel, first);
        listener(event, ...args);
      };
      return ipcRenderer.on(channel, first);
    },
    sendSync() {
      throw new Error('The virtual Electron has no synchronous messages');
    },
  };

  /** What crosses the bridge is a frozen copy; functions become functions that copy what goes in and comes out. */
  function bridged(value: unknown): unknown {
    if (typeof value === 'function') {
      const call = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => bridged(call(...args.map(bridged)));
    }
    if (value instanceof Promise) return value.then(bridged);
    if (Array.isArray(value)) return value.map(bridged);
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bridged(part)])));
    }
    return typeof value === 'object' ? structuredClone(value) : value;
  }
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      Object.defineProperty(window, name, { value: bridged(api), enumerable: true });
    },
  };

  const electron = { contextBridge, ipcRenderer };
  const run = (preload: (...scope: unknown[]) => void) => {
    Reflect.deleteProperty(window, '__virtualPreload');
    const module = { exports: {} };
    const require = (name: string) => {
      // A sandboxed preload has electron and little else.
      if (name === 'electron' || name === 'electron/renderer') return electron;
      throw new Error(`module not found: ${name}`);
    };
    const process = {
      platform: 'linux',
      sandboxed: true,
      contextIsolated: true,
      versions: {},
      env: {},
      type: 'renderer',
    };
    preload(require, module, module.exports, process);
  };
  // A scheme of the app's own is served under this window's address: the browser around it does not know it.
  const ownScheme = /^recording:\/\//;
  const served = (url: string) => {
    const windowAddress = /^\/window\/\d+\//.exec(location.pathname)?.[0] ?? '/';
    return ownScheme.test(url) ? url.replace(ownScheme, `${windowAddress}recording/`) : url;
  };
  const asked = new WeakMap<HTMLMediaElement, string>();
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src');
  Object.defineProperty(HTMLMediaElement.prototype, 'src', {
    configurable: true,
    enumerable: true,
    get(this: HTMLMediaElement) {
      return asked.get(this) ?? (source?.get?.call(this) as string);
    },
    set(this: HTMLMediaElement, url: string) {
      if (ownScheme.test(url)) asked.set(this, url);
      else asked.delete(this);
      source?.set?.call(this, served(url));
    },
  });
  const setAttribute = Object.getOwnPropertyDescriptor(Element.prototype, 'setAttribute')?.value as
    ((name: string, value: string) => void) | undefined;
  Element.prototype.setAttribute = function (name: string, value: string) {
    if (this instanceof HTMLMediaElement && name.toLowerCase() === 'src') this.src = value;
    else setAttribute?.call(this, name, value);
  };
  const fetchOver = window.fetch.bind(window);
  window.fetch = (input, init) => fetchOver(typeof input === 'string' ? served(input) : input, init);

  Object.defineProperty(window, '__virtualPreload', { value: run, configurable: true });

  addEventListener('load', () => port.postMessage({ host: 'loaded' }));

  addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLElement) lastFocused = event.target;
  });
  addEventListener('focusout', () =>
    setTimeout(() => {
      if (document.hasFocus() && document.activeElement === document.body) lastFocused = null;
    }),
  );

  // A window that cannot have the keyboard does not get it by a click. What was clicked gets it if the app allows later.
  addEventListener(
    'mousedown',
    (event) => {
      if (isFocusable) return;
      event.preventDefault();
      const target = event.target instanceof Element ? event.target : null;
      lastFocused = target?.closest<HTMLElement>('input, textarea, select, [contenteditable], [tabindex]') ?? null;
    },
    { capture: true },
  );

  addEventListener('pointermove', (event) => port.postMessage({ host: 'pointer', x: event.clientX, y: event.clientY }));
  addEventListener('pointerdown', (event) => {
    if (!isDragRegion(event.target)) return;
    const from = { x: event.clientX, y: event.clientY };
    const move = (to: PointerEvent) =>
      port.postMessage({ host: 'drag', dx: to.clientX - from.x, dy: to.clientY - from.y });
    document.documentElement.setPointerCapture(event.pointerId);
    addEventListener('pointermove', move);
    addEventListener('pointerup', () => removeEventListener('pointermove', move), { once: true });
  });
  function isDragRegion(target: EventTarget | null): boolean {
    for (let at = target instanceof Element ? target : null; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const region = style.getPropertyValue('app-region') || style.getPropertyValue('-webkit-app-region');
      if (region === 'drag' || region === 'no-drag') return region === 'drag';
    }
    return false;
  }

  addEventListener(
    'keydown',
    (event) => {
      const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
      const desk = parent as unknown as { virtualDesktopKey(keys: object): boolean };
      if (!desk.virtualDesktopKey({ key, ctrlKey, shiftKey, altKey, metaKey })) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );

  // The two doors out of a window. Both ask the app first, as the real events do.
  navigation.addEventListener('navigate', (event) => {
    if (event.hashChange || event.downloadRequest !== null || event.navigationType === 'reload' || !event.cancelable)
      return;
    if (event.destination.sameDocument) return;
    event.preventDefault();
    say({ kind: 'will_navigate', to: event.destination.url });
  });
  window.open = (url) => {
    say({ kind: 'open', to: String(url) });
    return null;
  };
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[target]') : null;
    if (!link) return;
    event.preventDefault();
    say({ kind: 'open', to: link.href });
  });
}

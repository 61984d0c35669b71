import { EventEmitter } from 'node:events';
import type { HandlerDetails, WebContents, WindowOpenHandlerResponse } from 'electron';
import type { Desktop, DesktopWindow } from '../desktop.ts';
import type { FromPage } from '../wire.ts';

type Members = Pick<
  WebContents,
  'id' | 'send' | 'getURL' | 'isDestroyed' | 'reload' | 'openDevTools' | 'focus' | 'setZoomFactor'
>;
export type VirtualWebContents = Members &
  EventEmitter & {
    readonly session: unknown;
    readonly mainFrame: VirtualFrame;
    setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void;
    load(url: string): Promise<void>;
    fromPage(event: Extract<FromPage, { windowId: number }>): void;
  };
export interface VirtualFrame {
  url: string;
  origin: string;
  parent: null;
}

export interface WebContentsParts {
  session: unknown;
  addressOf(windowId: number, url: string): string;
  ownUrlOf(address: string): string | null;
  created(contents: VirtualWebContents): void;
  allWindowsClosed(): void;
  invoked(contents: VirtualWebContents, frame: VirtualFrame, channel: string, args: unknown[]): Promise<unknown>;
  sent(contents: VirtualWebContents, frame: VirtualFrame, channel: string, args: unknown[]): void;
}

/** The page inside a window: loading, messages both ways, and the two doors out of it (navigation, new windows). */
export function createWebContents(
  desktop: Desktop,
  window: DesktopWindow,
  parts: WebContentsParts,
): VirtualWebContents {
  const { state } = window;
  const emitter = new EventEmitter();
  const frame: VirtualFrame = { url: '', origin: '', parent: null };
  let openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | null = null;

  const setUrl = (url: string) => {
    frame.url = url;
    const { protocol, host } = new URL(url);
    frame.origin = `${protocol}//${host}`;
  };

  const contents: VirtualWebContents = Object.assign(emitter, {
    id: state.id + 10_000,
    session: parts.session,
    mainFrame: frame,
    getURL: () => frame.url,
    isDestroyed: () => !desktop.windows.has(state.id),
    focus: () => desktop.moveFocus(state.id),
    openDevTools: () => undefined,
    setZoomFactor: () => undefined,
    send(channel: string, ...args: unknown[]) {
      // As the real one: what cannot be cloned throws here and not at the other end.
      const message = { kind: 'message' as const, channel, args: structuredClone(args) };
      desktop.send({ kind: 'to_frame', windowId: state.id, message });
    },
    reload() {
      state.loads += 1;
      desktop.changed();
    },
    setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse) {
      openHandler = handler;
    },
    load(url: string) {
      setUrl(url);
      state.src = parts.addressOf(state.id, url);
      state.loads += 1;
      desktop.changed();
      return new Promise<void>((resolve) => emitter.once('did-finish-load', () => resolve()));
    },
    fromPage(event: Extract<FromPage, { windowId: number }>) {
      if (event.kind === 'frame_loaded') {
        setUrl(parts.ownUrlOf(event.url) ?? event.url);
        emitter.emit('did-finish-load', {});
      } else if (event.kind === 'from_frame') {
        fromFrame(event);
      }
    },
  });

  function fromFrame({ message, url }: Extract<FromPage, { kind: 'from_frame' }>) {
    setUrl(parts.ownUrlOf(url) ?? url);
    switch (message.kind) {
      case 'invoke':
        parts.invoked(contents, frame, message.channel, message.args).then(
          (value: unknown) => answer({ kind: 'answer', ask: message.ask, value }),
          (error: unknown) => answer({ kind: 'failure', ask: message.ask, message: String(error) }),
        );
        return;
      case 'send':
        parts.sent(contents, frame, message.channel, message.args);
        return;
      case 'will_navigate': {
        let allowed = true;
        emitter.emit('will-navigate', { url: message.to, preventDefault: () => (allowed = false) }, message.to);
        if (allowed) void contents.load(message.to);
        return;
      }
      case 'open':
        openHandler?.({
          url: message.to,
          frameName: '',
          features: '',
          disposition: 'foreground-tab',
          referrer: { url: frame.url, policy: 'no-referrer' },
        });
        return;
    }
  }
  function answer(
    message: { kind: 'answer'; ask: number; value: unknown } | { kind: 'failure'; ask: number; message: string },
  ) {
    desktop.send({ kind: 'to_frame', windowId: state.id, message });
  }
  parts.created(contents);
  return contents;
}

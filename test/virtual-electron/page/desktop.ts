import type { DesktopState, FromFrame, FromPage, MenuItemState, ToFrame, ToPage, WindowState } from '../wire.ts';

/** Draws the virtual desktop: a frame per window, and carries their messages. Runs in the browser, without imports. */

const el = (id: string) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}`);
  return found;
};
const socket = new WebSocket(`ws://${location.host}/socket`);
const tell = (event: FromPage) => {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(event));
};
const darkQuery = matchMedia('(prefers-color-scheme: dark)');
const display = () => ({ width: innerWidth, height: innerHeight });

interface Frame {
  id: number;
  element: HTMLIFrameElement;
  loads: number;
  port: MessagePort | null;
  /** Said before the frame's script listened. */
  waiting: ToFrame[];
  focusable: boolean;
}
const frames = new Map<number, Frame>();
let state: DesktopState | null = null;
let focusMoves = 0;
let toldFocus: number | null = null;

socket.addEventListener('open', () => tell({ kind: 'hello', display: display(), dark: darkQuery.matches }));
socket.addEventListener('close', () => gone('Callbrief has stopped. Start it again in the terminal.'));
socket.addEventListener('message', ({ data }) => {
  const message = JSON.parse(String(data)) as ToPage;
  switch (message.kind) {
    case 'state':
      return draw(message.state);
    case 'to_frame':
      return toFrame(message.windowId, message.message);
    case 'clipboard':
      return void navigator.clipboard?.writeText(message.text).catch(() => undefined); // the page may lack the focus
    case 'replaced':
      return gone('This desktop is open in another tab.', false);
  }
});
addEventListener('resize', () => tell({ kind: 'display', display: display() }));
darkQuery.addEventListener('change', () => tell({ kind: 'dark', dark: darkQuery.matches }));
addEventListener('pointermove', (event) => tellPointer(event.clientX, event.clientY));

// ── Windows ──────────────────────────────────────────────────────────────────────────────────────────────────────

function draw(next: DesktopState) {
  state = next;
  document.title = next.appName;
  document.documentElement.style.colorScheme = next.theme === 'system' ? 'light dark' : next.theme;
  const known = new Set(next.windows.map((window) => window.id));
  for (const [id, frame] of frames) {
    if (known.has(id)) continue;
    frame.element.remove();
    frames.delete(id);
  }
  for (const window of next.windows) drawWindow(window);
  moveFocus(next);
  drawTasks(next);
  drawOffers(next);
  drawTrays(next);
  drawNotifications(next);
  drawDialogs(next);
}

function drawWindow(window: WindowState) {
  if (window.src === null) return;
  let frame = frames.get(window.id);
  // A load by the app is a new frame: within the old one it would look like a page that navigates.
  if (frame && frame.loads !== window.loads) {
    frame.element.remove();
    frame = undefined;
  }
  if (!frame) {
    const element = document.createElement('iframe');
    element.name = `window-${window.id}`;
    // No allow-popups and no allow-top-navigation: what a real window must refuse cannot happen here either.
    element.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
    frame = { id: window.id, element, loads: window.loads, port: null, waiting: [], focusable: window.focusable };
    frames.set(window.id, frame);
    element.src = window.src;
    el('windows').append(element);
  }
  const { element } = frame;
  const { x, y, width, height } = window.bounds;
  element.title = window.title;
  element.dataset['windowTitle'] = window.title;
  Object.assign(element.style, {
    left: `${x}px`,
    top: `${y}px`,
    width: `${width}px`,
    height: `${height}px`,
    opacity: String(window.opacity),
    zIndex: String(window.z + (window.alwaysOnTop ? 1_000_000 : 0)),
    colorScheme: state?.theme === 'system' ? 'light dark' : state?.theme,
  });
  const isHidden = !window.visible || window.minimised;
  element.toggleAttribute('data-hidden', isHidden);
  element.inert = isHidden;
  element.toggleAttribute('data-shadow', window.hasShadow && !window.transparent);
  if (frame.focusable !== window.focusable) {
    frame.focusable = window.focusable;
    frame.port?.postMessage({ host: 'focusable', focusable: window.focusable });
  }
}

/** The frame's first script reports here with a port of its own. */
addEventListener('message', (event) => {
  const frame = [...frames.values()].find((f) => f.element.contentWindow === event.source);
  const port = event.ports[0];
  if (event.origin !== location.origin || !frame || !port) return;
  frame.port = port;
  port.addEventListener('message', ({ data }) => fromFrame(frame, data as FrameSays));
  port.start();
  port.postMessage({ host: 'focusable', focusable: frame.focusable });
  if (state?.focusedWindowId === frame.id) port.postMessage({ host: 'focus' });
  for (const message of frame.waiting.splice(0)) port.postMessage({ electron: message });
});

type FrameSays =
  | { electron: FromFrame }
  | { host: 'loaded' }
  | { host: 'pointer'; x: number; y: number }
  | { host: 'drag'; dx: number; dy: number };

function fromFrame(frame: Frame, says: FrameSays) {
  const url = frame.element.contentWindow?.location.href ?? '';
  const { left, top } = frame.element.getBoundingClientRect();
  if ('electron' in says) tell({ kind: 'from_frame', windowId: frame.id, url, message: says.electron });
  else if (says.host === 'loaded') tell({ kind: 'frame_loaded', windowId: frame.id, url });
  else if (says.host === 'pointer') tellPointer(left + says.x, top + says.y);
  else tell({ kind: 'moved', windowId: frame.id, x: Math.round(left + says.dx), y: Math.round(top + says.dy) });
}

function toFrame(windowId: number, message: ToFrame) {
  const frame = frames.get(windowId);
  if (!frame) return;
  frame.port?.postMessage({ electron: message });
  if (!frame.port) frame.waiting.push(message);
}

// ── Focus ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A click moves the focus between frames before the outer document's `activeElement` says so. */
const hasFocus = (frame: Frame) => frame.element.contentDocument?.hasFocus() ?? false;

/** Only when the app moved it. A window that is merely shown changes nothing here, and that is the point. */
function moveFocus(next: DesktopState) {
  if (next.focusMoves === focusMoves) return;
  focusMoves = next.focusMoves;
  toldFocus = next.focusedWindowId;
  const frame = next.focusedWindowId === null ? undefined : frames.get(next.focusedWindowId);
  if (frame) {
    if (!hasFocus(frame)) frame.element.focus();
    frame.port?.postMessage({ host: 'focus' });
  } else if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}

/** Clicking into a frame moves the browser's focus without an event of its own, so it is read where it shows. */
function readFocus() {
  const active = [...frames.values()].find(hasFocus);
  const id = active?.id ?? null;
  if (id === toldFocus || !document.hasFocus()) return;
  toldFocus = id;
  tell({ kind: 'focused', windowId: id });
}
addEventListener('blur', () => setTimeout(readFocus));
addEventListener('focus', () => setTimeout(readFocus));
document.addEventListener('focusin', readFocus);
setInterval(readFocus, 100);

let lastPointer = 0;
function tellPointer(x: number, y: number) {
  if (performance.now() - lastPointer < 50) return;
  lastPointer = performance.now();
  tell({ kind: 'pointer', x, y });
}

// ── Taskbar, tray, notifications, dialogs, shortcuts ─────────────────────────────────────────────────────────────

function button(label: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.textContent = label;
  // The desktop's own buttons leave the keyboard where it is, as a taskbar does.
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', onClick);
  return made;
}

function drawTasks(next: DesktopState) {
  const open = next.windows.filter((window) => window.inTaskbar && (window.visible || window.minimised));
  el('tasks').replaceChildren(
    ...open.map(({ id, title }) => button(title, () => tell({ kind: 'taskbar', windowId: id }))),
  );
}

function drawOffers({ offers }: DesktopState) {
  const row = el('offers');
  // Drawn once: nothing of it changes, and whoever is about to press one keeps it.
  if (row.childElementCount === offers.length) return;
  row.replaceChildren(
    ...offers.map(({ label, about }, index) => {
      const made = button(label, () => tell({ kind: 'offer', index }));
      made.title = about;
      return made;
    }),
  );
}

function drawTrays(next: DesktopState) {
  const made = next.trays.map((tray) => {
    const icon = button('', () => tell({ kind: 'tray', id: tray.id, action: 'click' }));
    icon.title = tray.tooltip;
    icon.setAttribute('aria-label', tray.tooltip);
    const image = document.createElement('img');
    image.alt = '';
    image.src = tray.image;
    if (tray.image) icon.append(image);
    else icon.textContent = '●';
    icon.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      openMenu(tray.menu);
    });
    return icon;
  });
  el('trays').replaceChildren(...made);
}

function openMenu(items: MenuItemState[]) {
  const menu = el('menu');
  const flat = items.flatMap((item) => (item.kind === 'submenu' ? item.submenu : [item]));
  menu.replaceChildren(
    ...flat.map((item) => {
      if (item.kind === 'separator') return document.createElement('hr');
      const entry = button(`${item.checked ? '✓ ' : ''}${item.label}`, () => {
        menu.hidden = true;
        tell({ kind: 'menu', commandId: item.commandId });
      });
      entry.disabled = !item.enabled;
      return entry;
    }),
  );
  menu.hidden = false;
}
addEventListener('click', () => (el('menu').hidden = true));

function drawNotifications(next: DesktopState) {
  const cards = next.notifications.map((notification) => {
    const act = (action: 'click' | 'close' | number) => tell({ kind: 'notification', id: notification.id, action });
    const card = document.createElement('article');
    const title = document.createElement('h2');
    title.textContent = notification.title;
    const body = document.createElement('p');
    body.textContent = notification.body;
    const actions = notification.actions.map((text, index) => button(text, () => act(index)));
    const open = button('Open', () => act('click'));
    card.append(
      title,
      body,
      ...(actions.length > 0 ? actions : [open]),
      button('Close', () => act('close')),
    );
    return card;
  });
  el('notifications').replaceChildren(...cards);
}

function drawDialogs(next: DesktopState) {
  const cards = next.dialogs.map((dialog) => {
    const card = document.createElement('article');
    card.setAttribute('role', 'alertdialog');
    const title = document.createElement('h2');
    title.textContent = dialog.message;
    const detail = document.createElement('p');
    detail.textContent = dialog.detail;
    const answer = (response: number) => () => tell({ kind: 'dialog', id: dialog.id, response });
    card.append(title, detail, ...dialog.buttons.map((text, index) => button(text, answer(index))));
    return card;
  });
  el('dialogs').replaceChildren(...cards);
}

function gone(sentence: string, comesBack = true) {
  if (!el('gone').hidden) return;
  el('gone').textContent = sentence;
  el('gone').hidden = false;
  el('windows').replaceChildren();
  if (!comesBack) return;
  // Started again at the same address (npm run dev): this tab goes on.
  const back = setInterval(() => {
    fetch('/').then(
      (answer) => {
        clearInterval(back);
        if (answer.ok) location.reload();
      },
      () => undefined, // not yet
    );
  }, 1_000);
}

const keyNames: Record<string, string> = { control: 'Ctrl', shift: 'Shift', alt: 'Alt', meta: 'Super' };
function pressed(event: {
  key: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}): boolean {
  const held = [event.ctrlKey && 'control', event.altKey && 'alt', event.shiftKey && 'shift', event.metaKey && 'meta'];
  const name = [
    ...held.flatMap((key) => (key ? [keyNames[key] ?? ''] : [])),
    event.key.length === 1 ? event.key.toUpperCase() : event.key,
  ];
  const wanted = state?.shortcuts.find((accelerator) => sameKeys(accelerator, name));
  if (wanted) tell({ kind: 'shortcut', accelerator: wanted });
  return wanted !== undefined;
}
function sameKeys(accelerator: string, names: string[]): boolean {
  const wanted = accelerator.replace(/CommandOrControl|CmdOrCtrl|Control/i, 'Ctrl').split('+');
  return wanted.length === names.length && wanted.every((key) => names.includes(key));
}
addEventListener('keydown', (event) => {
  if (pressed(event)) event.preventDefault();
});
/** Frames hand over every key first: a global shortcut works wherever the keyboard is. */
Object.assign(globalThis, { virtualDesktopKey: pressed });

setInterval(() => (el('clock').textContent = new Date().toTimeString().slice(0, 5)), 1_000);

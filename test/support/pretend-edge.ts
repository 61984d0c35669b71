import type { PopupView, PushName, Pushes } from '../../src-preload/contract.ts';
import type { SaveProposal } from '../../src-main/recordings/export-call.ts';
import type { DesktopEdge } from '../../src-main/desktop-edge.ts';

/** A system that shows nothing and remembers what it was asked for, in order. */
export interface PretendEdge extends DesktopEdge {
  views: PopupView[];
  /** To the main window. */
  pushed: { name: PushName; push: unknown }[];
  toPopup: { name: PushName; push: unknown }[];
  notified: { id: string; from?: string | null }[];
  /** The system tells of the screen. */
  screen(now: { shared?: boolean; locked?: boolean }): void;
  telLinksSet: boolean[];
  opened: () => number;
  /** What was proposed to save as; `savesTo` says where to, at first nowhere. */
  saveProposals: SaveProposal[];
  savesTo(path: string | null): void;
  openedPages: string[];
  /** What the person opens; at first nothing. */
  chooses(path: string | null): void;
}

export function createPretendEdge(): PretendEdge {
  const views: PopupView[] = [];
  const pushed: PretendEdge['pushed'] = [];
  const toPopup: PretendEdge['toPopup'] = [];
  const notified: PretendEdge['notified'] = [];
  const screen = { shared: false, locked: false };
  const watchers = new Set<() => void>();
  const telLinksSet: boolean[] = [];
  const saveProposals: SaveProposal[] = [];
  const openedPages: string[] = [];
  let saveTo: string | null = null;
  let fileToChoose: string | null = null;
  let opened = 0;
  const into =
    (list: PretendEdge['pushed']) =>
    <N extends PushName>(name: N, push: Pushes[N]) =>
      void list.push({ name, push });
  return {
    views,
    pushed,
    toPopup,
    notified,
    telLinksSet,
    opened: () => opened,
    saveProposals,
    openedPages,
    savesTo: (path) => void (saveTo = path),
    askWhereToSave(proposal) {
      saveProposals.push(proposal);
      return Promise.resolve(saveTo);
    },
    chooseFile: () => Promise.resolve(fileToChoose),
    chooses: (path) => void (fileToChoose = path),
    mainWindow: { open: () => void (opened += 1), hasKeyboard: () => false, push: into(pushed), act: () => {} },
    popup: {
      means: 'window',
      show: (view) => views.push(view),
      fit: () => {},
      fieldFocus: () => {},
      push: into(toPopup),
      reset: () => {},
      facts: () => ({ shown: true, hasKeyboard: false, onRightDisplay: true }),
    },
    hotkeys: { use: () => {}, isFree: () => true },
    screen(now) {
      Object.assign(screen, now);
      for (const watcher of watchers) watcher();
    },
    screenWatch: {
      knowsSharing: true,
      knowsLock: true,
      isShared: () => screen.shared,
      isLocked: () => screen.locked,
      onChange(listener) {
        watchers.add(listener);
        return () => watchers.delete(listener);
      },
    },
    telLinks: { set: (on) => telLinksSet.push(on) },
    notifyMessage: (message) => notified.push(message),
    autostart: { state: () => ({ enabled: false, allowedBySystem: true }), set: () => {} },
    setAppearance: () => {},
    showState: () => {},
    copyText: () => Promise.resolve(),
    showFile: () => {},
    openPage: (url) => void openedPages.push(url),
    playSound: () => {},
  };
}

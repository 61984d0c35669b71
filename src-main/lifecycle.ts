import { findDeepLink } from './enrolment/enrolment-link.ts';
import type { Log } from './logging/log.ts';

/** The part of Electron's `app` that a life has; typed here so that this file, and its tests, need no Electron. */
export interface AppPort {
  requestSingleInstanceLock(): boolean;
  setAsDefaultProtocolClient(scheme: string, path?: string, args?: string[]): boolean;
  whenReady(): Promise<void>;
  quit(): void;
  exit(code?: number): void;
  on(event: 'second-instance', listener: (event: unknown, argv: string[]) => void): unknown;
  on(event: 'open-url', listener: (event: Stoppable, url: string) => void): unknown;
  on(event: 'before-quit', listener: (event: Stoppable) => void): unknown;
  on(event: 'activate' | 'window-all-closed', listener: () => void): unknown;
}
interface Stoppable {
  preventDefault(): void;
}

export interface RunningApp {
  openLink(link: string): void;
  openMain(): void;
  /** Everything is written and closed when it resolves; windows go after. */
  close(): Promise<void>;
}

export interface LifecycleOptions {
  app: AppPort;
  argv: readonly string[];
  /** Not packaged: the system must start Electron with our folder, not Electron alone. */
  ownStart: { path: string; args: string[] } | null;
  start(): Promise<RunningApp>;
  log: Log;
  onSignal(listener: () => void): void;
}

/**
 * One process per person, links to the running one, and a quit that closes the database before the windows. A link that
 * comes before the app stands is kept until it does.
 */
export function runLifecycle(options: LifecycleOptions): void {
  const { app, argv, ownStart, log } = options;
  if (!app.requestSingleInstanceLock()) {
    // The first process hears of our arguments and comes to the front.
    app.exit(0);
    return;
  }
  let running: RunningApp | null = null;
  let waitingLink = findDeepLink(argv);
  let closing: Promise<void> | null = null;
  let closed = false;

  const openLink = (link: string) => {
    if (running) running.openLink(link);
    else waitingLink = link;
  };

  app.on('second-instance', (_event, others) => {
    const link = findDeepLink(others);
    if (link !== null) openLink(link);
    else running?.openMain();
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    openLink(url);
  });
  app.on('activate', () => running?.openMain());
  // Stays in the tray: without this listener Electron would quit.
  app.on('window-all-closed', () => {});
  app.on('before-quit', (event) => {
    if (closed || !running) return;
    event.preventDefault();
    log.info('app_stopping');
    closing ??= running
      .close()
      .catch((error: unknown) => log.error('app_failed', { error }))
      .then(() => {
        closed = true;
        app.quit();
      });
  });
  options.onSignal(() => app.quit());
  if (ownStart) app.setAsDefaultProtocolClient('callbrief', ownStart.path, ownStart.args);
  else app.setAsDefaultProtocolClient('callbrief');

  app
    .whenReady()
    .then(() => options.start())
    .then((started) => {
      running = started;
      if (waitingLink !== null) started.openLink(waitingLink);
      waitingLink = null;
    })
    .catch((error: unknown) => {
      log.error('app_failed', { error });
      app.exit(1);
    });
}

import type { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { Desktop } from './desktop.ts';
import type { DesktopState, NotificationState } from './wire.ts';

/** What a test may do to the virtual computer, over the channel between parent and child process. */
export const control = z.object({
  id: z.number(),
  ask: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('look') }),
    z.object({ kind: z.literal('power'), event: z.enum(['suspend', 'resume', 'lock-screen', 'unlock-screen']) }),
    z.object({ kind: z.literal('do_not_disturb'), on: z.boolean() }),
    z.object({ kind: z.literal('open_url'), url: z.string() }),
    /** Somebody selects text in another program. */
    z.object({ kind: z.literal('select_text'), text: z.string() }),
    /** Where the person will save the next file; null: they will change their mind. */
    z.object({ kind: z.literal('save_as'), path: z.string().nullable() }),
    /** The file that the person will open next; null: they will change their mind. */
    z.object({ kind: z.literal('open_file'), path: z.string().nullable() }),
    z.object({ kind: z.literal('reload') }),
    z.object({ kind: z.literal('quit') }),
  ]),
});
export type Control = z.infer<typeof control>;
export type ControlAsk = Control['ask'];

export interface DesktopLook {
  state: DesktopState;
  notificationsShown: NotificationState[];
  openedOutside: string[];
  clipboardText: string;
  /** Names that were proposed to save files under. */
  saveProposals: string[];
  /** URL schemes that the system opens with the app. */
  linkSchemes: string[];
  pageIsConnected: boolean;
}
export type FromApp =
  | { kind: 'desktop'; url: string }
  /** An offer was taken. */
  | { kind: 'offer'; index: number }
  | { kind: 'answer'; id: number; look: DesktopLook };

/** Answers the parent process, if there is one that talks; when it goes away, the app quits: no orphans. */
export function answerControl(
  desktop: Desktop,
  url: string,
  parts: { app: EventEmitter & { quit(): void }; powerMonitor: EventEmitter; reloadWindows(): void },
): void {
  if (!process.send) {
    console.log(`Open ${url}`);
    return;
  }
  const say = (message: FromApp) => process.send?.(message);
  say({ kind: 'desktop', url });
  desktop.on('offer', (index) => say({ kind: 'offer', index }));
  process.on('disconnect', () => parts.app.quit());
  process.on('message', (message) => {
    const { id, ask } = control.parse(message);
    act(ask);
    const { notificationsShown, openedOutside, clipboardText, saveProposals } = desktop;
    const linkSchemes = [...desktop.linkSchemes];
    const pageIsConnected = desktop.pageIsConnected();
    const look = { notificationsShown, openedOutside, clipboardText, saveProposals, linkSchemes, pageIsConnected };
    say({ kind: 'answer', id, look: { ...look, state: desktop.state() } });
  });

  function act(ask: ControlAsk): void {
    switch (ask.kind) {
      case 'look':
        return;
      case 'power':
        parts.powerMonitor.emit(ask.event);
        return;
      case 'do_not_disturb':
        desktop.doNotDisturb = ask.on;
        return;
      case 'open_url':
        // As on Windows and Linux: the system starts the app again with the link, and the first one hears of it.
        parts.app.emit('second-instance', {}, ['app', ask.url], process.cwd(), null);
        return;
      case 'select_text':
        desktop.selectionText = ask.text;
        return;
      case 'save_as':
        desktop.saveAnswers.push(ask.path);
        return;
      case 'open_file':
        desktop.openAnswers.push(ask.path);
        return;
      case 'reload':
        parts.reloadWindows();
        return;
      case 'quit':
        parts.app.quit();
        return;
    }
  }
}

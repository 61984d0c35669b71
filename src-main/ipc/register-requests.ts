import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { RequestName } from '../../src-preload/contract.ts';
import type { WindowName } from '../../src-preload/window-topics.ts';
import type { Log } from '../logging/log.ts';
import { answerRequest, type RequestHandlers } from './answer-request.ts';
import { requestSchemas } from './request-schemas.ts';

export interface RequestParts {
  handlers: RequestHandlers;
  /** Which of our windows has these contents, and which document it must show. */
  windowOf: (contentsId: number) => { name: WindowName; url: string } | null;
  log: Log;
}

/** The only place that listens to windows. @returns its own undo. */
export function registerRequests({ handlers, windowOf, log }: RequestParts): () => void {
  const names = Object.keys(requestSchemas) as RequestName[];
  for (const name of names) {
    ipcMain.handle(name, (event, ask: unknown) => {
      const sender = { window: senderWindow(event, windowOf), url: event.senderFrame?.url ?? '' };
      return answerRequest(name, ask, sender, { handlers, log });
    });
  }
  return () => {
    for (const name of names) ipcMain.removeHandler(name);
  };
}

/** The top frame of one of our windows, still showing its own document. A frame inside it, or a page it went to, is nobody. */
function senderWindow(event: IpcMainInvokeEvent, windowOf: RequestParts['windowOf']): WindowName | null {
  const frame = event.senderFrame;
  const window = windowOf(event.sender.id);
  if (!frame || !window || frame.parent !== null) return null;
  return withoutHash(frame.url) === window.url ? window.name : null;
}
const withoutHash = (url: string) => url.split('#', 1)[0];

import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { VirtualFrame, VirtualWebContents } from './web-contents.ts';

export type VirtualIpcMain = Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'> & EventEmitter;
type Handler = Parameters<IpcMain['handle']>[1];

export interface IpcParts {
  ipcMain: VirtualIpcMain;
  invoked(contents: VirtualWebContents, frame: VirtualFrame, channel: string, args: unknown[]): Promise<unknown>;
  sent(contents: VirtualWebContents, frame: VirtualFrame, channel: string, args: unknown[]): void;
}

export function createIpcMain(): IpcParts {
  const handlers = new Map<string, Handler>();
  const emitter = new EventEmitter();
  const ipcMain: VirtualIpcMain = Object.assign(emitter, {
    handle(channel: string, handler: Handler) {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
    handleOnce(channel: string, handler: Handler) {
      ipcMain.handle(channel, (event, ...args: unknown[]) => {
        handlers.delete(channel);
        return handler(event, ...args) as unknown;
      });
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
  });
  return {
    ipcMain,
    async invoked(contents, frame, channel, args) {
      const handler = handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return (await handler(eventOf(contents, frame) as IpcMainInvokeEvent, ...args)) as unknown;
    },
    sent(contents, frame, channel, args) {
      emitter.emit(channel, eventOf(contents, frame), ...args);
    },
  };
}

/** The frame is a copy: an event tells who sent it then, not where that window has gone since. */
function eventOf(contents: VirtualWebContents, frame: VirtualFrame): unknown {
  return {
    type: 'frame',
    sender: contents,
    senderFrame: { ...frame },
    frameId: contents.id,
    processId: process.pid,
    reply: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
  };
}

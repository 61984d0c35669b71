import type { Socket } from 'node:net';

/**
 * One connected client. Plain data without closures: there may be thousands, and an idle one should cost little more
 * than its socket.
 */
export interface StreamReader {
  readonly socket: Socket;
  readonly deviceId: string;
  /** Whose device it is: a restricted matter's events are only for its people. */
  readonly personId: string;
  /** Newest log id that was written to the socket. */
  cursor: number;
  /** Replay is done. Before, the reader takes the log page by page itself, and nothing is pushed to it. */
  live: boolean;
  /** Epoch ms: then the stream is ended cleanly and the client comes back. */
  endsAt: number;
  /** Epoch ms of the last sign that a replaying reader takes what it is given. */
  progressAt: number;
}

/**
 * Writes, or drops a reader that does not take what it was given: its socket is cut, and it comes back with its
 * cursor. Waiting for it would let one sleeping laptop fill the relay's memory.
 * @param maxWaitingBytes Infinity where the caller waits for `drained` itself
 */
export function writeTo(
  reader: StreamReader,
  frame: Buffer | string,
  maxWaitingBytes: number,
): 'written' | 'dropped' | 'gone' {
  const { socket } = reader;
  if (socket.destroyed || socket.writableEnded) return 'gone';
  socket.write(frame);
  if (socket.writableLength <= maxWaitingBytes) return 'written';
  socket.destroy();
  return 'dropped';
}

/** A clean end; a client that does not close its side within two seconds is cut. */
export function endReader(reader: StreamReader): void {
  const { socket } = reader;
  if (socket.destroyed || socket.writableEnded) return;
  socket.end();
  socket.setTimeout(2_000, () => socket.destroy());
}

/** @returns when the socket took everything, or closed. */
export async function drained(reader: StreamReader): Promise<void> {
  const { socket } = reader;
  if (!socket.writableNeedDrain || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const settle = () => {
      socket.off('drain', settle);
      socket.off('close', settle);
      resolve();
    };
    socket.on('drain', settle);
    socket.on('close', settle);
  });
}

import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** As audio servers have it; more would be a matter for the system (nice). */
const FIRST = -10;

/**
 * This thread runs before the others of the machine as soon as it has something to do: sound that waits for its turn is late.
 * Linux alone has priorities of threads, and whoever is not root needs `LimitNICE=-10` of systemd, or CAP_SYS_NICE.
 * @returns false: it is one among all
 */
export function putFirst(): boolean {
  try {
    // `<pid>/task/<tid>`; setpriority(2) takes the id of a thread.
    const tid = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (!Number.isInteger(tid) || tid <= 0) return false;
    setPriority(tid, FIRST);
    return true;
  } catch {
    return false;
  }
}

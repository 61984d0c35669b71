import { spawnSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** `realtime`: before all that has no such right. `nice`: before others, who still have their turns. `none`: one among all. */
export type Precedence = 'realtime' | 'nice' | 'none';

/** Of SCHED_RR, as Asterisk's `-p` has it; of nice, as audio servers have it. */
const REALTIME = 10;
const NICE = -10;
/** A program that sets a number and ends (ms). */
const MOST_MS = 2_000;

/**
 * This thread runs before the others of the machine as soon as it has something to do: sound that waits for its turn is late.
 * It sleeps most of the time, and as Linux is set by default a twentieth of each second is left to the others whatever happens.
 * Linux alone has priorities of threads, and whoever is not root needs `LimitRTPRIO=10` of systemd (else `LimitNICE=-10`), or CAP_SYS_NICE.
 */
export function putFirst(): Precedence {
  const tid = threadId();
  if (tid === null) return 'none';
  return takeRealtime(tid) ? 'realtime' : takeNice(tid) ? 'nice' : 'none';
}

/** Node has no call for it; util-linux has a program. What this thread starts does not inherit it. */
function takeRealtime(tid: number): boolean {
  const chrt = spawnSync('chrt', ['--reset-on-fork', '--rr', '--pid', String(REALTIME), String(tid)], {
    stdio: 'ignore',
    timeout: MOST_MS,
  });
  return chrt.status === 0;
}

function takeNice(tid: number): boolean {
  try {
    // setpriority(2) takes the id of a thread.
    setPriority(tid, NICE);
    return true;
  } catch {
    return false;
  }
}

/** Null: this system does not tell it. */
function threadId(): number | null {
  try {
    // `<pid>/task/<tid>`
    const tid = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    return Number.isInteger(tid) && tid > 0 ? tid : null;
  } catch {
    return null;
  }
}

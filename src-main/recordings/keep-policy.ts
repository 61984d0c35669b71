import type { Settings } from '../../src-preload/contract.ts';
import type { KeepCandidate } from '../history/recording-rows.ts';
import type { DiskSpace } from './audio-folder.ts';

export interface KeepRules {
  settings: Pick<Settings, 'keepAudio' | 'keepAudioDays' | 'keepAudioCapGb'>;
  now: Date;
  /** A person removed everything then: what the relay had before it does not come back by itself. ISO. */
  clearedAt: string | null;
}

export interface KeepDecision {
  /** To this computer, in this order. */
  fetch: KeepCandidate[];
  /** Away from it. */
  drop: KeepCandidate[];
  /** Something that would be kept does not fit under the cap. */
  capReached: boolean;
}

const DAY_MS = 86_400_000;
/** As disks are sold and systems count them: 5 GB are 5,000,000,000 bytes. */
export const capBytesOf = (settings: Pick<Settings, 'keepAudioCapGb'>) => settings.keepAudioCapGb * 1_000_000_000;

/**
 * Which audio is kept here. Pure. Starred is kept for good and counts first; what a person fetched comes before what is
 * kept by itself; then the newest. What does not fit under the cap any more is the oldest, and goes.
 * @param candidates newest first
 */
export function decideKeeping(candidates: readonly KeepCandidate[], rules: KeepRules): KeepDecision {
  const capBytes = capBytesOf(rules.settings);
  const starred = candidates.filter((one) => one.starred);
  const asked = candidates.filter((one) => !one.starred && one.asked);
  const byItself = candidates.filter((one) => !one.starred && !one.asked && keepsByItself(one, rules));
  const kept = new Set<KeepCandidate>(starred);
  let bytes = starred.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let capReached = false;
  for (const one of asked) {
    if (bytes + one.sizeBytes > capBytes) {
      capReached = true;
      continue;
    }
    kept.add(one);
    bytes += one.sizeBytes;
  }
  for (const one of byItself) {
    if (bytes + one.sizeBytes > capBytes) {
      capReached = true;
      // Nothing older slips into the gap that a newer one left: what is here would change with every call. But one that
      // can never fit keeps nobody out.
      if (one.sizeBytes > capBytes) continue;
      break;
    }
    kept.add(one);
    bytes += one.sizeBytes;
  }
  const order = [...asked, ...starred, ...byItself];
  return {
    fetch: order.filter((one) => kept.has(one) && !one.isHere && !one.isWrong),
    drop: candidates.filter((one) => one.isHere && !kept.has(one)),
    capReached,
  };
}

function keepsByItself(one: KeepCandidate, { settings, now, clearedAt }: KeepRules): boolean {
  if (one.startedMs < now.getTime() - settings.keepAudioDays * DAY_MS) return false;
  if (clearedAt !== null && one.createdAt <= clearedAt && !one.isHere) return false;
  return chosen[settings.keepAudio](one);
}

const chosen: Record<Settings['keepAudio'], (one: KeepCandidate) => boolean> = {
  none: () => false,
  my_calls: ({ isMine }) => isMine,
  my_calls_and_matters: ({ isMine, isMyMatter }) => isMine || isMyMatter,
  all: () => true,
};

/** Recordings made before are kept only where a person wants them. */
export const sinceOf = ({ settings, now }: KeepRules) =>
  new Date(now.getTime() - settings.keepAudioDays * DAY_MS).toISOString();

const LEAST_FREE_BYTES = 2_000_000_000;
const LEAST_FREE_SHARE = 0.05;

/** The disk keeps its last room for everything else. Unknown counts as room: a write that fails says so. */
export function hasRoomFor(bytes: number, space: DiskSpace | null): boolean {
  if (space === null) return true;
  return space.freeBytes - bytes >= Math.max(LEAST_FREE_BYTES, space.totalBytes * LEAST_FREE_SHARE);
}

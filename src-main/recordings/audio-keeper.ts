import type { Person } from '@callbrief/relay/wire/directory';
import type { AudioUsage, Settings } from '../../src-preload/contract.ts';
import type { History } from '../history/history.ts';
import type { KeepCandidate } from '../history/recording-rows.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { backoffMs, defaultBackoff, type BackoffOptions } from '../relay-link/backoff.ts';
import type { Clock } from '../relay-link/clock.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem, type LinkProblemCode } from '../relay-link/relay-problem.ts';
import type { AudioFolder } from './audio-folder.ts';
import { download, type Downloaded } from './download.ts';
import { capBytesOf, decideKeeping, hasRoomFor, sinceOf, type KeepRules } from './keep-policy.ts';
import { createRemovalSender } from './removal-sender.ts';

/**
 * Keeps the audio of this computer as the person's settings and the office want it: brings what is wanted, one file at a
 * time; lets go of what is not; removes at once what the office removed. One loop does all of it, so that nothing is
 * brought while it is being removed.
 */
export interface AudioKeeper {
  /** Something changed: recordings, settings, stars, the connection. */
  nudge(): void;
  /** A person wants this one now: it goes before the others. */
  fetchNow(recordingId: string): void;
  /** What is being brought right now, and how much of it is here, 0 to 1. */
  coming(): { recordingId: string; callId: string; progress: number } | null;
  /** The file here does not hold what it should: it is thrown away, and brought again if it is still wanted. */
  damaged(recordingId: string): Promise<void>;
  /** Everything but what is starred; it does not come back by itself. */
  clear(): Promise<void>;
  usage(): Promise<AudioUsage>;
  /** Stops; what is half-written goes on next time. */
  close(): void;
}

export interface AudioKeeperOptions {
  history: Pick<History, 'recordings' | 'remembered'>;
  folder: AudioFolder;
  settings: () => Settings;
  me: () => Person | null;
  /** Null while there is no connection. */
  client: () => Pick<RelayClient, 'audio' | 'peaks' | 'confirmRemoved'> | null;
  clock: Clock;
  backoff?: BackoffOptions;
  /** Of these calls something about the audio changed. */
  onChanged: (callIds: string[]) => void;
  /** How much is here, or what stops it, changed. Often. */
  onUsage: () => void;
  log?: Log;
}

const CLEARED_AT = 'audio.cleared-at';
/** The settings that `clear` was done under: with others a person wants something else. */
const CLEARED_UNDER = 'audio.cleared-under';
/** Days pass, and other programs make room. */
const LOOK_AGAIN_MS = 600_000;
/** The relay refused this one for a reason of its own. */
const REFUSED_FOR_MS = 600_000;

/** Says something of this recording, nothing of the connection: the others can be had. */
const OF_ONE_ALONE = new Set<LinkProblemCode>(['not_understood', 'internal', 'media_key_missing', 'media_unavailable']);

export function createAudioKeeper(options: AudioKeeperOptions): AudioKeeper {
  const { history, folder, clock, backoff = defaultBackoff, log = silentLog } = options;
  const { recordings } = history;
  const refusedUntil = new Map<string, number>();
  const sender = createRemovalSender({ ...options, recordings });
  let waiting: KeepCandidate[] = [];
  let dirty = true;
  let swept = false;
  let running = false;
  let closed = false;
  let capReached = false;
  let diskReached = false;
  let failures = 0;
  let undoRetry: (() => void) | null = null;
  let undoLook: (() => void) | null = null;
  let current: { one: KeepCandidate; doneBytes: number; abort: AbortController } | null = null;

  const keptUnder = () => {
    const { keepAudio, keepAudioDays, keepAudioCapGb } = options.settings();
    return `${keepAudio} ${keepAudioDays} ${keepAudioCapGb}`;
  };

  function rules(): KeepRules {
    const isSame = history.remembered.get(CLEARED_UNDER) === keptUnder();
    return {
      settings: options.settings(),
      now: clock.now(),
      clearedAt: isSame ? history.remembered.get(CLEARED_AT) : null,
    };
  }

  function decide() {
    const under = rules();
    return decideKeeping(recordings.candidates({ me: options.me(), since: sinceOf(under) }), under);
  }

  /** @returns whether it is gone */
  async function removeHere(recordingId: string): Promise<boolean> {
    try {
      await folder.remove(recordingId);
    } catch (error) {
      // Windows: something has it open. The next round tries again.
      log.warn('audio_waits', { recordingId, error });
      return false;
    }
    recordings.notHere(recordingId);
    return true;
  }

  async function removeRemoved(): Promise<void> {
    const callIds: string[] = [];
    for (const { recordingId, callId } of recordings.removals()) {
      const { hereSha256 } = recordings.own(recordingId);
      if (!(await removeHere(recordingId)) || closed) continue;
      sender.removed(recordingId);
      if (hereSha256 === null) continue;
      log.info('audio_removed', { recordingId, why: 'office' });
      callIds.push(callId);
    }
    if (closed) return;
    told(callIds);
    sender.nudge();
  }

  async function drop(ones: readonly KeepCandidate[]): Promise<void> {
    const gone: KeepCandidate[] = [];
    for (const one of ones) {
      if (closed) return;
      if (await removeHere(one.recordingId)) gone.push(one);
    }
    if (gone.length > 0) log.info('audio_removed', { recordings: gone.length, why: 'policy' });
    told(gone.map(({ callId }) => callId));
  }

  function told(callIds: readonly string[]): void {
    if (callIds.length === 0) return;
    options.onChanged([...new Set(callIds)]);
    options.onUsage();
  }

  /** What the disk has and nobody knows of goes; what is said to be here and is not, is not. */
  async function sweep(): Promise<void> {
    const known = recordings.hereIds();
    const found = await folder.sweep(
      known,
      decide().fetch.map(({ recordingId }) => recordingId),
    );
    if (closed) return;
    for (const recordingId of known) if (!found.has(recordingId)) recordings.notHere(recordingId);
    swept = true;
  }

  async function workAll(): Promise<void> {
    if (!swept) await sweep();
    for (;;) {
      if (closed) return;
      if (dirty) {
        dirty = false;
        await removeRemoved();
        if (closed) return;
        const decision = decide();
        await drop(decision.drop);
        waiting = decision.fetch;
        if (capReached !== decision.capReached) log.info('audio_stopped', { cap: decision.capReached });
        capReached = decision.capReached;
        options.onUsage();
        continue;
      }
      const client = options.client();
      const next = client === null ? null : await nextWithRoom();
      // Nudged while the disk was asked.
      if (dirty) continue;
      if (closed || client === null || next === null) return;
      waiting = waiting.filter((one) => one !== next);
      if (!(await bring(next, client))) return;
    }
  }

  async function nextWithRoom(): Promise<KeepCandidate | null> {
    const now = clock.now().getTime();
    const ready = waiting.filter(({ recordingId }) => (refusedUntil.get(recordingId) ?? 0) <= now);
    if (ready.length === 0) {
      diskReached = false;
      return null;
    }
    const space = await folder.space();
    const next = ready.find((one) => hasRoomFor(one.sizeBytes, space)) ?? null;
    const isFull = next === null;
    if (isFull !== diskReached) {
      diskReached = isFull;
      if (isFull) log.warn('audio_stopped', { disk: true, ...space });
      options.onUsage();
    }
    return next;
  }

  /** @returns whether the next one may go */
  async function bring(one: KeepCandidate, client: NonNullable<ReturnType<typeof options.client>>): Promise<boolean> {
    const { recordingId, callId, sha256, sizeBytes } = one;
    const abort = new AbortController();
    current = { one, doneBytes: 0, abort };
    options.onChanged([callId]);
    const startedMs = clock.now().getTime();
    let result: Downloaded;
    try {
      result = await download(
        { recordingId, sha256, sizeBytes },
        {
          client,
          folder,
          clock,
          signal: abort.signal,
          hasRoom: async (bytes) => hasRoomFor(bytes, await folder.space()),
          onProgress(doneBytes) {
            if (current) current.doneBytes = doneBytes;
            options.onUsage();
          },
        },
      );
    } finally {
      current = null;
    }
    if (closed) return false;
    log.info('audio_download', {
      recordingId,
      sizeBytes,
      tookMs: clock.now().getTime() - startedMs,
      result: result instanceof RelayProblem ? result.code : result,
    });
    const goesOn = await settle(one, result);
    if (!closed) told([callId]);
    return goesOn;
  }

  async function settle(one: KeepCandidate, result: Downloaded): Promise<boolean> {
    const { recordingId, sha256, sizeBytes } = one;
    if (result instanceof RelayProblem) {
      if (result.retryable && !OF_ONE_ALONE.has(result.code)) {
        waiting = [one, ...waiting];
        retryLater(result);
        return false;
      }
      // This one alone cannot be had: the others can.
      refusedUntil.set(recordingId, clock.now().getTime() + REFUSED_FOR_MS);
      log.warn('audio_refused', { recordingId, problem: result.code });
      lookAgainLater();
      return result.code !== 'device_revoked' && result.code !== 'refresh_refused';
    }
    switch (result) {
      case 'kept': {
        failures = 0;
        const now = recordings.recording(recordingId);
        // Removed or replaced while the last bytes came.
        if (now === null || now.removed !== null || now.sha256 !== sha256) {
          await removeHere(recordingId);
          dirty = true;
        } else recordings.here(recordingId, { sha256, sizeBytes });
        break;
      }
      case 'wrong_hash':
        recordings.wrong(recordingId, sha256);
        break;
      case 'no_room':
        diskReached = true;
        waiting = [one, ...waiting];
        lookAgainLater();
        return false;
      case 'stopped':
        dirty = true;
        break;
    }
    return true;
  }

  function retryLater(problem: unknown): void {
    const delayMs = backoffMs(failures, backoff, problem instanceof RelayProblem ? problem.retryAfterMs : 0);
    failures += 1;
    log.warn('audio_waits', { problem: problem instanceof RelayProblem ? problem.code : problem, delayMs });
    undoRetry?.();
    undoRetry = clock.after(delayMs, () => {
      undoRetry = null;
      work();
    });
  }

  function lookAgainLater(): void {
    undoLook?.();
    undoLook = clock.after(LOOK_AGAIN_MS, nudge);
  }

  function work(): void {
    if (running || closed || undoRetry !== null) return;
    running = true;
    void workAll()
      .catch((error: unknown) => {
        if (closed) return;
        log.error('audio_waits', { error });
        retryLater(error);
      })
      .finally(() => {
        running = false;
        if (closed) return;
        lookAgainLater();
        if (dirty && undoRetry === null) work();
      });
  }

  function nudge(): void {
    if (closed) return;
    dirty = true;
    if (current !== null) {
      const { one, abort } = current;
      const now = recordings.recording(one.recordingId);
      if (now === null || now.removed !== null || now.sha256 !== one.sha256) abort.abort();
    }
    // What the office removed goes at once, whatever the network does.
    if (undoRetry !== null && recordings.removals().length > 0 && !running) {
      undoRetry();
      undoRetry = null;
    }
    work();
  }

  return {
    nudge,
    fetchNow(recordingId) {
      recordings.ask(recordingId);
      refusedUntil.delete(recordingId);
      if (current !== null && current.one.recordingId !== recordingId) current.abort.abort();
      undoRetry?.();
      undoRetry = null;
      nudge();
    },
    coming() {
      if (current === null) return null;
      const { recordingId, callId, sizeBytes } = current.one;
      return { recordingId, callId, progress: Math.min(1, current.doneBytes / Math.max(1, sizeBytes)) };
    },
    async damaged(recordingId) {
      log.warn('audio_damaged', { recordingId });
      const callId = recordings.recording(recordingId)?.callId;
      const { asked } = recordings.own(recordingId);
      await removeHere(recordingId);
      if (asked) recordings.ask(recordingId);
      told(callId === undefined ? [] : [callId]);
      nudge();
    },
    async clear() {
      history.remembered.set(CLEARED_UNDER, keptUnder());
      history.remembered.set(CLEARED_AT, clock.now().toISOString());
      current?.abort.abort();
      const here = recordings.hereIds().filter((id) => !recordings.own(id).starred);
      const callIds: string[] = [];
      for (const recordingId of here) {
        const callId = recordings.recording(recordingId)?.callId;
        if ((await removeHere(recordingId)) && callId !== undefined) callIds.push(callId);
        if (closed) return;
      }
      log.info('audio_removed', { recordings: here.length, why: 'asked' });
      told(callIds);
      nudge();
    },
    async usage() {
      const space = await folder.space().catch(() => null);
      const coming = (current === null ? 0 : 1) + waiting.length;
      return {
        ...recordings.usage(),
        capBytes: capBytesOf(options.settings()),
        freeBytes: space?.freeBytes ?? null,
        downloading: options.client() === null ? 0 : coming,
        stopped: diskReached ? 'disk' : capReached ? 'cap' : null,
      };
    },
    close() {
      closed = true;
      undoRetry?.();
      undoLook?.();
      current?.abort.abort();
      sender.close();
    },
  };
}

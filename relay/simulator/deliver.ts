import { setTimeout as pause } from 'node:timers/promises';
import type { SignedDelivery } from './signed-delivery.ts';

export interface Acknowledgement {
  /** HTTP status of the last try; 0: the relay could not be reached. */
  status: number;
  body: string;
  acknowledged: boolean;
  /** How often it was sent. */
  tries: number;
  /** Of the last try, milliseconds. */
  tookMs: number;
}

export interface Persistence {
  /** How long to go on when the relay cannot be reached or answers 5xx (ms). 0: one try. */
  giveUpAfterMs: number;
  /** First pause; doubles up to two seconds (ms). */
  pauseMs?: number;
  signal?: AbortSignal;
}

/** Sends a signed delivery as a provider does: again after 5xx or silence, never again after 2xx or 4xx. */
export async function deliver(signed: SignedDelivery, persistence: Persistence): Promise<Acknowledgement> {
  const until = performance.now() + persistence.giveUpAfterMs;
  let wait = persistence.pauseMs ?? 100;
  for (let tries = 1; ; tries += 1) {
    const last = await sendOnce(signed, tries, persistence.signal);
    const worthAgain = last.status === 0 || last.status >= 500;
    if (!worthAgain || performance.now() >= until || persistence.signal?.aborted) return last;
    await pause(wait, undefined, persistence.signal ? { signal: persistence.signal } : {});
    wait = Math.min(wait * 2, 2_000);
  }
}

async function sendOnce(signed: SignedDelivery, tries: number, signal?: AbortSignal): Promise<Acknowledgement> {
  const start = performance.now();
  const done = (status: number, body: string): Acknowledgement => ({
    status,
    body,
    acknowledged: status >= 200 && status < 300,
    tries,
    tookMs: performance.now() - start,
  });
  try {
    const timeout = AbortSignal.timeout(10_000);
    const response = await fetch(signed.url, {
      method: 'POST',
      headers: signed.headers,
      body: signed.body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return done(response.status, await response.text());
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    return done(0, cause);
  }
}

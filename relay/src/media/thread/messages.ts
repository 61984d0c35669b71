import type { DialectName, ToPhone } from '../dialect/dialect.ts';
import type { EndReason, MediaEvent } from '../session/handlers.ts';
import type { MediaLimits } from '../session/limits.ts';
import type { BoundCall } from '../session/stream-tokens.ts';
import type { StreamAddress } from '../socket/stream-address.ts';
import type { RefusedStatus } from '../socket/upgrade.ts';
import type { SampleRate } from '../sound/pcm.ts';
import type { Precedence } from './put-first.ts';

/** What the thread of the streams is started with. */
export interface ThreadStart {
  host: string;
  port: number;
  limits: MediaLimits;
  /** The monotonic clock of the process at which the main thread's `performance.now` was 0 (ms). */
  clockStartMs: number;
  /** A server of the main thread on 127.0.0.1, for all that is no stream of sound. */
  mainPort: number;
}

/** To the thread. A `stream` is its number there; what is said of one that is over does nothing. */
export type ToThread =
  | { kind: 'admitted'; ask: number; verdict: Verdict }
  | { kind: 'bound'; ask: number; call: BoundCall | null }
  | { kind: 'speak'; stream: number; generation: number; pcm: Int16Array; chars: number | null }
  | { kind: 'clear' | 'pause' | 'resume' | 'end'; stream: number }
  | { kind: 'say'; stream: number; say: ToPhone }
  /** All streams end; then the thread does. */
  | { kind: 'close' };

/** `knownCall` null: the address named none, and it is asked for once the stream says which (`bind`). */
export type Verdict = { kind: 'refused'; status: RefusedStatus } | { kind: 'sound'; knownCall: BoundCall | null };

export type FromThread =
  | { kind: 'listening'; port: number; precedence: Precedence }
  | { kind: 'unusable'; error: unknown }
  | { kind: 'admit'; ask: number; address: StreamAddress | null }
  /** `binding`: the number of the `admit` that let it in. */
  | { kind: 'bind'; ask: number; binding: number; named: string | null }
  /** What that `admit` let in is over. */
  | { kind: 'left'; binding: number }
  | {
      kind: 'begun';
      stream: number;
      call: BoundCall;
      dialect: DialectName;
      rate: SampleRate;
      streamId: string | null;
      facts: Readonly<Record<string, string>>;
    }
  | { kind: 'heard'; heads: Int32Array; samples: Int16Array }
  | { kind: 'states'; states: Float64Array; lateMs: Float64Array }
  | { kind: 'event'; event: MediaEvent }
  | { kind: 'ended'; stream: number; reason: EndReason }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; fields: Record<string, unknown>; text: string };

/** Of `heard`, per frame in the order of coming: its stream, how many of the samples are its own. */
export const HEARD_HEAD = 2;

/** What one playout has come to. As numbers in a row, because fifty times a second for each call an object costs. */
export interface PlayoutState {
  stream: number;
  /** How many orders were carried out: `speak`, `clear`, `pause`, `resume`. */
  done: number;
  /** When it was so (ms of the common clock). */
  atMs: number;
  queuedMs: number;
  /** When the provider has played all that it has, and how much later it really does (ms of the common clock). */
  endMs: number;
  lagMs: number;
  playedMs: number;
}

export const STATE_LENGTH = 7;

export const putState = (into: number[], state: PlayoutState): number =>
  into.push(state.stream, state.done, state.atMs, state.queuedMs, state.endMs, state.lagMs, state.playedMs);

export function* statesOf(all: Float64Array): Generator<PlayoutState> {
  for (let at = 0; at < all.length; at += STATE_LENGTH) {
    const [stream = 0, done = 0, atMs = 0, queuedMs = 0, endMs = 0, lagMs = 0, playedMs = 0] = all.subarray(
      at,
      at + STATE_LENGTH,
    );
    yield { stream, done, atMs, queuedMs, endMs, lagMs, playedMs };
  }
}

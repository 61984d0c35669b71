import type { DialectName, MediaFault } from '../dialect/dialect.ts';
import type { Playout } from '../playout/playout.ts';
import type { SampleRate } from '../sound/pcm.ts';
import type { BoundCall } from './stream-tokens.ts';

/** A call whose sound comes and goes over a stream, as its handlers see it. */
export interface MediaCall extends BoundCall {
  readonly dialect: DialectName;
  readonly rate: SampleRate;
  /** The provider's name for the stream. */
  readonly streamId: string | null;
  /** What the provider said of the call: From, To... As said, so not to be trusted. */
  readonly facts: Readonly<Record<string, string>>;
  readonly playout: Playout;
  /** Aborted when the stream is over; engines and timers of the call hang on it. */
  readonly signal: AbortSignal;
  /** Each says whether this provider has such a command; none is confirmed. */
  play(url: string): boolean;
  sendDigits(digits: string): boolean;
  transfer(to: string): boolean;
  /** Closes the stream; what the caller hears then is the provider's matter. */
  end(): void;
}

export type EndReason =
  /** The provider said so. */
  | 'phone_ended'
  /** The connection went without a word. */
  | 'phone_gone'
  | 'ended_here'
  | 'relay_stops'
  | MediaFault;

/** Takes the sound of calls, in frames of exactly 20 ms, as they come. A promise is not waited for. */
export interface AudioHandler {
  begin?(call: MediaCall): void | Promise<void>;
  frame(call: MediaCall, pcm: Int16Array): void | Promise<void>;
  end?(call: MediaCall, reason: EndReason): void | Promise<void>;
}

/** What happens on streams beside sound. */
export type MediaEvent = { readonly call: BoundCall; readonly at: string } & (
  | { readonly type: 'started'; readonly dialect: DialectName; readonly rate: SampleRate }
  | { readonly type: 'digit'; readonly digit: string }
  /** All before this mark was heard. */
  | { readonly type: 'mark'; readonly name: string }
  | { readonly type: 'fault'; readonly fault: MediaFault }
  | { readonly type: 'ended'; readonly reason: EndReason }
);
export type EventHandler = (event: MediaEvent) => void | Promise<void>;

/** Who listens now. Read at every frame, so that a handler can be replaced during a call. */
export interface MediaHandlers {
  audio: AudioHandler | null;
  event: EventHandler | null;
}

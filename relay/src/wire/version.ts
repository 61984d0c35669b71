/** Raised when an old desktop can no longer read what the relay sends. */
export const WIRE_VERSION = 1;
/** A `call_changed` older than this on arrival updates the history and never pops up (milliseconds). */
export const FRESH_RING_MS = 10_000;

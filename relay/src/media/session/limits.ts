/** What one stream may do. */
export interface MediaLimits {
  /** Streams at a time in this process; the next is refused (503), so that its caller is sent to people or voicemail. */
  readonly mostSessions: number;
  /** A piece of sound has 640 bytes, in Base64 900; metadata a few thousand. */
  readonly mostMessageBytes: number;
  /** 10 ms pieces are 100 a second; a network that was stuck for seconds gives back all at once. */
  readonly messages: { readonly burst: number; readonly perSecond: number };
  /** Unreadable messages on one stream. */
  readonly mostFaults: number;
  /** From the connection to the first sound (ms). */
  readonly firstSoundMs: number;
  /** How long the other side may not take our sound (ms). */
  readonly mostHeldMs: number;
  /** After so much silence the other side is asked whether it is there (ms), and has so long to answer. */
  readonly pingEveryMs: number;
  readonly pongMs: number;
  /** How often all that is looked at (ms). */
  readonly lookEveryMs: number;
}

export const usualMediaLimits: MediaLimits = {
  mostSessions: 500,
  mostMessageBytes: 64 * 1_024,
  messages: { burst: 500, perSecond: 150 },
  mostFaults: 10,
  firstSoundMs: 10_000,
  mostHeldMs: 5_000,
  pingEveryMs: 5_000,
  pongMs: 5_000,
  lookEveryMs: 1_000,
};

import type { Logger } from 'pino';
import type { PlayoutClock } from './playout/playout-clock.ts';
import type { MediaLimits } from './session/limits.ts';

/** What of a firm lets streams in. */
export interface MediaTenant {
  readonly tenantId: string;
  /** Sign the voice URL's requests. None: the route refuses. */
  readonly voiceAuthTokens: readonly string[];
  /** `X-API-TOKEN` of the text dialect. None: it refuses. */
  readonly flowTokens: readonly string[];
}

/** A call that a provider asks about, before its stream. */
export interface VoiceCall {
  readonly tenantId: string;
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  /** The account at the provider; empty: not said. */
  readonly accountSid: string;
}

/** What becomes of a call at its voice URL. */
export type VoiceAnswer =
  /** Its sound comes to us. */
  | { readonly kind: 'stream' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'hang_up' }
  /** Rings somebody instead. */
  | { readonly kind: 'dial'; readonly dial: DialledPhone };

/** A telephone that the provider rings with the caller; `action` and `told` are addresses of ours (`voiceUrl`). */
export interface DialledPhone {
  readonly to: string;
  readonly ringSeconds: number;
  /** Asked what comes next when the other side has hung up, or did not answer. */
  readonly action: string;
  /** Told when it is answered. */
  readonly told: string;
}

/** Who decides at the voice URL. Everything that comes here was signed with the firm's token. */
export interface VoiceHandler {
  asked(call: VoiceCall): Promise<VoiceAnswer>;
  /**
   * A telephone that we had the provider dial is done with. `stream`: the caller comes back to us.
   * @param key of the `action` address; null as an answer: it is not known, or was used
   */
  dialEnded(ended: DialEnded): Promise<VoiceAnswer | null>;
  /** The dialled telephone rings, was answered... @returns false: the key is not known */
  dialTold(told: Pick<DialEnded, 'tenantId' | 'key' | 'status'>): Promise<boolean>;
}

export interface DialEnded {
  readonly tenantId: string;
  readonly key: string;
  /** Of the caller's call. */
  readonly callId: string;
  /** As the provider says it: `completed`, `no-answer`, `busy`... */
  readonly status: string;
  /** The caller is still there, as far as the provider says. */
  readonly isCallerThere: boolean;
}

export interface MediaDeps {
  /** As providers reach us, without a slash at the end. */
  publicBaseUrl: string;
  /** As they reach the streams, where those have a port and an address of their own. */
  streamsBaseUrl?: string;
  /** The secret of Ringover's streamer and whose calls come with it. Null: only one-time tokens open a stream. */
  streamer: { readonly token: string; readonly tenantId: string } | null;
  tenantByHook: (hookToken: string) => Promise<MediaTenant | null>;
  /** Is this call taken here, where no voice handler decides? Busy otherwise. Unset: as long as there is an audio handler. */
  takesVoiceCall?: (call: VoiceCall) => Promise<boolean>;
  now: () => Date;
  log: Logger;
  clock?: PlayoutClock;
  limits?: Partial<MediaLimits>;
  tokenLifeMs?: number;
}

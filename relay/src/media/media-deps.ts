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
}

export interface MediaDeps {
  /** As providers reach us, without a slash at the end. */
  publicBaseUrl: string;
  /** The secret of Ringover's streamer and whose calls come with it. Null: only one-time tokens open a stream. */
  streamer: { readonly token: string; readonly tenantId: string } | null;
  tenantByHook: (hookToken: string) => Promise<MediaTenant | null>;
  /** Is this call taken here? Busy otherwise. Unset: as long as there is an audio handler. */
  takesVoiceCall?: (call: VoiceCall) => Promise<boolean>;
  now: () => Date;
  log: Logger;
  clock?: PlayoutClock;
  limits?: Partial<MediaLimits>;
  tokenLifeMs?: number;
}

import type { ServerOptions } from 'ws';
import type { MediaLimits } from '../session/limits.ts';

/** A provider that does not answer our goodbye is cut off (ms). */
export const GOODBYE_MS = 2_000;

/** Compression costs more than it saves on sound; `closeTimeout` is newer than its types. */
export const socketOptions = ({ mostMessageBytes }: MediaLimits): ServerOptions & { closeTimeout: number } => ({
  noServer: true,
  maxPayload: mostMessageBytes,
  perMessageDeflate: false,
  closeTimeout: GOODBYE_MS,
});

import type { AgentLive } from '../wire/agent-live.ts';

/** A line of a person of the firm that the receptionist has not said yet. */
export interface Whisper {
  byPersonId: string;
  text: string;
  /** Epoch ms. */
  atMs: number;
}

/** It says it after its own sentence, or after the caller's; later nobody can tell any more whether it was said (ms). */
export const WHISPER_WAITS_MS = 120_000;

/** It stands among the lines, whole or as far as it was said, under the same person. */
export function isSaid({ byPersonId, text }: Whisper, { lines }: Pick<AgentLive, 'lines'>): boolean {
  return lines.some((line) => {
    const said = line.text.trim().replace(/(?:…|\.\.\.)$/, '');
    return line.byPersonId === byPersonId && said !== '' && text.trim().startsWith(said);
  });
}

import { z } from 'zod';
import { id, isoTime } from './scalars.ts';

/** Who of the firm heard a voicemail first, and when. Null: nobody yet, or it was marked as not heard again. */
export const voicemailHeard = z.object({ byPersonId: id, byName: z.string(), at: isoTime }).nullable();
export type VoicemailHeard = z.infer<typeof voicemailHeard>;

/** What is known of the hearing of one voicemail. */
export interface Hearing {
  heard: VoicemailHeard;
  /** When it was last marked as not heard; null: never. What was heard before that counts no more. */
  notHeardAt: string | null;
}

/**
 * The first who heard it stands, until somebody marks it as not heard. The same for every order in which the two arrive,
 * but for this: of several who heard it only the first is remembered, so a mark that arrives late and is later than the
 * first leaves it not heard. Then somebody listens once more, which is the safe side.
 */
export function hear(
  { heard, notHeardAt }: Hearing,
  { on, ...by }: { on: boolean } & NonNullable<VoicemailHeard>,
): Hearing {
  if (!on) {
    const latest = notHeardAt !== null && notHeardAt >= by.at ? notHeardAt : by.at;
    return { heard: heard !== null && heard.at > latest ? heard : null, notHeardAt: latest };
  }
  const counts = (notHeardAt === null || by.at > notHeardAt) && (heard === null || by.at < heard.at);
  return { heard: counts ? by : heard, notHeardAt };
}

import type { CallInsights } from '../../../wire/insights.ts';
import { emailsIn } from '../reading/emails.ts';
import type { Said } from '../said.ts';
import { datesSaid, type CallMoment } from './dates-said.ts';
import { ibansSaid } from './ibans-said.ts';
import { phonesSaid } from './phones-said.ts';
import { urgentSaid } from './urgent-words.ts';

export type Mentions = Pick<CallInsights['mentions'], 'dates' | 'phones' | 'ibans' | 'emails' | 'urgent'>;

/** What was said that can be acted on, each with its words. */
export function mentionsOf(segments: readonly Said[], of: { moment: CallMoment; country: string }): Mentions {
  return {
    dates: segments.flatMap((said) => datesSaid(said, of.moment)),
    phones: segments.flatMap((said) => phonesSaid(said, of.country)),
    ibans: segments.flatMap(ibansSaid),
    emails: segments.flatMap(({ id, text }) =>
      emailsIn(text).map(({ email, start, end }) => ({ segmentId: id, quote: text.slice(start, end), email })),
    ),
    urgent: segments.flatMap(urgentSaid),
  };
}

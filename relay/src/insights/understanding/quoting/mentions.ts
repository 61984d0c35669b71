import type { CallInsights } from '../../../wire/insights.ts';
import { createBreather } from '../breather.ts';
import { emailsIn } from '../reading/emails.ts';
import type { Said } from '../said.ts';
import { datesSaid } from './dates-said.ts';
import type { CallMoment } from './found-date.ts';
import { ibansSaid } from './ibans-said.ts';
import { phonesSaid } from './phones-said.ts';
import { urgentSaid } from './urgent-words.ts';

export type Mentions = Pick<CallInsights['mentions'], 'dates' | 'phones' | 'ibans' | 'emails' | 'urgent'>;

/** What was said that can be acted on, each with its words. */
export async function mentionsOf(
  segments: readonly Said[],
  of: { moment: CallMoment; country: string },
): Promise<Mentions> {
  const breathe = createBreather();
  const found: Mentions = { dates: [], phones: [], ibans: [], emails: [], urgent: [] };
  for (const said of segments) {
    await breathe();
    const { id, text } = said;
    found.dates.push(...datesSaid(said, of.moment));
    found.phones.push(...phonesSaid(said, of.country));
    found.ibans.push(...ibansSaid(said));
    for (const { email, start, end } of emailsIn(text))
      found.emails.push({ segmentId: id, quote: text.slice(start, end), email });
    found.urgent.push(...urgentSaid(said));
  }
  return found;
}

import type { CallInsights } from '@callbrief/relay/wire/insights';
import type { CallDetail, InsightsView } from '../../src-preload/contract.ts';

/** Insights with the names of the voices: those that a person gave them, else of the call. Pure. */
export function describeInsights(
  insights: CallInsights,
  call: Pick<CallDetail, 'title' | 'answeredByName'> | null,
  waiting: boolean,
): InsightsView {
  const { speakerNames } = insights.transcript;
  return {
    ...insights,
    callerName: speakerNames.caller ?? call?.title ?? null,
    firmName: speakerNames.firm ?? call?.answeredByName ?? null,
    waiting,
  };
}

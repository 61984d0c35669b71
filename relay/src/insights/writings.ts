import type { CallInsights, InsightField } from '../wire/insights.ts';
import { byTime, placeOf, type Writing } from '../wire/insight-writing.ts';

export { byTime, placeOf, type Writing };

export function sentenceWritings({ written = {} }: CallInsights): Writing[] {
  return Object.entries(written).flatMap(([place, writing]) => (place.startsWith('sentence/') ? [writing] : []));
}

const placesOf: Partial<Record<InsightField, readonly string[]>> = {
  transcript: ['segment/'],
  summary: ['sentence/', 'verified'],
  tasks: ['task/'],
};

/** A field was made anew: what was written about the one before is not about this one. */
export function withoutWritings(insights: CallInsights, field: InsightField): CallInsights {
  const places = placesOf[field];
  if (places === undefined || insights.written === undefined) return insights;
  const kept = Object.entries(insights.written).filter(([place]) => !places.some((one) => place.startsWith(one)));
  return { ...insights, written: Object.fromEntries(kept) };
}

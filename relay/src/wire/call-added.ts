import type { CallFact } from './call-fact.ts';
import type { AddedByProvider } from './call.ts';

/**
 * What the provider added, whenever it came: the newest word on tags, comment and summary, any recording, all digits.
 * @param facts in canonical order, so that the same set gives the same answer for every order of arrival
 */
export function describeAdded(facts: readonly CallFact[]): AddedByProvider {
  const added = facts.flatMap((f) => f.added ?? []);
  const recording = added.findLast((a) => a.recording !== undefined)?.recording;
  const seconds = added.findLast((a) => a.recording?.durationSeconds != null)?.recording?.durationSeconds ?? null;
  const digits = added.flatMap((a) => a.digits || []);
  return {
    tags: added.findLast((a) => a.tags !== undefined)?.tags ?? [],
    comment: added.findLast((a) => a.comment !== undefined)?.comment || null,
    recording: recording === undefined ? null : { durationSeconds: seconds === null ? null : Math.round(seconds) },
    hasTranscription: added.some((a) => a.transcriptionUrl !== undefined),
    summary: added.findLast((a) => a.summary !== undefined)?.summary || null,
    digits: digits.length === 0 ? null : digits.join(' '),
  };
}

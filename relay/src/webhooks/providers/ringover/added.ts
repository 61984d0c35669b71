import type { AddedToCall } from '../../../wire/call-fact.ts';
import { firstText, firstUrl, isObject, seconds, text, type Fields } from './fields.ts';

/**
 * What a hangup or a voicemail brings with it. The private link needs the firm's key; the public one is deprecated
 * (telephony facts 1, 7.1 (13)), so it is only the second choice. `..._link` are the names of after-call work.
 */
export function addedWithEnd(event: string, data: Fields): AddedToCall | null {
  if (event === 'hangup') {
    const url = firstUrl(data, ...recordingNames);
    return url === null ? null : { recording: { url, durationSeconds: seconds(data['record_duration']) } };
  }
  if (event !== 'voicemail') return null;
  const url = firstUrl(data, ...voicemailNames, ...recordingNames);
  const durationSeconds = seconds(data['voicemail_duration']) ?? seconds(data['duration_in_seconds']);
  return url === null ? null : { voicemailRecording: { url, durationSeconds } };
}

const recordingNames = ['private_record', 'private_record_link', 'record', 'record_link', 'recording_url'];
const voicemailNames = ['private_message', 'private_voicemail_link', 'message', 'voicemail_link'];

/**
 * What after-call work adds (telephony facts 2.2): whatever of it comes with whichever of its events. Work that is done
 * without a word adds nothing, and is a fact all the same.
 */
export function addedAfterCall(data: Fields): AddedToCall {
  const tags = tagsOf(data['tags']);
  const comment = [data['comments'], data['comment']].find((value) => typeof value === 'string');
  const recording = firstUrl(data, ...recordingNames);
  const voicemail = firstUrl(data, 'private_voicemail_link', 'voicemail_link');
  const transcriptionUrl = firstUrl(data, 'transcription_url', 'transcription_link');
  const summary = firstText(data, 'summary');
  return {
    ...(tags && { tags }),
    ...(comment !== undefined && { comment: comment.trim().slice(0, LONGEST_TEXT) }),
    ...(recording !== null && {
      recording: { url: recording, durationSeconds: seconds(data['record_duration']) },
    }),
    ...(voicemail !== null && {
      voicemailRecording: { url: voicemail, durationSeconds: seconds(data['voicemail_duration']) },
    }),
    ...(transcriptionUrl !== null && { transcriptionUrl }),
    ...(summary !== null && { summary: summary.slice(0, LONGEST_TEXT) }),
  };
}

/** The wire's limits. */
const LONGEST_TEXT = 20_000;
const LONGEST_TAG = 100;
const MOST_TAGS = 50;

/** Names, or objects with a name as the REST API has them. */
function tagsOf(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  const names = value.flatMap((tag) => text(isObject(tag) ? tag['name'] : tag)?.slice(0, LONGEST_TAG) ?? []);
  return [...new Set(names)].slice(0, MOST_TAGS);
}

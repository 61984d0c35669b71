import type { Hops, LoggedEvent, LoggedEventOf } from '../wire/events.ts';

/** An event that has no id yet; the log gives it one when it is appended. */
export interface EventDraft {
  type: LoggedEvent['type'];
  json: string;
}

export function draft(event: LoggedEvent): EventDraft {
  return { type: event.type, json: JSON.stringify(event) };
}

/** Takes the call as the text that also goes into its row: it is the largest part, and made once. */
export function callChangedDraft(
  cause: LoggedEventOf<'call_changed'>['cause'],
  callJson: string,
  hops: Hops,
): EventDraft {
  return {
    type: 'call_changed',
    json: `{"type":"call_changed","cause":"${cause}","call":${callJson},"hops":${JSON.stringify(hops)}}`,
  };
}

import type { Call, CallTruth } from '../../src/wire/call.ts';
import type { Message } from '../../src/wire/message.ts';
import type { Expected, ExpectedCall, ExpectedMessage } from './scenario.ts';

/** How a call or a message turned out otherwise than the scenario says, one sentence each; empty: as expected. */
export function differences(
  expected: Expected,
  found: { calls: readonly Call[]; messages: readonly Message[] },
  of: {
    /** On the provider's clock. */
    startedAt: Date;
    /** The key of a person as the relay names them. */
    keyOf: (party: { personId: string | null; providerUserId: string | null }) => string | null;
  },
): string[] {
  const told: string[] = [];
  const [call, another] = found.calls;
  if (another) told.push(`one call was expected, ${found.calls.length} are there`);
  if (expected.call === null && call) told.push('no call was expected, and there is one');
  if (expected.call && !call) told.push('there is no call');
  if (expected.call && call) told.push(...ofCall(expected.call, call, of));
  if (expected.messages) told.push(...ofMessages(expected.messages, found.messages));
  return told;
}

function ofCall(
  expected: ExpectedCall,
  call: CallTruth,
  { startedAt, keyOf }: Parameters<typeof differences>[2],
): string[] {
  const seconds = (time: string | null) => (time === null ? null : (Date.parse(time) - startedAt.getTime()) / 1000);
  const legs = call.legs.flatMap((leg) => {
    const key = keyOf(leg);
    return key === null ? [] : [[key, leg.state] as const];
  });
  const actual: Required<ExpectedCall> = {
    outcome: call.outcome,
    answeredBy: call.answeredBy && keyOf(call.answeredBy),
    legs: lastOfEach(legs),
    answeredAtSeconds: seconds(call.answeredAt),
    endedAtSeconds: seconds(call.endedAt),
    talkSeconds: call.durationSeconds,
    endCause: call.endCause,
    fromNumber: call.fromNumber,
    anonymous: call.anonymous,
    voicemailSeconds: call.voicemail && call.voicemail.durationSeconds,
    tags: call.added.tags,
    comment: call.added.comment,
    recordingSeconds: call.added.recording && call.added.recording.durationSeconds,
    hasTranscription: call.added.hasTranscription,
    summary: call.added.summary,
    digits: call.added.digits,
    healed: call.healed,
  };
  return compareFields(expected, actual);
}

/** Somebody whose phone rang twice is told once, by what became of them: talked, if either did. */
function lastOfEach(legs: readonly (readonly [string, string])[]): Record<string, string> {
  const states: Record<string, string> = {};
  for (const [key, state] of legs) if (states[key] !== 'answered' && states[key] !== 'talking') states[key] = state;
  return states;
}

function ofMessages(expected: readonly ExpectedMessage[], found: readonly Message[]): string[] {
  const ordered = found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (ordered.length !== expected.length) {
    return [`${expected.length} messages were expected, ${ordered.length} are there`];
  }
  return expected.flatMap((one, i) => {
    const message = ordered[i];
    return message ? compareFields(one, message).map((sentence) => `message ${i + 1}: ${sentence}`) : [];
  });
}

function compareFields(expected: object, actual: object): string[] {
  return Object.entries(expected).flatMap(([field, value]) => {
    const is: unknown = Object.entries(actual).find(([name]) => name === field)?.[1];
    return same(value, is) ? [] : [`${field}: ${asText(value)} was expected, it is ${asText(is)}`];
  });
}

const same = (a: unknown, b: unknown) => asText(a) === asText(b);

function asText(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value) ?? 'absent';
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
}

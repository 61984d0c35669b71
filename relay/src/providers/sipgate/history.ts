import type { Logger } from 'pino';
import { DROPPED_BELOW_MS } from '../../wire/call.ts';
import type { CallFact, EndCause } from '../../wire/call-fact.ts';
import { isWithheld, normaliseNumber } from '../../webhooks/phone-number.ts';
import { readProviderTime } from '../../webhooks/provider-time.ts';
import { amountOf, fieldsOf, listOf, textOf, type Fields } from '../field.ts';
import { ProviderError, type PastCall } from '../port.ts';
import type { ProviderAnswer, ProviderRequest } from '../provider-request.ts';

/** The most that one answer may have (sipgate's OpenAPI document; 10 unless asked). */
const PAGE = 1_000;
const MOST_PAGES = 100;
/** A message on the mailbox is an entry of its own, without the call's id. It is this much later than the call at most (ms). */
const VOICEMAIL_WITHIN_MS = 10 * 60_000;

interface Deps {
  ask(request: ProviderRequest): Promise<ProviderAnswer>;
  country: string;
  log: Logger;
}

interface Entry {
  id: string;
  /** As the pushes name it; null for a voicemail. */
  callId: string | null;
  type: string;
  direction: string;
  status: string;
  at: string;
  seconds: number | null;
  source: string | null;
  target: string | null;
  fields: Fields;
}

/**
 * sipgate's history between two times, oldest first. An entry tells when a call began and how long it lasted, not when
 * it was answered: the ring counts as none. A voicemail that belongs to no call of the list is left out, for made into a
 * call of its own it would double the one that the pushes told of.
 */
export async function* readHistory(deps: Deps, from: string, to: string): AsyncGenerator<PastCall> {
  const entries = (await readEntries(deps, from, to)).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const voicemails = entries.filter((entry) => entry.callId === null && entry.type === 'VOICEMAIL');
  const withId = entries.filter((entry) => entry.callId !== null);
  const unmatched = new Set(voicemails);
  for (const [callId, own] of Map.groupBy(withId, (entry) => entry.callId ?? '')) {
    const messages = voicemails.filter((message) => unmatched.has(message) && own.some((call) => leads(call, message)));
    for (const message of messages) unmatched.delete(message);
    yield {
      providerCallId: callId,
      facts: [...own, ...messages].flatMap((entry) => factsOf(entry, callId, deps.country)),
    };
  }
  if (unmatched.size > 0) deps.log.info({ voicemails: unmatched.size }, 'voicemails_without_call');
}

async function readEntries(deps: Deps, from: string, to: string): Promise<Entry[]> {
  const byId = new Map<string, Entry>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams([
      ['types', 'CALL'],
      ['types', 'VOICEMAIL'],
      ['from', from],
      ['to', to],
      ['limit', String(PAGE)],
      ['offset', String(page * PAGE)],
    ]);
    const { body } = await deps.ask({
      operation: 'past_calls',
      method: 'GET',
      path: '/history',
      query,
      effect: 'reads',
      urgency: 'background',
    });
    const items = listOf(fieldsOf(body)['items']);
    for (const item of items) {
      const entry = readEntry(item);
      if (entry !== null) byId.set(entry.id, entry);
    }
    if (items.length < PAGE) return [...byId.values()];
  }
  throw new ProviderError('provider_cannot', 'More calls than sipgate’s history is read for.');
}

function readEntry(value: unknown): Entry | null {
  const fields = fieldsOf(value);
  const [id, at] = [textOf(fields['id']), readProviderTime(fields['created'])];
  const callId = textOf(fields['callId']);
  if (id === null || at === null || id.length > 100 || (callId?.length ?? 0) > 200) return null;
  return {
    id,
    callId,
    type: textOf(fields['type'])?.toUpperCase() ?? '',
    direction: textOf(fields['direction'])?.toUpperCase() ?? '',
    status: (textOf(fields['callStatus']) ?? textOf(fields['status']))?.toUpperCase() ?? '',
    at,
    seconds: amountOf(fields['duration']),
    source: textOf(fields['source']),
    target: textOf(fields['target']),
    fields,
  };
}

/** Whether this message can be of this call: the same two numbers, and soon after. */
function leads(call: Entry, message: Entry): boolean {
  const afterMs = Date.parse(message.at) - Date.parse(call.at);
  const isSame = call.source === message.source && call.target === message.target && call.source !== null;
  return isSame && !isWithheld(call.source) && afterMs >= 0 && afterMs <= VOICEMAIL_WITHIN_MS;
}

function factsOf(entry: Entry, callId: string, country: string): CallFact[] {
  const outgoing = entry.direction.endsWith('OUTGOING');
  const user = pickedUp(entry.fields);
  const tell = (kind: CallFact['kind'], at: string, more: Partial<CallFact> = {}): CallFact => ({
    factId: `sipgate-rest/${entry.id}/${kind}`,
    kind,
    at,
    startedAt: null,
    legId: callId,
    party: user === null ? null : { providerUserId: user, personId: null, name: null },
    direction: outgoing ? 'outbound' : 'inbound',
    fromNumber: normaliseNumber(entry.source, country),
    toNumber: normaliseNumber(entry.target, country),
    anonymous: isWithheld(entry.source),
    durationSeconds: null,
    cause: null,
    origin: 'reconcile',
    ...more,
  });
  const isMissed = entry.direction.startsWith('MISSED') || unanswered.has(entry.status);
  const lastedMs = (entry.seconds ?? 0) * 1_000;
  // How long it rang in vain is not told, and must not be taken for a caller who gave up at once.
  const end = later(entry.at, isMissed ? Math.max(lastedMs, DROPPED_BELOW_MS) : lastedMs);
  const whole = { legId: null, party: null };
  if (entry.type === 'VOICEMAIL') return [tell('voicemail', end, { ...whole, durationSeconds: entry.seconds })];
  const ringing = tell('ringing', entry.at, { party: null });
  const recording = recordingOf(entry.fields);
  if (!isMissed) {
    return [
      ringing,
      tell('answered', entry.at),
      tell('ended', end, { cause: 'normal', durationSeconds: entry.seconds }),
      ...(recording === null
        ? []
        : [tell('added', end, { ...whole, added: { recording: { url: recording, durationSeconds: entry.seconds } } })]),
    ];
  }
  const cause = unanswered.get(entry.status) ?? 'no_answer';
  if (cause === 'forwarded') return [ringing, tell('ended', end, { cause })];
  if (outgoing) return [ringing, tell('ended', end, { cause })];
  if (rejected.has(entry.status)) return [ringing, tell('rejected', end, { cause })];
  return [ringing, tell('missed', end, { ...whole, cause })];
}

const later = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();

/** `status` of sipgate's OpenAPI document and `callStatus` of its library; anything else was picked up. */
const unanswered: ReadonlyMap<string, EndCause> = new Map([
  ['NOPICKUP', 'no_answer'],
  ['MISSED', 'no_answer'],
  ['VOICEMAIL_NO_MESSAGE', 'no_answer'],
  ['BUSY', 'busy'],
  ['BUSY_ON_BUSY', 'busy'],
  ['REJECTED', 'busy'],
  ['REJECTED_DND', 'busy'],
  ['FAILURE', 'unknown'],
  ['FORWARD', 'forwarded'],
]);
const rejected: ReadonlySet<string> = new Set(['REJECTED', 'REJECTED_DND']);

/** Only a user is somebody whom we know; a device is not. */
function pickedUp(fields: Fields): string | null {
  const endpoints = listOf(fields['endpoints']).map(fieldsOf);
  const extension = endpoints
    .filter((one) => textOf(one['type'])?.toUpperCase() === 'PICKUP')
    .map((one) => textOf(fieldsOf(one['endpoint'])['extension']))
    .find((one) => one !== null && /^w\d+$/.test(one));
  return extension ?? null;
}

function recordingOf(fields: Fields): string | null {
  const url = textOf(fieldsOf(listOf(fields['recordings'])[0])['url']);
  return url !== null && url.length <= 2_000 ? url : null;
}

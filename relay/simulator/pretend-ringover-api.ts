import { newPretendCall } from './pretend-call.ts';
import { startPretendApi, type PretendApiServer, type PretendReply, type SeenRequest } from './pretend-api-server.ts';
import { createPretendCalls, type PretendCalls, type PretendLiveCall, type PretendPhone } from './pretend-calls.ts';
import { createEffects, type OnEffect } from './pretend-effect.ts';
import { passOn, type PretendRingoverUser } from './pretend-transfer.ts';
import { ringoverLiveCall, ringoverPastCall } from './ringover-rest-call.ts';

export type { PretendRingoverUser };

export type RingoverRight = 'calls' | 'conversations' | 'users' | 'monitoring';

export interface PretendRingoverKey {
  key: string;
  /** Absent: all. */
  rights?: readonly RingoverRight[];
}

export interface PretendRingoverApi extends Omit<PretendApiServer, 'origin'> {
  /** `http://127.0.0.1:<port>/v2` */
  url: string;
  calls: PretendCalls;
  /** Digits, with comment. */
  blocked: ReadonlyMap<string, string | null>;
  /** What a person set in Ringover's own app. `snoozeEnd` as Ringover writes it: `2026-11-25 14:00:00`. */
  setPresence(userId: string, presence: Partial<PretendPresence>): void;
  /** What it wrote down of a call: as it answers it, or that it is at it. A call it was not told of has none: 404. */
  setTranscription(callId: string, speeches: readonly PretendSpeech[] | 'pending' | 'unreadable'): void;
  /** No credit any more, or again. */
  setCredit(has: boolean): void;
  /** As `transfer` does, asked for in another way. @returns false: the call is gone */
  passOn(this: void, call: PretendLiveCall, phone: PretendPhone, to: string): boolean;
  /** Effects of actions; @returns its own undo */
  onEffect(listen: OnEffect): () => void;
}

/**
 * What one side said, in one of the two shapes that Ringover is known to answer (telephony facts 1.1): that of its
 * specification, with times in seconds; that of real traffic, without.
 */
export type PretendSpeech =
  { channelId: 0 | 1; text: string; start: number; end: number } | { speaker_id: 0 | 1; content: string };

interface PretendPresence {
  connectedDevices: number;
  isSnoozed: boolean;
  isPlannedSnooze: boolean;
  snoozeEnd: string | null;
}

export interface PretendRingoverOptions {
  keys: readonly PretendRingoverKey[];
  users: readonly PretendRingoverUser[];
  onEffect?: OnEffect;
  now?: () => Date;
  /** Of each key. 2 is Ringover's. */
  perSecond?: number;
  calls?: PretendCalls;
  port?: number;
  /** From where it dials when nobody says so. */
  defaultNumber?: string;
}

/** Puts digits into JSON as they are; a JavaScript number would round a uint64. TypeScript does not know it yet. */
const { rawJSON } = JSON as unknown as { rawJSON(this: void, text: string): unknown };
const WINDOW_MS = 15 * 86_400_000;
const refusal = (error: string) => ({ error });
const refused = (status: number, error: string): PretendReply => ({ status, json: refusal(error) });
const empty: PretendReply = { status: 204 };
const applied: PretendReply = { status: 201 };

/** Ringover's public API as far as the relay uses it, with its limits and its words of refusal (telephony facts 1). */
export async function startPretendRingoverApi(options: PretendRingoverOptions): Promise<PretendRingoverApi> {
  const now = options.now ?? (() => new Date());
  const calls = options.calls ?? createPretendCalls();
  const { tell, onEffect } = createEffects(options.onEffect);
  const blocked = new Map<string, string | null>();
  const presences = new Map<string, PretendPresence>();
  const transcriptions = new Map<string, readonly PretendSpeech[] | 'pending' | 'unreadable'>();
  const admit = createDoor(options.keys, options.perSecond ?? 2, now);
  let hasCredit = true;
  let lastMessageId = 1_234_000;

  const onChannel =
    (act: (call: PretendLiveCall, phone: PretendPhone, request: SeenRequest) => PretendReply) =>
    (request: SeenRequest, uuid = ''): PretendReply => {
      for (const live of calls.live()) {
        const phone = live.phones.find((one) => one.uuid === uuid);
        if (phone) return act(live, phone, request);
      }
      return refused(404, 'Channel not found');
    };

  const server = await startPretendApi({
    now,
    admit,
    refusal,
    ...(options.port === undefined ? {} : { port: options.port }),
    routes: [
      {
        operation: 'teams',
        method: 'GET',
        path: /^\/v2\/teams$/,
        answer: () => ({ status: 200, json: { users: [] } }),
      },
      {
        operation: 'current_calls',
        method: 'POST',
        path: /^\/v2\/calls\/current$/,
        answer(request) {
          if (jsonOf(request) === null) return refused(400, 'Invalid Json supplied');
          const list = calls.live().flatMap(({ call, phones }) => phones.map((phone) => ringoverLiveCall(call, phone)));
          return list.length === 0
            ? empty
            : { status: 200, json: { total_current_calls_count: list.length, current_calls_list: list } };
        },
      },
      {
        operation: 'transcription',
        method: 'GET',
        path: /^\/v2\/transcriptions\/(\d+)$/,
        answer: (_request, callId = '') => transcriptionOf(callId, transcriptions.get(callId)),
      },
      { operation: 'past_calls', method: 'GET', path: /^\/v2\/calls$/, answer: (request) => pastCalls(request) },
      {
        operation: 'hold',
        method: 'POST',
        path: /^\/v2\/channels\/([^/]+)\/events\/hold\/toggle$/,
        answer: onChannel(({ call }, phone) => {
          if (phone.answeredAt === null) return refused(400, 'Channel not answered');
          phone.hold = !phone.hold;
          tell({ kind: 'held', call, phone, on: phone.hold });
          return applied;
        }),
      },
      {
        operation: 'mute',
        method: 'POST',
        path: /^\/v2\/channels\/([^/]+)\/events\/mute\/toggle$/,
        answer: onChannel(({ call }, phone) => {
          phone.mute = !phone.mute;
          tell({ kind: 'muted', call, phone, on: phone.mute });
          return applied;
        }),
      },
      {
        operation: 'hang_up',
        method: 'POST',
        path: /^\/v2\/channels\/([^/]+)\/events\/hangup$/,
        answer: onChannel(({ call }, phone) => {
          calls.end(call.callId, phone.channelId, now());
          tell({ kind: 'hung_up', call, phone });
          return applied;
        }),
      },
      {
        operation: 'transfer',
        method: 'POST',
        path: /^\/v2\/channels\/([^/]+)\/events\/transfer$/,
        answer: onChannel((live, phone, request) => transfer(live, phone, request)),
      },
      {
        operation: 'digits',
        method: 'POST',
        path: /^\/v2\/channels\/([^/]+)\/events\/dtmf$/,
        answer: onChannel(({ call }, phone, request) => {
          const digits = jsonOf(request)?.['dtmf'];
          if (typeof digits !== 'string' || !/^[0-9*#]$/.test(digits)) return refused(400, 'Invalid body');
          tell({ kind: 'digits', call, phone, digits });
          return applied;
        }),
      },
      { operation: 'dial', method: 'POST', path: /^\/v2\/callback$/, answer: (request) => dial(request) },
      { operation: 'sms', method: 'POST', path: /^\/v2\/push\/sms$/, answer: (request) => sendSms(request) },
      {
        operation: 'block',
        method: 'POST',
        path: /^\/v2\/blacklists\/numbers$/,
        answer(request) {
          const number = integerIn(jsonOf(request), 'number');
          if (number === null) return refused(400, 'Invalid number');
          if (blocked.has(number)) return { status: 304 };
          const comment = jsonOf(request)?.['comment'];
          blocked.set(number, typeof comment === 'string' ? comment : null);
          tell({ kind: 'blocked', number: `+${number}` });
          return { status: 200 };
        },
      },
      {
        operation: 'unblock',
        method: 'DELETE',
        path: /^\/v2\/blacklists\/numbers\/(\d+)$/,
        answer(_request, number = '') {
          if (!blocked.delete(number)) return refused(404, 'Not found');
          tell({ kind: 'unblocked', number: `+${number}` });
          return { status: 200 };
        },
      },
      { operation: 'presence', method: 'GET', path: /^\/v2\/presences$/, answer: () => presenceList() },
    ],
  });

  const passOnTo = (live: PretendLiveCall, phone: PretendPhone, to: string) =>
    passOn(live, phone, to, { calls, users: options.users, tell, now });

  function pastCalls({ query }: SeenRequest): PretendReply {
    const [from, to] = [query.get('start_date'), query.get('end_date')];
    if ((from === null) !== (to === null)) return refused(400, 'start_date and end_date go together');
    const [fromMs, toMs] = [from === null ? 0 : Date.parse(from), to === null ? Infinity : Date.parse(to)];
    if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return refused(400, 'Invalid date');
    if (from !== null && toMs - fromMs > WINDOW_MS) return refused(400, 'The range must not exceed 15 days');
    const count = Number(query.get('limit_count') ?? 100);
    const offset = Number(query.get('limit_offset') ?? 0);
    if (!(count >= 1 && count <= 1_000) || !(offset >= 0 && offset <= 9_000)) return refused(400, 'Invalid limit');
    const before = Number(query.get('last_id_returned') ?? Infinity);
    const found = calls
      .past()
      .filter(
        ({ id, phone }) => id < before && phone.startedAt.getTime() >= fromMs && phone.startedAt.getTime() <= toMs,
      )
      .toSorted((a, b) => b.id - a.id);
    const list = found.slice(offset, offset + count).map((past) => ringoverPastCall(past));
    if (list.length === 0) return empty;
    return { status: 200, json: { call_list_count: list.length, total_call_count: found.length, call_list: list } };
  }

  function dial(request: SeenRequest): PretendReply {
    const body = jsonOf(request);
    const to = integerIn(body, 'to_number');
    if (to === null) return refused(400, 'Invalid to_number');
    const given = integerIn(body, 'from_number');
    const from = given === null ? (options.defaultNumber ?? options.users[0]?.numbers[0]) : `+${given}`;
    const user = options.users.find((one) => from !== undefined && one.numbers.includes(from));
    if (from === undefined || !user) return refused(404, 'from_number not found');
    const call = newPretendCall({ direction: 'outbound', from, to: `+${to}`, user, startedAt: now() });
    tell({ kind: 'dialled', call, phone: calls.begin(call) });
    return { status: 200, json: { call_id: rawJSON(call.callId), channel_id: rawJSON(call.channelId) } };
  }

  function transfer(live: PretendLiveCall, phone: PretendPhone, request: SeenRequest): PretendReply {
    const number = integerIn(jsonOf(request), 'phone_number');
    if (number === null) return refused(400, 'Invalid body');
    if (phone.answeredAt === null) return refused(400, 'Channel not answered');
    const to = `+${number}`;
    if (!passOnTo(live, phone, to)) return refused(404, 'Channel not found');
    return applied;
  }

  function sendSms(request: SeenRequest): PretendReply {
    const { from_number: from, to_number: to, content } = jsonOf(request) ?? {};
    const isNumber = (value: unknown): value is string => typeof value === 'string' && /^\+[1-9]\d{3,16}$/.test(value);
    if (!isNumber(from) || !isNumber(to) || typeof content !== 'string' || content === '') {
      return refused(400, 'The request contains errors');
    }
    if (!hasCredit) return refused(402, 'Payment required');
    const messageId = ++lastMessageId;
    const conversationId = 234_000 + (Number(to.slice(-3)) % 1_000);
    const userId = options.users.find((user) => user.numbers.includes(from))?.id ?? null;
    tell({ kind: 'sms', message: { messageId, conversationId, from, to, body: content, userId, at: now() } });
    return { status: 202, json: { message_id: messageId, conv_id: conversationId } };
  }

  function presenceList(): PretendReply {
    const list = options.users.map(({ id }) => {
      const set = presences.get(id) ?? usualPresence;
      return {
        team_id: 654_321,
        user_id: Number(id),
        in_call: calls.live().flatMap(({ phones }) => phones.filter((p) => p.user?.id === id && p.answeredAt)).length,
        connected_devices: set.connectedDevices,
        planning_enable: true,
        is_planning: !set.isPlannedSnooze,
        is_planned_snooze: set.isPlannedSnooze,
        is_snoozed: set.isSnoozed,
        snooze_type: set.isSnoozed ? 'meeting' : null,
        snooze_end: set.snoozeEnd,
      };
    });
    return { status: 200, json: { list_count: list.length, list } };
  }

  const { origin, ...rest } = server;
  return {
    ...rest,
    url: `${origin}/v2`,
    calls,
    blocked,
    passOn: passOnTo,
    onEffect,
    setPresence(userId, presence) {
      presences.set(userId, { ...(presences.get(userId) ?? usualPresence), ...presence });
    },
    setTranscription: (callId, speeches) => void transcriptions.set(callId, speeches),
    setCredit(has) {
      hasCredit = has;
    },
  };
}

/** An array of one; its state says whether it is done. */
function transcriptionOf(
  callId: string,
  speeches: readonly PretendSpeech[] | 'pending' | 'unreadable' | undefined,
): PretendReply {
  if (speeches === undefined) return refused(404, 'Transcription not found');
  const json = (more: object) => [{ call_id: rawJSON(callId), ...more }];
  if (speeches === 'pending') return { status: 200, json: json({ transcription_status: 'PENDING' }) };
  if (speeches === 'unreadable')
    return { status: 200, json: json({ transcription_status: 'DONE', transcription_data: { speeches: 'none' } }) };
  return { status: 200, json: json({ transcription_status: 'DONE', transcription_data: { speeches } }) };
}

const usualPresence: PretendPresence = {
  connectedDevices: 1,
  isSnoozed: false,
  isPlannedSnooze: false,
  snoozeEnd: null,
};

const rightOf: Readonly<Record<string, RingoverRight>> = {
  current_calls: 'calls',
  past_calls: 'calls',
  transcription: 'calls',
  dial: 'calls',
  sms: 'conversations',
  presence: 'users',
  block: 'users',
  unblock: 'users',
};

/** The key, its rights and its limit. A refused request counts too. */
function createDoor(keys: readonly PretendRingoverKey[], perSecond: number, now: () => Date) {
  const recent = new Map<string, number[]>();
  return ({ headers, operation }: SeenRequest): PretendReply | null => {
    const given = headers.authorization ?? '';
    // Seen by probe: with a scheme before it Ringover sees no key at all.
    if (given === '' || /^\w+ /.test(given)) return refused(401, 'Missing API key');
    const key = keys.find((one) => one.key === given);
    if (!key) return refused(401, 'Invalid user');
    const nowMs = now().getTime();
    const within = (recent.get(given) ?? []).filter((at) => at > nowMs - 1_000);
    recent.set(given, [...within, nowMs]);
    if (within.length >= perSecond) return refused(429, 'Too many requests');
    const right = rightOf[operation];
    return right !== undefined && key.rights?.includes(right) === false ? refused(401, 'Unauthorized') : null;
  };
}

/** Numbers as text, so that none is rounded. @returns null when it is no JSON object */
function jsonOf({ body }: SeenRequest): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function integerIn(body: Record<string, unknown> | null, name: string): string | null {
  const value = body?.[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : null;
}

import { randomUUID } from 'node:crypto';
import { newUint64, type PretendCall, type PretendUser } from './pretend-call.ts';

/** One phone of a call that goes on. */
export interface PretendPhone {
  /** As the webhooks name it: Ringover's channel_id, uint64 as text. */
  channelId: string;
  /** As Ringover's REST API names the same phone while the call goes on. */
  uuid: string;
  user: PretendUser | null;
  /** Who was dialled to reach it. */
  to: string;
  startedAt: Date;
  answeredAt: Date | null;
  hold: boolean;
  mute: boolean;
}

export interface PretendLiveCall {
  call: PretendCall;
  phones: PretendPhone[];
}

/** A phone's part in a call that is over: one line of the provider's log. */
export interface PretendPastPhone {
  /** Rises with every line. */
  id: number;
  call: PretendCall;
  phone: PretendPhone;
  endedAt: Date;
  /** Ringover's word for how it ended. */
  lastState: string;
}

/** The calls of a pretend provider: those that go on, and its log. Shared by its API and by what sends its webhooks. */
export interface PretendCalls {
  live(): readonly PretendLiveCall[];
  find(callId: string): PretendLiveCall | null;
  past(): readonly PretendPastPhone[];
  /** A call with its first phone ringing. */
  begin(call: PretendCall): PretendPhone;
  /** Another phone of the same call begins to ring, as by a transfer. */
  addPhone(callId: string, to: string, user: PretendUser | null, at: Date): PretendPhone | null;
  /** @returns null when that phone is gone */
  answer(callId: string, channelId: string, at: Date, user?: PretendUser | null): PretendPhone | null;
  /** Takes the phone out; with the last one the call is over. @returns null when it was gone already */
  end(callId: string, channelId: string, at: Date, lastState?: string): PretendPhone | null;
}

export function createPretendCalls(): PretendCalls {
  const live = new Map<string, PretendLiveCall>();
  const past: PretendPastPhone[] = [];
  let lastId = 19_479_000;
  const phoneOf = (callId: string, channelId: string) =>
    live.get(callId)?.phones.find((phone) => phone.channelId === channelId) ?? null;
  const newPhone = (channelId: string, to: string, user: PretendUser | null, startedAt: Date): PretendPhone => ({
    channelId,
    uuid: randomUUID(),
    user,
    to,
    startedAt,
    answeredAt: null,
    hold: false,
    mute: false,
  });

  return {
    live: () => [...live.values()],
    find: (callId) => live.get(callId) ?? null,
    past: () => past,
    begin(call) {
      const phone = newPhone(call.channelId, call.to, call.user, call.startedAt);
      live.set(call.callId, { call, phones: [phone] });
      return phone;
    },
    addPhone(callId, to, user, at) {
      const phone = newPhone(newUint64(), to, user, at);
      live.get(callId)?.phones.push(phone);
      return live.has(callId) ? phone : null;
    },
    answer(callId, channelId, at, user) {
      const phone = phoneOf(callId, channelId);
      if (phone === null) return null;
      phone.answeredAt = at;
      if (user !== undefined) phone.user = user;
      return phone;
    },
    end(callId, channelId, endedAt, lastState) {
      const phone = phoneOf(callId, channelId);
      const going = live.get(callId);
      if (phone === null || going === undefined) return null;
      going.phones = going.phones.filter((other) => other !== phone);
      if (going.phones.length === 0) live.delete(callId);
      const usual = phone.answeredAt ? 'ANSWERED' : going.call.direction === 'inbound' ? 'MISSED' : 'CANCELLED';
      past.push({ id: ++lastId, call: going.call, phone, endedAt, lastState: lastState ?? usual });
      return phone;
    },
  };
}

import type { Logger } from 'pino';
import type { RingoverAccount } from '../../storage/port.ts';
import { ringoverCapabilities } from '../capabilities.ts';
import { fieldsOf, textOf } from '../field.ts';
import { createOneAtATime } from '../one-at-a-time.ts';
import type { Pace } from '../pace.ts';
import { ProviderError, type LivePhone, type ProviderAccount } from '../port.ts';
import {
  askProvider,
  type Fetch,
  type ProviderAnswer,
  type ProviderConnection,
  type ProviderRequest,
} from '../provider-request.ts';
import type { ProviderClock } from '../provider-clock.ts';
import type { ProviderMetrics } from '../../metrics/relay-metrics.ts';
import { findLiveChannel, type LiveChannel } from './live-channel.ts';
import { readPresences } from './presences.ts';
import { readPastCalls } from './past-calls.ts';

export interface RingoverDeps {
  account: RingoverAccount;
  /** ISO 3166 alpha-2: numbers in national form are read by it. */
  country: string;
  /** IANA: ends of a snooze are told without one. */
  timeZone: string;
  /** Of this API key, shared by everything in the process that uses it. */
  pace: Pace;
  fetch: Fetch;
  clock: ProviderClock;
  metrics: ProviderMetrics;
  log: Logger;
  timeoutMs: number;
}

/**
 * Ringover's public API v2 (telephony facts 1). Hold and mute are toggles there, and live calls have ids of their own, so
 * everything that is done to a call begins with reading the calls that go on.
 */
export function createRingoverAccount(deps: RingoverDeps): ProviderAccount {
  const { account } = deps;
  const connection: ProviderConnection = {
    ...deps,
    provider: 'ringover',
    baseUrl: account.baseUrl,
    // Bare: with `Bearer` before it Ringover answers that the key is missing.
    authorization: () => Promise.resolve(account.apiKey),
    notFound: (operation) => (controlOperations.has(operation) ? 'call_over' : 'provider_refused'),
  };
  const ask = (request: ProviderRequest): Promise<ProviderAnswer> => askProvider(connection, request);
  /** Two clicks on hold are two toggles, and each must see what the one before did. */
  const oneAtATime = createOneAtATime();

  async function channelOf(phone: LivePhone): Promise<LiveChannel> {
    const { body } = await ask({
      operation: 'current_calls',
      method: 'POST',
      path: '/calls/current',
      json: '{"limit_count":1000}',
      effect: 'reads',
      urgency: 'action',
    });
    return findLiveChannel(body, phone);
  }

  async function tell(operation: string, channel: LiveChannel, event: string, json?: string): Promise<void> {
    await ask({
      operation,
      method: 'POST',
      path: `/channels/${encodeURIComponent(channel.channelId)}/events/${event}`,
      ...(json === undefined ? {} : { json }),
      effect: 'changes',
      urgency: 'action',
    });
  }

  const onCall = <T>(phone: LivePhone, work: (channel: LiveChannel) => Promise<T>): Promise<T> =>
    oneAtATime(phone.providerCallId, async () => work(await channelOf(phone)));

  const toggle = (phone: LivePhone, what: 'hold' | 'mute', on: boolean) =>
    onCall(phone, async (channel) => {
      const is = channel[what];
      if (is === null) throw new ProviderError('provider_failed', `Ringover does not say whether ${what} is on.`);
      if (is !== on) await tell(what, channel, `${what}/toggle`);
    });

  return {
    provider: 'ringover',
    capabilities: ringoverCapabilities,

    async dial({ to, person }) {
      const from = person.lines[0] ?? account.defaultCallerId;
      const { body } = await ask({
        operation: 'dial',
        method: 'POST',
        path: '/callback',
        json: `{"to_number":${digitsOf(to)}${from === null ? '' : `,"from_number":${digitsOf(from)}`}}`,
        effect: 'changes',
        urgency: 'action',
      });
      return { providerCallId: textOf(fieldsOf(body)['call_id']) };
    },

    hangUp: (phone) => onCall(phone, (channel) => tell('hang_up', channel, 'hangup')),
    setHold: (phone, on) => toggle(phone, 'hold', on),
    setMute: (phone, on) => toggle(phone, 'mute', on),

    async transfer(phone, to, attended) {
      if (attended) throw new ProviderError('provider_cannot', 'Ringover’s API transfers without speaking first.');
      await onCall(phone, (channel) => tell('transfer', channel, 'transfer', `{"phone_number":${digitsOf(to)}}`));
    },

    // One request each: the specification names ten digits, # and *, and no sequence.
    sendDigits: (phone, digits) =>
      onCall(phone, async (channel) => {
        for (const [index, digit] of digits.split('').entries()) {
          try {
            await tell('digits', channel, 'dtmf', JSON.stringify({ dtmf: digit }));
          } catch (error) {
            // Some were heard at the other end: done again from the start, they would be heard twice.
            if (index > 0 && error instanceof ProviderError && error.didNotHappen) {
              const { code, message, detail, retryAfterMs } = error;
              throw new ProviderError(code, message, { didNotHappen: false, detail, retryAfterMs, cause: error });
            }
            throw error;
          }
        }
      }),

    async sendSms({ from, to, body }) {
      const answer = await ask({
        operation: 'sms',
        method: 'POST',
        path: '/push/sms',
        // Here, and only here, Ringover wants the plus.
        json: JSON.stringify({ from_number: from, to_number: to, content: body }),
        effect: 'changes',
        urgency: 'action',
      });
      return { providerMessageId: textOf(fieldsOf(answer.body)['message_id']) };
    },

    async block(number, comment) {
      await ask({
        operation: 'block',
        method: 'POST',
        path: '/blacklists/numbers',
        json: `{"number":${digitsOf(number)},"comment":${JSON.stringify(comment || null)},"direction":"IN"}`,
        effect: 'changes',
        urgency: 'action',
        accept: [304],
      });
    },

    async unblock(number) {
      await ask({
        operation: 'unblock',
        method: 'DELETE',
        path: `/blacklists/numbers/${digitsOf(number)}`,
        effect: 'changes',
        urgency: 'action',
        accept: [304, 404],
      });
    },

    async presence() {
      const { body } = await ask({
        operation: 'presence',
        method: 'GET',
        path: '/presences',
        effect: 'reads',
        urgency: 'background',
      });
      return readPresences(body, deps.timeZone, deps.clock.now());
    },

    async transcription(providerCallId) {
      const { status, body } = await ask({
        operation: 'transcription',
        method: 'GET',
        path: `/transcriptions/${encodeURIComponent(providerCallId)}`,
        effect: 'reads',
        urgency: 'background',
        // Not there, or not yet.
        accept: [404],
      });
      return status === 404 ? null : body;
    },

    pastCalls: (from, to) => readPastCalls({ ask, country: deps.country, log: deps.log }, from, to),
  };
}

/** What is done to a call: not found, it is over. */
const controlOperations: ReadonlySet<string> = new Set(['hold', 'mute', 'hang_up', 'transfer', 'digits']);

/** As a JSON number of that many digits; our own numbers are digits behind their plus (`phoneNumber`). */
const digitsOf = (number: string) => number.replace(/\D/g, '');

import type { Logger } from 'pino';
import type { ProviderMetrics } from '../../metrics/relay-metrics.ts';
import type { SipgateAccount } from '../../storage/port.ts';
import type { Person } from '../../wire/directory.ts';
import { sipgateCapabilities } from '../capabilities.ts';
import { fieldsOf, listOf, textOf } from '../field.ts';
import { ProviderError, type LivePhone, type ProviderAccount } from '../port.ts';
import type { ProviderClock } from '../provider-clock.ts';
import {
  askProvider,
  type Fetch,
  type ProviderAnswer,
  type ProviderConnection,
  type ProviderRequest,
} from '../provider-request.ts';
import { basicAuthorization, oauthAuthorization, type RefreshTokenStore } from './authorization.ts';
import { readHistory } from './history.ts';

export interface SipgateDeps {
  account: SipgateAccount;
  refreshTokens: RefreshTokenStore;
  /** ISO 3166 alpha-2 */
  country: string;
  fetch: Fetch;
  clock: ProviderClock;
  metrics: ProviderMetrics;
  log: Logger;
  timeoutMs: number;
}

/**
 * sipgate's REST API v2 with its real-time call manipulation (telephony facts 4.4; shapes of /sessions, /{userId}/sms,
 * /history and /blacklist: sipgate's OpenAPI document). Hold and mute are set, not toggled, so nothing is read first.
 */
export function createSipgateAccount(deps: SipgateDeps): ProviderAccount {
  const { account } = deps;
  const base = { ...deps, provider: 'sipgate' as const, pace: null };
  const authorization =
    account.auth.kind === 'token'
      ? basicAuthorization(account.auth)
      : oauthAuthorization(account.auth, base, deps.refreshTokens);
  const connection: ProviderConnection = {
    ...base,
    ...authorization,
    baseUrl: account.baseUrl,
    notFound: (operation) => (controlOperations.has(operation) ? 'call_over' : 'provider_refused'),
  };
  const ask = (request: ProviderRequest): Promise<ProviderAnswer> => askProvider(connection, request);
  const read = (operation: string, path: string) =>
    ask({ operation, method: 'GET', path, effect: 'reads', urgency: 'action' });
  const change = (
    operation: string,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    accept?: number[],
  ) =>
    ask({
      operation,
      method,
      path,
      ...(body === undefined ? {} : { json: JSON.stringify(body) }),
      effect: 'changes',
      urgency: 'action',
      ...(accept === undefined ? {} : { accept }),
    });

  return {
    provider: 'sipgate',
    capabilities: sipgateCapabilities,

    async dial({ to, person }) {
      const callerId = person.lines[0] ?? account.defaultCallerId;
      const caller = await deviceOf(person);
      const { body } = await change('dial', 'POST', '/sessions/calls', {
        caller,
        callee: to,
        ...(callerId === null ? {} : { callerId }),
      });
      return { providerCallId: textOf(fieldsOf(body)['sessionId']) };
    },

    hangUp: async (phone) => void (await change('hang_up', 'DELETE', callPath(phone))),
    setHold: async (phone, on) => void (await change('hold', 'PUT', `${callPath(phone)}/hold`, { value: on })),
    setMute: async (phone, on) => void (await change('mute', 'PUT', `${callPath(phone)}/muted`, { value: on })),
    transfer: async (phone, to, attended) =>
      void (await change('transfer', 'POST', `${callPath(phone)}/transfer`, { attended, phoneNumber: to })),
    sendDigits: async (phone, digits) =>
      void (await change('digits', 'POST', `${callPath(phone)}/dtmf`, { sequence: digits })),

    async sendSms({ from, to, body, person }) {
      const smsId = await smsExtensionOf(person, from);
      // sipgate answers without a text, and names no id.
      await change('sms', 'POST', '/sessions/sms', { smsId, recipient: to, message: body });
      return { providerMessageId: null };
    },

    // `isBlock` would block every number that begins with these digits. sipgate keeps no comment.
    block: async (number) =>
      void (await change('block', 'POST', '/blacklist/incoming', { phoneNumber: number, isBlock: false })),
    unblock: async (number) =>
      void (await change('unblock', 'DELETE', `/blacklist/incoming/${encodeURIComponent(number)}`, undefined, [404])),

    presence: () => Promise.reject(new ProviderError('provider_cannot', 'sipgate does not tell who is on the phone.')),

    pastCalls: (from, to) => readHistory({ ask, country: deps.country, log: deps.log }, from, to),
  };

  /** The phone that rings first when this person dials: their default device, else their first. */
  async function deviceOf(person: Person): Promise<string> {
    const userId = sipgateUserOf(person);
    const user = await read('user', `/users/${userId}`);
    const usual = textOf(fieldsOf(user.body)['defaultDevice']);
    if (usual !== null) return usual;
    const devices = await read('devices', `/${userId}/devices`);
    const first = textOf(fieldsOf(listOf(fieldsOf(devices.body)['items'])[0])['id']);
    if (first === null) throw new ProviderError('provider_cannot', 'This person has no phone at sipgate.');
    return first;
  }

  /** A message from another number than the one on the screen would be a surprise to both sides, so it is not sent. */
  async function smsExtensionOf(person: Person, from: string): Promise<string> {
    const { body } = await read('sms_extensions', `/${sipgateUserOf(person)}/sms`);
    const extensions = listOf(fieldsOf(body)['items']).map(fieldsOf);
    const own = extensions.find((one) => textOf(one['callerId']) === from);
    const id = textOf(own?.['id']);
    if (id !== null) return id;
    throw new ProviderError('provider_cannot', 'No SMS service of this person sends from this number.', {
      detail:
        extensions.length === 0 ? 'No SMS service at sipgate.' : `At sipgate no SMS service of yours sends as ${from}.`,
    });
  }
}

const controlOperations: ReadonlySet<string> = new Set(['hold', 'mute', 'hang_up', 'transfer', 'digits']);

/** Without the user that our leg ids carry behind the callId. */
const callPath = (phone: LivePhone) => `/calls/${encodeURIComponent(phone.legId.split('/', 1)[0] ?? '')}`;

/** Among a person's ids at all providers sipgate's are `w0`; pushes also have it with the account before it. */
function sipgateUserOf(person: Person): string {
  const id = person.providerUserIds.map((one) => /^(?:\d+)?(w\d+)$/.exec(one)?.[1]).find((one) => one !== undefined);
  if (id === undefined) throw new ProviderError('provider_cannot', 'This person has no user at sipgate.');
  return id;
}

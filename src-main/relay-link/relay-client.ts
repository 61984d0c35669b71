import { call, type Call, type CallEdit } from '@callbrief/relay/wire/call';
import { message } from '@callbrief/relay/wire/message';
import { recording } from '@callbrief/relay/wire/recording';
import { contact, matter, person, type NewContact } from '@callbrief/relay/wire/directory';
import { pageOf, ringTestStarted, session, tokens, type Page, type Session } from '@callbrief/relay/wire/rest';
import { id } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';
import { silentLog, type Log } from '../logging/log.ts';
import { createBearer, type Bearer, type TokenStore } from './bearer.ts';
import { systemClock, type Clock } from './clock.ts';
import { REQUEST_TIMEOUT_MS, requestRelay, tellRelay, type Fetch, type RelayRequest } from './relay-request.ts';
import { createAgentTalkRequestsOfRelay, type AgentTalkRequestsOfRelay } from './agent-talk-requests.ts';
import { createDirectoryRequests, type DirectoryRequests } from './directory-requests.ts';
import { createItemRequests, type ItemRequests } from './item-requests.ts';
import { createPolicyRequests, type PolicyRequests } from './policy-requests.ts';
import { createReceptionistRequests, type ReceptionistLinkRequests } from './receptionist-requests.ts';
import { createImportRequests, type ImportRequestsOfRelay } from './import-requests.ts';
import { createRecordingRequests, type RecordingRequests } from './recording-requests.ts';
import { createTimeRequests, type TimeRequests } from './time-requests.ts';
import { createTelephonyRequests, type TelephonyRequests } from './telephony-requests.ts';

export interface RelayClientOptions {
  /** As `readRelayAddress` gives it: no slash at the end. */
  relayUrl: string;
  tokens: TokenStore;
  /** Electron's `net.fetch`; Node's own by default. */
  fetch?: Fetch;
  clock?: Clock;
  timeoutMs?: number;
  log?: Log;
}

/** The relay's REST API, typed and checked. Every method throws a RelayProblem. */
export interface RelayClient
  extends
    TelephonyRequests,
    RecordingRequests,
    ItemRequests,
    DirectoryRequests,
    TimeRequests,
    PolicyRequests,
    ReceptionistLinkRequests,
    AgentTalkRequestsOfRelay,
    ImportRequestsOfRelay {
  readonly relayUrl: string;
  readonly bearer: Bearer;
  readonly fetch: Fetch;
  session(): Promise<Session>;
  /** With the times of this computer around the one request that was answered, without any refresh before it. */
  timedSession(): Promise<{ session: Session; askedAt: Date; answeredAt: Date }>;
  /** Newest first. Rows that this version cannot read are left out and logged. */
  calls: ReadPage<typeof call>;
  messages: ReadPage<typeof message>;
  contacts: ReadPage<typeof contact>;
  matters: ReadPage<typeof matter>;
  people: ReadPage<typeof person>;
  /** Newest first. */
  recordings: ReadPage<typeof recording>;
  /** Which calls have insights, and in which revision. */
  insightRevisions: ReadPage<typeof insightRevision>;
  /** The same edit twice is one edit: its `at` decides. @returns the call as the relay has it now, where it said so. */
  editCall(callId: string, edit: CallEdit): Promise<Call | null>;
  /** The same id twice is one contact. */
  addContact(newContact: NewContact): Promise<void>;
  startRingTest(ask: { rings: number; everyMs: number }): Promise<z.infer<typeof ringTestStarted>>;
  removeDevice(deviceId: string): Promise<void>;
}

export type ReadPage<T extends z.ZodType> = (cursor: string | null, limit: number) => Promise<Page<z.infer<T>>>;

/** The least that says "the relay has it": a 200 of something in between must not take a person's words off the disk. */
const kept = z.looseObject({ id: z.string() });

/** GET /insights */
const insightRevision = z.object({ callId: id, revision: z.number().int().nonnegative() });

export function createRelayClient(options: RelayClientOptions): RelayClient {
  const { relayUrl, log = silentLog } = options;
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const wire = { fetch, clock: options.clock ?? systemClock, timeoutMs: options.timeoutMs ?? REQUEST_TIMEOUT_MS };
  const api = `${relayUrl}/api/v1`;

  const bearer = createBearer(options.tokens, async (refreshToken) => {
    const fresh = await requestRelay(
      wire,
      { url: `${api}/tokens/refresh`, method: 'POST', body: { refreshToken } },
      tokens,
    );
    log.info('tokens_rotated');
    return fresh;
  });

  const ask = <T extends z.ZodType>(path: string, answer: T, more: Partial<RelayRequest> = {}) =>
    bearer.use((accessToken) => requestRelay(wire, { url: `${api}${path}`, accessToken, ...more }, answer));
  const tell = (path: string, more: Partial<RelayRequest>) =>
    bearer.use((accessToken) => tellRelay(wire, { url: `${api}${path}`, accessToken, ...more }));

  const pages =
    <T extends z.ZodType>(path: string, item: T): ReadPage<T> =>
    async (cursor, limit) => {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
      const { items, ...page } = await ask(`${path}?${query.toString()}`, pageOf(z.unknown()));
      const read = items.map((row) => item.safeParse(row));
      const unreadable = read.filter((row) => !row.success).length;
      if (unreadable > 0) log.warn('event_unreadable', { path, rows: unreadable });
      return { ...page, items: read.flatMap((row) => (row.success ? [row.data] : [])) };
    };

  return {
    relayUrl,
    bearer,
    fetch,
    session: () => ask('/session', session),
    timedSession: () =>
      bearer.use(async (accessToken) => {
        const askedAt = wire.clock.now();
        const answer = await requestRelay(wire, { url: `${api}/session`, accessToken }, session);
        return { session: answer, askedAt, answeredAt: wire.clock.now() };
      }),
    ...createTelephonyRequests({ ask, tell }),
    ...createItemRequests({ ask }),
    ...createDirectoryRequests({ ask, tell }),
    ...createTimeRequests({ ask, tell }, { wire, bearer, api }),
    ...createPolicyRequests({ ask }),
    ...createReceptionistRequests({ ask }),
    ...createAgentTalkRequestsOfRelay({ ask }),
    ...createRecordingRequests({ ask, tell }, { wire, bearer, api, kept: z.looseObject({}) }),
    ...createImportRequests({ ask, tell }, { wire, bearer, api }),
    calls: pages('/calls', call),
    messages: pages('/messages', message),
    contacts: pages('/contacts', contact),
    matters: pages('/matters', matter),
    people: pages('/people', person),
    recordings: pages('/recordings', recording),
    insightRevisions: pages('/insights', insightRevision),
    editCall: async (callId, edit) => {
      const told = await ask(`/calls/${encodeURIComponent(callId)}`, kept, { method: 'PATCH', body: edit });
      const now = call.safeParse(told);
      return now.success ? now.data : null;
    },
    addContact: async (newContact) => {
      await ask('/contacts', kept, { method: 'POST', body: newContact });
    },
    startRingTest: (body) => ask('/ring-tests', ringTestStarted, { method: 'POST', body }),
    removeDevice: (deviceId) => tell(`/devices/${encodeURIComponent(deviceId)}`, { method: 'DELETE' }),
  };
}

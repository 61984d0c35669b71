import type { Call, CallEdit } from '../wire/call.ts';
import type { CallFact } from '../wire/call-fact.ts';
import type { BlockedNumber } from '../wire/control.ts';
import type { Contact, Firm, Matter, NewContact, NewMatter, Person } from '../wire/directory.ts';
import type { LoggedEvent } from '../wire/events.ts';
import type { Message } from '../wire/message.ts';
import type { ProblemCode } from '../wire/problems.ts';
import type { Device, Page } from '../wire/rest.ts';
import type { Routing } from '../wire/routing.ts';
import type { Direction, EventId, IsoTime, PhoneNumber, Provider } from '../wire/scalars.ts';
import type { AgentTalkStore } from './agent-talk-port.ts';
import type { DirectoryStore } from './directory-port.ts';
import type { ImportStore } from './import-port.ts';
import type { ItemStore } from './item-port.ts';
import type { PracticeSystemStore } from './practice-system-port.ts';
import type { ReceptionistStore } from './receptionist-port.ts';
import type { JobKind, RecordingStore } from './recording-port.ts';

/**
 * Everything the relay keeps. Two implementations, `sqlite/` and `postgres/`, pass one contract suite
 * (test/contract/storage/). There is no query without a tenant, except in `TenantRegistry`.
 */
export interface Storage {
  readonly tenants: TenantRegistry;
  /** Does not check that the tenant exists; every call on the handle of an unknown tenant finds nothing. */
  tenant(tenantId: string): TenantStore;
  /** Writes and reads back a row; throws StorageError where that fails. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What a provider needs from a tenant. Two secrets at once, so that a firm can rotate without losing a call. */
export interface ProviderSecrets {
  ringoverWebhookKeys: string[];
  sipgateWebhookSecrets: string[];
  /** SPKI PEM; empty: sipgate's published key. Only for pretend providers and a future key rotation by sipgate. */
  sipgatePublicKeys: string[];
  /**
   * Ringover's dashboard has one key for each block (telephony facts 2.3): contact call, contact search, and smart routing
   * with IVR. Empty: the block has the key of the call events.
   */
  ringoverContactKeys: string[];
  ringoverSearchKeys: string[];
  ringoverRoutingKeys: string[];
  /** Takes the plain static key in the contact blocks, which some accounts send instead of a JWT. Off unless asked for. */
  ringoverStaticKeyInContactBlocks: boolean;
}

/** Access to a provider's REST API, to act on calls. Null: not connected, and then nothing of it is offered. */
export interface ProviderAccounts {
  ringover: RingoverAccount | null;
  sipgate: SipgateAccount | null;
}

export interface RingoverAccount {
  apiKey: string;
  /** `https://public-api.ringover.com/v2`, or the US one; no slash at the end. */
  baseUrl: string;
  /** Shown to whom we call when the caller has no line of their own. */
  defaultCallerId: PhoneNumber | null;
}

export interface SipgateAccount {
  /** `https://api.sipgate.com/v2`, no slash at the end. */
  baseUrl: string;
  /** A personal access token, or OAuth with a refresh token that is replaced at each use. */
  auth:
    | { kind: 'token'; tokenId: string; token: string }
    | { kind: 'oauth'; tokenUrl: string; clientId: string; clientSecret: string; refreshToken: string };
  defaultCallerId: PhoneNumber | null;
}

export interface Tenant {
  id: string;
  firm: Firm;
  /** Unguessable path segment of the tenant's webhook addresses: `/hooks/ringover/<hookToken>/call`. */
  hookToken: string;
  secrets: ProviderSecrets;
  accounts: ProviderAccounts;
  routing: Routing;
  createdAt: IsoTime;
}

export interface TenantRegistry {
  /** Throws StorageError `exists` when the id or the hook token is taken. */
  create(tenant: Tenant): Promise<void>;
  /** Routing is left as it is: only `setRouting` writes it. */
  update(tenant: Tenant): Promise<void>;
  /**
   * Compare-and-set on `routing.revision`. @returns false when somebody else saved first, or there is no such tenant.
   */
  setRouting(tenantId: string, routing: Routing, expectedRevision: number): Promise<boolean>;
  /** Compare-and-set, as OAuth replaces it at each use. @returns false when another process was first. */
  setSipgateRefreshToken(tenantId: string, next: string, expected: string): Promise<boolean>;
  list(): Promise<Tenant[]>;
  byId(tenantId: string): Promise<Tenant | null>;
  byHookToken(hookToken: string): Promise<Tenant | null>;
  /** Codes are typed by people and carry no tenant, so this one look-up spans tenants. */
  tenantIdOfInvitation(codeHash: string): Promise<string | null>;
  /** Work of all tenants that nobody does and that is due: whoever works asks whose to claim. The oldest first. */
  dueJobs(now: IsoTime): Promise<DueJobs[]>;
}

export interface DueJobs {
  tenantId: string;
  kind: JobKind;
  count: number;
  oldestDueAt: IsoTime;
}

/** One delivery of a provider, as it came. Without facts and messages: kept, but not understood yet. */
export interface Delivery {
  provider: Provider;
  /** Same for repetitions of one delivery; see telephony facts 7.1 (7). Kept at least 24 h, so never in memory only. */
  dedupeKey: string;
  /** `call/ringing`, `compact/answered`, `newCall`, `unreadable`... for operators. */
  kind: string;
  receivedAt: IsoTime;
  contentType: string;
  rawBody: Uint8Array;
  /** Set when the body had a valid signature but could not be read: stored raw, acknowledged, counted. */
  unreadable: string | null;
  facts: { providerCallId: string; fact: CallFact }[];
  /** SMS and faxes that it tells of. */
  messages?: readonly ToldMessage[];
}

/** A message as a provider told it. */
export interface ToldMessage {
  /** The same for every telling of one message. */
  providerMessageId: string;
  kind: Message['kind'];
  direction: Direction;
  fromNumber: PhoneNumber | null;
  toNumber: PhoneNumber | null;
  senderName: string | null;
  body: string;
  pages: number | null;
  at: IsoTime;
  providerUserId: string | null;
}

export interface Accepted {
  duplicate: boolean;
  /** The calls that changed, newest state. */
  calls: Call[];
  /** What was appended to the log in the same transaction, in order. */
  events: StoredEvent[];
}

export interface InboxCounts {
  total: number;
  unreadable: number;
  unknown: number;
}

export interface StoredEvent {
  id: EventId;
  type: LoggedEvent['type'];
  /** The event as JSON text, so that it is serialised once for thousands of readers. */
  json: string;
  /** Only these people may have it; everybody else is told `withheldJson` under the same id. Absent: everybody. */
  restricted?: { to: readonly string[]; withheldJson: string };
}

export interface CallQuery {
  page: number;
  perPage: number;
  direction?: Direction;
  outcomes?: Call['outcome'][];
  contactId?: string;
  matterId?: string;
  /** Without the calls of these. */
  notOfMatterIds?: readonly string[];
  from?: IsoTime;
  to?: IsoTime;
  /** Matches names, numbers (digits) and notes. */
  q?: string;
}

export interface Author {
  personId: string;
  name: string;
}

export interface StoredDevice extends Device {
  accessTokenHash: string;
  accessExpiresAt: IsoTime;
  refreshTokenHash: string;
  /** The refresh token before; presenting it again means that it was copied, unless its successor was never used. */
  previousRefreshTokenHash: string | null;
  /** Whether anything issued by the last rotation was ever presented. */
  rotationConfirmed: boolean;
}

export interface Written<T> {
  value: T;
  events: StoredEvent[];
}

/**
 * Messages, actions and blocked numbers of one tenant. Every write appends its events in the same transaction.
 */
export interface TelephonyStore {
  /** Newest first; pages as `callPage`. */
  messagePage(before: string | null, limit: number): Promise<Page<Message>>;
  message(messageId: string): Promise<Message | null>;
  /** Insert-once by id: of the same message twice, the second gets what became of the first, and must not send. */
  beginMessage(message: Message): Promise<{ isNew: boolean; value: Message; events: StoredEvent[] }>;
  /**
   * What became of a message that was `sending`. Where the provider's own webhook was quicker, that stays. Null: no such
   * message.
   */
  settleMessage(
    messageId: string,
    how: { state: 'sent' | 'failed' | 'unconfirmed'; providerMessageId: string | null; failure: string | null },
    at: IsoTime,
  ): Promise<Written<Message> | null>;

  /** Insert-once by id. @returns the action as it was stored before, or null when it is new and may be done. */
  beginAction(action: StoredAction): Promise<StoredAction | null>;
  settleAction(actionId: string, result: NonNullable<StoredAction['result']>): Promise<void>;
  /** Deletes actions begun before this; a desktop never repeats one after a day. */
  pruneActions(before: IsoTime): Promise<number>;

  blockedNumbers(): Promise<BlockedNumber[]>;
  isBlocked(number: PhoneNumber): Promise<boolean>;
  /** `blocked` null: taken off the list. No event when nothing changed. */
  setBlocked(number: PhoneNumber, blocked: BlockedNumber | null, at: IsoTime): Promise<Written<BlockedNumber | null>>;

  /** Ringing or talking, as far as is known. */
  openCalls(): Promise<Call[]>;
  /** Started at or after `from` and before `to`, oldest first. */
  callsBetween(from: IsoTime, to: IsoTime): Promise<Call[]>;
  callByProviderId(
    provider: Provider,
    providerCallId: string,
  ): Promise<{ call: Call; facts: readonly CallFact[] } | null>;
  /** What a rule may ask about a caller; contacts in the order of their ids. */
  contactsByNumber(number: PhoneNumber): Promise<Contact[]>;
  openMattersOf(contactId: string): Promise<Matter[]>;
}

/** Something that was asked of a provider once. `result` null: under way, or the process died meanwhile. */
export interface StoredAction {
  id: string;
  /** `hang_up`, `dial`... for the log. */
  kind: string;
  personId: string;
  begunAt: IsoTime;
  result: { state: 'done' | 'unconfirmed' } | { problem: ProblemCode; detail: string | null } | null;
}

/** One tenant's data. Every write appends its events to the log in the same transaction and returns them. */
export interface TenantStore
  extends
    TelephonyStore,
    RecordingStore,
    ItemStore,
    DirectoryStore,
    PracticeSystemStore,
    ReceptionistStore,
    AgentTalkStore,
    ImportStore {
  readonly tenantId: string;
  /**
   * Insert-once inbox row + reduced calls + log entries, in one durable transaction. Concurrent deliveries share a
   * transaction (one fsync), but each succeeds or fails alone. Resolves only after the commit is on disk.
   * Throws StorageError `full` (disk) or `unavailable` (also for a tenant that does not exist).
   */
  accept(delivery: Delivery): Promise<Accepted>;
  /**
   * `unknown`: could be read, but made no call and is of no kind that we know.
   * @param notShown kinds that are kept on purpose although no screen shows them; they are not unknown
   */
  inboxCounts(notShown?: readonly string[]): Promise<InboxCounts>;

  /** Pages throw StorageError `bad_cursor` for a text that is not the `next` of an earlier page. */
  callPage(before: string | null, limit: number): Promise<Page<Call>>;
  findCalls(query: CallQuery): Promise<{ items: Call[]; total: number }>;
  call(callId: string): Promise<Call | null>;
  /** Field by field, the later `at` wins; null when there is no such call. */
  editCall(callId: string, edit: CallEdit, by: Author, receivedAt: IsoTime): Promise<Written<Call> | null>;
  /** Past calls from elsewhere (demo firm, later: provider history). Insert-once by provider + providerCallId. */
  importCalls(calls: Call[], at: IsoTime): Promise<{ inserted: number }>;
  /**
   * Ends the calls of which nothing was heard for too long (`wire/no-end.ts`). Several processes may do it at once: each
   * call is ended by one.
   * @param at now, on the relay's clock
   */
  endSilentCalls(at: IsoTime): Promise<Written<Call[]>>;

  contactPage(cursor: string | null, limit: number): Promise<Page<Contact>>;
  contact(contactId: string): Promise<Contact | null>;
  /** Links the calls of these numbers that have no contact yet. Same id again: updated, not doubled. */
  putContact(contact: NewContact, at: IsoTime): Promise<Written<Contact>>;
  /** Whose name or organisation holds every word of `query`, in the order of their ids; empty for a query of blanks. */
  findContacts(query: string, limit: number): Promise<Contact[]>;
  matterPage(cursor: string | null, limit: number): Promise<Page<Matter>>;
  matter(matterId: string): Promise<Matter | null>;
  putMatter(matter: NewMatter): Promise<Written<Matter>>;
  personPage(cursor: string | null, limit: number): Promise<Page<Person>>;
  person(personId: string): Promise<Person | null>;
  putPerson(person: Person): Promise<Written<Person>>;

  /** Events with id > after, oldest first. */
  eventsAfter(after: EventId, limit: number): Promise<StoredEvent[]>;
  lastEventId(): Promise<EventId>;

  createInvitation(codeHash: string, personId: string, expiresAt: IsoTime): Promise<void>;
  /** Atomic: of two desktops with one code, one gets it. */
  redeemInvitation(codeHash: string, now: IsoTime): Promise<{ personId: string } | 'unknown' | 'used' | 'expired'>;
  putDevice(device: StoredDevice): Promise<void>;
  device(deviceId: string): Promise<StoredDevice | null>;
  devices(): Promise<StoredDevice[]>;
  /** Compare-and-set on `refreshTokenHash`: false when another process rotated first. */
  rotateDevice(device: StoredDevice, expectedRefreshTokenHash: string): Promise<boolean>;
  markDeviceSeen(deviceId: string, at: IsoTime): Promise<void>;
  confirmRotation(deviceId: string): Promise<void>;
  revokeDevice(deviceId: string, at: IsoTime): Promise<Written<Device> | null>;
  createTicket(ticketHash: string, deviceId: string, expiresAt: IsoTime): Promise<void>;
  /** Single use across processes. */
  consumeTicket(ticketHash: string, now: IsoTime): Promise<{ deviceId: string } | null>;

  /** Deletes inbox rows (raw bodies) and facts without a call received before this, never younger than 24 h. */
  pruneInbox(before: IsoTime): Promise<number>;
}

export class StorageError extends Error {
  readonly code: 'full' | 'unavailable' | 'exists' | 'newer_schema' | 'bad_cursor';
  readonly retryable: boolean;
  constructor(code: StorageError['code'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StorageError';
    this.code = code;
    this.retryable = code === 'full' || code === 'unavailable';
  }
}

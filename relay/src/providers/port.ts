import type { Person } from '../wire/directory.ts';
import type { ProviderCapabilities } from '../wire/control.ts';
import type { ProblemCode } from '../wire/problems.ts';
import type { IsoTime, PhoneNumber, Provider } from '../wire/scalars.ts';
import type { CallFact } from '../wire/call-fact.ts';

/**
 * One tenant's account at a provider: acting on calls, and reading what the provider knows. Every method throws a
 * ProviderError. A provider that toggles is read first: `setHold(call, true)` means hold, also when it held already.
 */
export interface ProviderAccount {
  readonly provider: Provider;
  readonly capabilities: ProviderCapabilities;
  /** Rings the person's own phone, then the number. Never repeated. */
  dial(ask: { to: PhoneNumber; person: Person }): Promise<{ providerCallId: string | null }>;
  hangUp(phone: LivePhone): Promise<void>;
  setHold(phone: LivePhone, on: boolean): Promise<void>;
  setMute(phone: LivePhone, on: boolean): Promise<void>;
  /** Never repeated. `attended` only where the capabilities say so. */
  transfer(phone: LivePhone, to: PhoneNumber, attended: boolean): Promise<void>;
  sendDigits(phone: LivePhone, digits: string): Promise<void>;
  /** Never repeated. */
  sendSms(ask: { from: PhoneNumber; to: PhoneNumber; body: string; person: Person }): Promise<{
    providerMessageId: string | null;
  }>;
  block(number: PhoneNumber, comment: string): Promise<void>;
  unblock(number: PhoneNumber): Promise<void>;
  /** By the provider's user id, as in `Person.providerUserIds`. */
  presence(): Promise<
    { providerUserId: string; state: 'free' | 'talking' | 'snoozed' | 'not_connected'; until: IsoTime | null }[]
  >;
  /** The provider's own log of calls that are over, oldest first. */
  pastCalls(from: IsoTime, to: IsoTime): AsyncIterable<PastCall>;
  /**
   * What the provider wrote down of a call, as it answers it; null: there is nothing (yet). Absent where the provider
   * writes nothing down.
   */
  transcription?(providerCallId: string): Promise<unknown>;
}

/** The phone of one person in one call, as the webhooks named it. */
export interface LivePhone {
  providerCallId: string;
  /** Ringover: the channel_id of the webhooks. sipgate: the callId of this leg (without the user behind it). */
  legId: string;
  providerUserId: string | null;
}

/** One call of the provider's log, as the facts that its webhooks would have told. */
export interface PastCall {
  providerCallId: string;
  /** `origin: 'reconcile'` on each; the same ids at every reading. */
  facts: CallFact[];
}

/** A provider's answer that is no yes, or none at all. `code` is what a person is told (`problemTable`). */
export class ProviderError extends Error {
  readonly code: Extract<ProblemCode, `provider_${string}` | 'call_over'>;
  /** False: it was asked and no answer came; it may have happened. */
  readonly didNotHappen: boolean;
  /** The provider's own reason, for the person. */
  readonly detail: string | null;
  /** How long to wait, where the provider or its limit says so (ms). */
  readonly retryAfterMs: number;

  constructor(
    code: ProviderError['code'],
    message: string,
    more: { didNotHappen?: boolean; detail?: string | null; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'ProviderError';
    this.code = code;
    this.didNotHappen = more.didNotHappen ?? true;
    this.detail = more.detail ?? null;
    this.retryAfterMs = more.retryAfterMs ?? 0;
  }
}

/** The tenant's accounts, made once and kept while the tenant's configuration stays the same. */
export interface ProviderAccountsOf {
  of(tenantId: string, provider: Provider): Promise<ProviderAccount | null>;
}

import type { MediaCall } from '../../media/session/handlers.ts';
import type { CallFact } from '../../wire/call-fact.ts';
import { ProviderError, type LivePhone, type ProviderAccount } from '../../providers/port.ts';
import { phonesOf } from '../../webhooks/phones-of.ts';
import { within } from '../../webhooks/within.ts';
import type { CallOnLine } from '../call-on-line.ts';
import { ownFact, type FirmCalls, type KnownCall, type NamedCall } from './firm-calls.ts';
import type { LineDeps } from './line-deps.ts';
import type { AnswerWatch } from './watch-answer.ts';
import { whoCalls } from './who-calls.ts';

/** A provider that does not answer holds up no goodbye for longer (ms). */
const HANG_UP_MS = 3_000;

/** The stream's own command may do what the account may not, or what its API has no call for. */
const worthTheStream: ReadonlySet<ProviderError['code']> = new Set([
  'provider_no_right',
  'provider_cannot',
  'provider_not_connected',
  'provider_busy',
  'call_over',
]);

/**
 * A call that can only be passed on blind: at Ringover by its API or the stream's `transfer` command, at sipgate by its API
 * (telephony facts 1.1, 3, 4.4). Whether somebody answered follows from the provider's webhooks alone.
 */
export async function createBlindLine(parts: {
  deps: LineDeps;
  calls: FirmCalls;
  watch: AnswerWatch;
  named: NamedCall;
  known: KnownCall;
  media: MediaCall;
  account: ProviderAccount | null;
  /** The call is known from its stream alone. */
  isOwn: boolean;
}): Promise<CallOnLine> {
  const { deps, calls, watch, named, known, media, account } = parts;
  const { tenantId, providerCallId } = named;
  const store = deps.storage.tenant(tenantId);
  const bound = { tenantId, callId: media.callId };
  const hasCommand = media.dialect === 'ringover';
  const canTransfer = hasCommand || account?.capabilities.transfer === true;
  const phone: LivePhone = { providerCallId, legId: providerCallId, providerUserId: null };
  let isRinging = false;
  // Of a caller who came back all phones have hung up: the receptionist is one of its own then, and ends with its stream.
  const times = known.facts.filter(({ kind, factId }) => kind === 'agent_took' && factId.startsWith('line/')).length;
  const ownLeg = times > 0 && media.dialect === 'ringover' ? `agent:${times}` : null;
  const [who, lastResort] = await Promise.all([
    whoCalls(deps.storage, tenantId, known.call),
    deps.receptionist.lastResort(tenantId),
  ]);

  /** @returns false: it was refused. True also where nobody knows whether it began */
  async function transfer(to: string): Promise<boolean> {
    if (account?.capabilities.transfer !== true) return hasCommand && media.transfer(to);
    try {
      await account.transfer(phone, to, false);
      return true;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      deps.log.warn({ tenantId, callId: known.call.id, code: error.code }, 'agent_transfer_refused');
      if (!error.didNotHappen) return true;
      return hasCommand && worthTheStream.has(error.code) && media.transfer(to);
    }
  }

  async function ring(personId: string, signal: AbortSignal): Promise<boolean> {
    const [to] = await phonesOf([personId], who.calledNumber, (id) => store.person(id));
    const before = await calls.find(named);
    if (to === undefined || before === null || signal.aborted) return false;
    const [isPassedOn] = await Promise.all([transfer(to), passesOn(before)]);
    if (!isPassedOn) return false;
    isRinging = true;
    // A stream that comes back while we still wait for the end of the ring is this caller's.
    if (hasCommand) deps.media.expect(bound, { isAnswered: false });
    const outcome = await watch.outcome(named, before, personId, signal);
    isRinging = false;
    if (hasCommand) {
      deps.media.withdraw(bound);
      // A minute from now on: whoever rang last may only have given up this moment.
      if (outcome === 'not_answered' && media.signal.aborted) deps.media.expect(bound, { isAnswered: false });
    }
    return outcome === 'answered';
  }

  /** What cannot be kept holds up nobody: the provider tells the rest. */
  async function tell(fact: CallFact): Promise<void> {
    try {
      await calls.tell(named, [fact]);
    } catch (error) {
      deps.log.error({ tenantId, callId: known.call.id, err: error }, 'line_facts_not_kept');
    }
  }

  /**
   * Ringover's hangup says no cause (telephony facts 2.2): without this the call looked over until somebody answers. Told
   * also where the provider then refuses, because its news may be here first; while nobody's phone rings it means nothing.
   * It is no later than what was told last, and so moves no time of the call.
   */
  const passesOn = ({ facts }: KnownCall) =>
    tell(ownFact('agent_passes_on', `${providerCallId}/passes_on`, new Date(facts.at(-1)?.at ?? deps.now())));

  function endOwnLeg(legId: string): Promise<void> {
    const cause = isRinging ? 'forwarded' : 'normal';
    return tell(ownFact('ended', `${providerCallId}/${legId}_ended`, deps.now(), { legId, cause }));
  }

  return {
    tenantId,
    callId: known.call.id,
    ...who,
    since: deps.now().toISOString(),
    // Ringover documents no message for them.
    hasKeys: media.dialect === 'plain',
    canReachPerson: canTransfer,
    canReachVoicemail: canTransfer && lastResort !== null,
    ring: async (personId, signal) => ({ isAnswered: await ring(personId, signal) }),
    staysWhileRinging: false,
    toVoicemail: async () => lastResort !== null && canTransfer && transfer(lastResort),
    async hangUp() {
      if (account?.capabilities.hangUp === true && !parts.isOwn) {
        try {
          await within(HANG_UP_MS, account.hangUp(phone));
        } catch (error) {
          deps.log.warn({ tenantId, callId: known.call.id, err: error }, 'agent_hang_up_refused');
        }
      }
      media.end();
    },
    async took() {
      const what = ownLeg ?? 'agent';
      await calls.tell(named, [ownFact('agent_took', `${providerCallId}/${what}_took`, deps.now(), { legId: ownLeg })]);
      if (ownLeg === null) return;
      const gone = () => void endOwnLeg(ownLeg);
      if (media.signal.aborted) gone();
      else media.signal.addEventListener('abort', gone, { once: true });
    },
    async left() {
      if (!parts.isOwn || isRinging) return;
      await calls.tell(named, [ownFact('ended', `${providerCallId}/ended`, deps.now(), { cause: 'normal' })]);
    },
  };
}

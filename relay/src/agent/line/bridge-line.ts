import type { MediaCall } from '../../media/session/handlers.ts';
import { dialPhone } from '../../media/voice-url/voice-xml.ts';
import { ProviderError } from '../../providers/port.ts';
import { phonesOf } from '../../webhooks/phones-of.ts';
import type { LegParty } from '../../wire/call-fact.ts';
import type { CallOnLine } from '../call-on-line.ts';
import type { BridgeCallControl } from './bridge-rest.ts';
import type { Dials } from './dials.ts';
import type { KnownCall } from './firm-calls.ts';
import type { LineDeps } from './line-deps.ts';
import type { VoiceCalls, VoiceCallState } from './voice-calls.ts';
import { RING_MS } from './watch-answer.ts';
import { whoCalls } from './who-calls.ts';

/** Shorter than we wait, so that the provider says how it ended before we give up (seconds). */
export const DIAL_SECONDS = 25;

export interface BridgeLineParts {
  deps: LineDeps;
  voice: VoiceCalls;
  dials: Dials;
  state: VoiceCallState;
  known: KnownCall;
  media: MediaCall;
  control: BridgeCallControl | null;
  /** The firm's voice URL. */
  voiceUrl: string;
}

/**
 * A call over Twilio's voice URL. `<Dial>` takes the caller's stream away while it rings; when nobody answers the provider
 * asks `action`, and is told to bring the caller back.
 */
export async function createBridgeLine(parts: BridgeLineParts): Promise<CallOnLine> {
  const { deps, voice, dials, state, known, media, control, voiceUrl } = parts;
  const { tenantId } = state.named;
  const store = deps.storage.tenant(tenantId);
  const [who, lastResort] = await Promise.all([
    whoCalls(deps.storage, tenantId, known.call),
    deps.receptionist.lastResort(tenantId),
  ]);

  /** @returns false: it was refused, and the caller is still with us */
  async function dial(
    to: string,
    party: LegParty,
    kind: 'person' | 'last_resort',
    answered: () => void,
    over: () => void,
  ) {
    const leg = voice.newLeg(state);
    await voice.tellLeg(state, leg, 'ringing', party);
    const key = dials.begin({
      tenantId,
      callId: state.callSid,
      async answered() {
        await voice.tellLeg(state, leg, 'answered', party);
        answered();
      },
      async ended({ wasAnswered, status, isCallerThere }) {
        if (wasAnswered) {
          await voice.tellLeg(state, leg, 'answered', party);
          answered();
        }
        await voice.tellLeg(state, leg, 'ended', party, status);
        state.isDialling = false;
        over();
        if (wasAnswered || kind === 'last_resort' || !isCallerThere) {
          await voice.end(state, status);
          return 'hang_up';
        }
        voice.awaitReturn(state);
        return 'back';
      },
    });
    state.isDialling = true;
    const address = (name: string) => `${voiceUrl}?${new URLSearchParams({ [name]: key }).toString()}`;
    const twiml = dialPhone({ to, ringSeconds: DIAL_SECONDS, action: address('dial'), told: address('leg') });
    try {
      await control?.redirect(twiml);
      return true;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      deps.log.warn({ tenantId, callId: known.call.id, code: error.code }, 'agent_dial_refused');
      // It may ring all the same: then its own callbacks say so.
      if (!error.didNotHappen) return true;
      dials.drop(key);
      state.isDialling = false;
      await voice.tellLeg(state, leg, 'ended', party, 'failed');
      return false;
    }
  }

  const ring: CallOnLine['ring'] = async (personId, signal) => {
    const person = await store.person(personId);
    const [to] = await phonesOf([personId], known.call.toNumber, (id) => store.person(id));
    if (!line.canReachPerson || person === null || to === undefined || signal.aborted) return { isAnswered: false };
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const party = { providerUserId: null, personId, name: person.shortName };
    const hasBegun = await dial(
      to,
      party,
      'person',
      () => resolve(true),
      () => resolve(false),
    );
    if (!hasBegun) return { isAnswered: false };
    const giveUp = () => resolve(false);
    const stop = deps.clock.after(RING_MS, giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    const isAnswered = await promise;
    stop();
    signal.removeEventListener('abort', giveUp);
    // Neither told us how it ended nor brought the caller back: should it never, the firm's call ends all the same.
    if (!isAnswered && state.isDialling) {
      if (media.signal.aborted) voice.awaitReturn(state);
      else state.isDialling = false;
    }
    return { isAnswered };
  };

  const line: CallOnLine = {
    tenantId,
    callId: known.call.id,
    ...who,
    since: deps.now().toISOString(),
    hasKeys: true,
    canReachPerson: control !== null && deps.bridge?.returnsCallers === true,
    canReachVoicemail: control !== null && lastResort !== null,
    ring,
    staysWhileRinging: false,
    async toVoicemail() {
      if (control === null || lastResort === null) return false;
      const party = { providerUserId: null, personId: null, name: lastResort };
      const nothing = () => {};
      return dial(lastResort, party, 'last_resort', nothing, nothing);
    },
    async hangUp() {
      try {
        await control?.hangUp();
      } catch (error) {
        deps.log.warn({ tenantId, callId: known.call.id, err: error }, 'agent_hang_up_refused');
      }
      media.end();
    },
    took: () => voice.tellTook(state),
    async left() {
      if (!state.isDialling) await voice.end(state);
    },
  };
  return line;
}

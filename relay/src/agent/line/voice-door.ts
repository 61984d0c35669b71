import type { DialledPhone, VoiceAnswer, VoiceCall, VoiceHandler } from '../../media/media-deps.ts';
import { normaliseNumber } from '../../webhooks/phone-number.ts';
import { DIAL_SECONDS } from './bridge-line.ts';
import type { Dials } from './dials.ts';
import type { HandedOver } from './handed-over.ts';
import type { LineDeps } from './line-deps.ts';
import type { VoiceCalls, VoiceCallState } from './voice-calls.ts';

/** Decides at the voice URL. What comes here was signed with the firm's token. */
export function createVoiceDoor(
  deps: LineDeps,
  parts: { voice: VoiceCalls; dials: Dials; handedOver: HandedOver; voiceUrlOf: (tenantId: string) => Promise<string> },
): VoiceHandler {
  const { voice, dials, handedOver } = parts;

  async function begin(call: VoiceCall): Promise<VoiceCallState> {
    const { tenantId, callId: callSid, accountSid } = call;
    const known = voice.find({ tenantId, callId: callSid });
    if (known) return known;
    const tenant = await deps.storage.tenants.byId(tenantId);
    const country = tenant?.firm.country ?? '';
    const from = normaliseNumber(call.from, country);
    const joined = handedOver.take(tenantId, from);
    const named = joined ?? { tenantId, provider: 'sipgate' as const, providerCallId: callSid };
    const state = voice.begin({ named, isOwn: joined === null, callSid, accountSid });
    if (state.isOwn) await voice.tellRinging(state, from, normaliseNumber(call.to, country));
    return state;
  }

  /** Nobody here takes the call: where the provider says how a `<Dial>` ends, somebody's telephone rings. */
  async function elsewhere(state: VoiceCallState): Promise<VoiceAnswer> {
    const { tenantId } = state.named;
    const to = await deps.receptionist.lastResort(tenantId);
    if (to === null || deps.bridge?.returnsCallers !== true) {
      await voice.end(state, 'busy');
      return { kind: 'busy' };
    }
    const party = { providerUserId: null, personId: null, name: to };
    const leg = voice.newLeg(state);
    if (state.isOwn) await voice.tellLeg(state, leg, 'ringing', party);
    state.isDialling = true;
    const key = dials.begin({
      tenantId,
      callId: state.callSid,
      answered: () => voice.tellLeg(state, leg, 'answered', party),
      async ended({ wasAnswered, status }) {
        if (wasAnswered) await voice.tellLeg(state, leg, 'answered', party);
        await voice.tellLeg(state, leg, 'ended', party, status);
        await voice.end(state, status);
        return 'hang_up';
      },
    });
    const url = await parts.voiceUrlOf(tenantId);
    const dial: DialledPhone = {
      to,
      ringSeconds: DIAL_SECONDS,
      action: `${url}?dial=${key}`,
      told: `${url}?leg=${key}`,
    };
    return { kind: 'dial', dial };
  }

  return {
    async asked(call) {
      const state = await begin(call);
      const takes = await deps.receptionist.takes(call.tenantId);
      if (takes === true) return { kind: 'stream' };
      deps.log.info({ tenantId: call.tenantId, why: takes === 'full' ? 'full' : 'off' }, 'agent_does_not_take');
      return elsewhere(state);
    },
    async dialEnded({ tenantId, key, callId, status, isCallerThere }) {
      const dial = dials.take(key, { tenantId, callId });
      if (dial === null) return null;
      // `completed`: answered and hung up since; `answered`: the same of a conference.
      const wasAnswered = status === 'completed' || status === 'answered';
      const next = await dial.ended({ wasAnswered, status, isCallerThere });
      return next === 'back' ? { kind: 'stream' } : { kind: 'hang_up' };
    },
    async dialTold({ tenantId, key, status }) {
      const dial = dials.find(key, tenantId);
      if (dial === null) return false;
      if (status === 'in-progress' || status === 'answered') await dial.answered();
      return true;
    },
  };
}

import type { TurnCall } from '../../media/turns/turn-calls.ts';
import { normaliseNumber } from '../../webhooks/phone-number.ts';
import type { CallOnLine } from '../call-on-line.ts';
import { ownFact, type FirmCalls, type NamedCall } from './firm-calls.ts';
import type { HandedOver } from './handed-over.ts';
import type { LineDeps } from './line-deps.ts';
import { whoCalls } from './who-calls.ts';

/** The firm's call of which only words come (sipgate AI Flow). What is done with it are actions of its own talk. */
export type FlowLine = Pick<
  CallOnLine,
  'tenantId' | 'callId' | 'callerNumber' | 'calledNumber' | 'wantedPersonId' | 'language' | 'since' | 'took'
> & {
  /** Its session is over. */
  left(): Promise<void>;
};

/** Joined with the push that handed it over, where one did; else a call of its own, named by its session. */
export async function createFlowLine(
  deps: LineDeps,
  parts: { calls: FirmCalls; handedOver: HandedOver },
  call: TurnCall,
): Promise<FlowLine | null> {
  const { tenantId, sessionId } = call;
  const { calls } = parts;
  const tenant = await deps.storage.tenants.byId(tenantId);
  if (!tenant) return null;
  const { country } = tenant.firm;
  const fromNumber = normaliseNumber(call.from, country);
  const joined = parts.handedOver.take(tenantId, fromNumber);
  const named: NamedCall = joined ?? { tenantId, provider: 'sipgate', providerCallId: sessionId };
  const ringing = ownFact('ringing', `${sessionId}/ringing`, deps.now(), {
    direction: 'inbound',
    fromNumber,
    toNumber: normaliseNumber(call.to, country),
    anonymous: fromNumber === null,
  });
  const known = joined === null ? await calls.tell(named, [ringing]) : await calls.find(named);
  if (known === null) return null;
  const legId = joined === null ? `${sessionId}:agent` : null;
  return {
    tenantId,
    callId: known.call.id,
    ...(await whoCalls(deps.storage, tenantId, known.call)),
    since: deps.now().toISOString(),
    took: async () =>
      void (await calls.tell(named, [ownFact('agent_took', `${sessionId}/agent_took`, deps.now(), { legId })])),
    async left() {
      if (joined !== null) return;
      await calls.tell(named, [ownFact('ended', `${sessionId}/ended`, deps.now(), { cause: 'normal' })]);
    },
  };
}

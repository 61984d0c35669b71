import type { Tenant } from '../../../storage/port.ts';
import type { RouteOutcome } from '../../../wire/routing.ts';
import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import { whyNoReceptionist } from '../../receptionist-door.ts';
import { routeCall } from '../../route-call.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, noContent, type Receive, type WebhookAnswer } from '../../webhook-request.ts';
import { receiveQuestion } from './receive-question.ts';
import { agentOf, agentOfNumber, ringAll } from './routing-answer.ts';
import { verifiedRequest } from './verified-request.ts';

/** Less than Ringover's patience, so that looking up whose phones ring still fits in (ms). */
const DECIDE_MS = 1_000;

/**
 * "Smart routing": whose phones ring? 204 means Ringover's own scenario, and is also the answer where Ringover's has no
 * form for the firm's rule: voicemail, rejecting, a menu, and the receptionist where no number leads to it. (Blocked numbers are put on Ringover's own
 * list.)
 */
export function receiveSmartRouting(context: WebhookContext): Receive {
  async function answerTo(tenant: Tenant, outcome: RouteOutcome): Promise<WebhookAnswer> {
    const notHere = (why: string) => {
      context.log.warn({ tenantId: tenant.id, outcome: outcome.kind, why }, 'route_left_to_provider');
      return noContent;
    };
    switch (outcome.kind) {
      case 'proceed':
        return noContent;
      case 'ring': {
        const store = context.storage.tenant(tenant.id);
        const people = await Promise.all(outcome.personIds.map((personId) => store.person(personId)));
        const agents = people
          .filter((person) => person !== null)
          .map((person, index) => agentOf(person, index + 1, outcome.seconds))
          .filter((agent) => agent !== null);
        return agents.length > 0 ? jsonAnswer(ringAll(agents)) : notHere('nobody_known_to_provider');
      }
      case 'transfer':
        return jsonAnswer(ringAll([agentOfNumber(outcome.to)]));
      case 'agent': {
        const why = await whyNoReceptionist(context.receptionist, tenant.id);
        const number = context.receptionist.streamerNumber(tenant.id);
        if (why !== null) return notHere(`agent_${why}`);
        return number === null ? notHere('no_streamer_number') : jsonAnswer(ringAll([agentOfNumber(number)]));
      }
      case 'voicemail':
      case 'reject':
      case 'menu':
        return notHere('no_form');
      default:
        return outcome satisfies never;
    }
  }

  return receiveQuestion(context, {
    verify: (request) => verifiedRequest(context, request, 'routing'),
    otherwise: noContent,
    async answer({ tenant, event, receivedAt }) {
      if (event.direction === 'outbound') return noContent;
      const { country } = tenant.firm;
      const withheld = event.anonymous || isWithheld(event.fromNumber);
      const from = withheld ? null : normaliseNumber(event.fromNumber, country);
      const question = { at: receivedAt, from, to: normaliseNumber(event.toNumber, country) };
      const decision = await routeCall(context, tenant, question, DECIDE_MS);
      return decision === null ? noContent : answerTo(tenant, decision.outcome);
    },
  });
}

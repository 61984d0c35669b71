import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, noContent, type Receive } from '../../webhook-request.ts';
import { contactCard } from './contact-card.ts';
import { receiveQuestion } from './receive-question.ts';
import { verifiedRequest } from './verified-request.ts';

/**
 * "Contact call": who is this? 204 for somebody unknown, for a number that is several contacts' (no name is guessed),
 * and where the firm tells Ringover nothing.
 */
export function receiveContactCall(context: WebhookContext): Receive {
  return receiveQuestion(context, {
    verify: (request) => verifiedRequest(context, request, 'contact'),
    otherwise: noContent,
    async answer({ tenant, event }) {
      const told = event.direction === 'outbound' ? event.toNumber : event.fromNumber;
      const withheld = event.direction !== 'outbound' && (event.anonymous || isWithheld(told));
      const number = withheld ? null : normaliseNumber(told, tenant.firm.country);
      if (number === null) return noContent;
      const store = context.storage.tenant(tenant.id);
      const [contact, second] = await store.contactsByNumber(number);
      if (!contact || second) return noContent;
      const [matters, practice] = await Promise.all([store.openMattersOf(contact.id), store.practice()]);
      const firm = { tenantId: tenant.id, country: tenant.firm.country };
      const card = await contactCard(contact, matters, firm, practice.callerCard, (id) => store.person(id));
      return card === null ? noContent : jsonAnswer(card);
    },
  });
}

import type { Contact } from '../../../wire/directory.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { jsonAnswer, type Receive } from '../../webhook-request.ts';
import { nameParts } from '../../../wire/caller-card.ts';
import { receiveQuestion } from './receive-question.ts';
import { verifiedRequest } from './verified-request.ts';

/** A person picks from them; more are not read. */
const MOST = 20;
/** One letter would list the address book. */
const SHORTEST = 2;

/** "Contact search": what a person types in Ringover's app, found among the firm's contacts. */
export function receiveContactSearch(context: WebhookContext): Receive {
  return receiveQuestion(context, {
    verify: (request) => verifiedRequest(context, request, 'search'),
    otherwise: jsonAnswer([]),
    async answer({ tenant, event }) {
      const query = queryOf(event.data);
      if (query.length < SHORTEST) return jsonAnswer([]);
      const found = await context.storage.tenant(tenant.id).findContacts(query, MOST);
      return jsonAnswer(found.map(searchHit));
    },
  });
}

function queryOf(data: unknown): string {
  const asked = typeof data === 'object' && data !== null && 'query_search' in data ? data.query_search : null;
  return typeof asked === 'string' || typeof asked === 'number' ? String(asked).trim().slice(0, 100) : '';
}

/** Numbers are whole numbers here, without the plus (telephony facts 2.2). */
function searchHit({ name, organisation, numbers }: Contact) {
  return {
    ...nameParts(name),
    company: organisation ?? '',
    url: null,
    numbers: numbers
      .map(({ number, kind }) => ({ number: Number(number.slice(1)), type: kind === 'work' ? 'office' : kind }))
      .filter(({ number }) => Number.isSafeInteger(number)),
  };
}

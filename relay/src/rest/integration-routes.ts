import { z } from 'zod';
import type { Caller } from '../devices/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readQuery } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { CallQuery, TenantStore } from '../storage/port.ts';
import type { Call } from '../wire/call.ts';
import { direction, id } from '../wire/scalars.ts';
import type { RecordingLinkOf } from '../recordings/routes/link-of-call.ts';
import { describeForIntegration, integrationCallTypes, outcomesOf, type MadeOfCall } from './integration-call.ts';

const count = (max: number, byDefault: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(max))
    .default(byDefault);

const day = z.iso.date();
const moment = z.union([z.iso.datetime({ offset: true, local: true }), day], {
  error: 'a day such as 2026-11-19 or an ISO 8601 time',
});

const listQuery = z.object({
  page: count(1_000_000, 1),
  per_page: count(100, 20),
  direction: direction.optional(),
  call_type: z.enum(integrationCallTypes).optional(),
  contact_id: id.optional(),
  case_id: id.optional(),
  date_from: moment.optional(),
  date_to: moment.optional(),
  q: z.string().max(200).optional(),
});

/** GET /api/v1/ringover/calls. A wrong filter is refused by name (422): ignoring it would show the wrong calls. */
export function createIntegrationCallsRoute(linkOf: RecordingLinkOf): CallerRoute {
  return async (caller, req, res) => {
    const { store } = caller;
    const asked = readQuery(req, listQuery, 'malformed');
    const query: CallQuery = {
      page: asked.page,
      perPage: asked.per_page,
      outcomes: asked.call_type
        ? outcomesOf[asked.call_type]
        : integrationCallTypes.flatMap((type) => outcomesOf[type]),
      ...(asked.direction ? { direction: asked.direction } : {}),
      ...(asked.contact_id ? { contactId: asked.contact_id } : {}),
      ...(asked.case_id ? { matterId: asked.case_id } : {}),
      ...(asked.date_from ? { from: utc(asked.date_from, 'start') } : {}),
      ...(asked.date_to ? { to: utc(asked.date_to, 'end') } : {}),
      ...(asked.q ? { q: asked.q } : {}),
    };
    const found = await store.findCalls(query);
    const names = await contactNames(store, found.items);
    const items = [];
    // One after another: a transcript is unlocked for each.
    for (const call of found.items) items.push(await describe(linkOf, caller, call, names));
    res.json({ items, total: found.total, page: asked.page, per_page: asked.per_page });
  };
}

/** GET /api/v1/ringover/calls/{id} */
export function createIntegrationCallRoute(linkOf: RecordingLinkOf): CallerRoute {
  return async (caller, req, res) => {
    const { store } = caller;
    const call = await store.call(String(req.params['callId']));
    const names = call ? await contactNames(store, [call]) : new Map<string, string>();
    const item = call && (await describe(linkOf, caller, call, names));
    if (!item) throw new ProblemError('not_found');
    res.json(item);
  };
}

async function describe(linkOf: RecordingLinkOf, caller: Caller, call: Call, names: ReadonlyMap<string, string>) {
  const made = await madeOf(caller.store, call.id);
  const link = await linkOf(caller, made.recordings);
  return describeForIntegration(call, names.get(call.contactId ?? '') ?? null, made, link);
}

async function madeOf(store: TenantStore, callId: string): Promise<MadeOfCall> {
  const [insights, recordings] = await Promise.all([store.insights(callId), store.recordingsOfCall(callId)]);
  return { insights, recordings };
}

/** A day means all of it, in UTC; a time without zone too. */
function utc(text: string, edge: 'start' | 'end'): string {
  if (day.safeParse(text).success) return edge === 'start' ? `${text}T00:00:00.000Z` : `${text}T23:59:59.999Z`;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  return new Date(zoned).toISOString();
}

async function contactNames(store: TenantStore, calls: readonly Call[]): Promise<Map<string, string>> {
  const ids = new Set(calls.map((call) => call.contactId).filter((contactId) => contactId !== null));
  const contacts = await Promise.all([...ids].map((contactId) => store.contact(contactId)));
  return new Map(contacts.filter((contact) => contact !== null).map((contact) => [contact.id, contact.name]));
}

import type { CallerFacts } from '../../../../relay/src/routing/caller-facts.ts';
import { defaultRouting } from '../../../../relay/src/tenants/default-routing.ts';
import { emptyContact, emptyMatter, type Contact, type Matter, type PartyRole } from '@callbrief/relay/wire/directory';
import type { RouteCondition, RouteOutcome, RouteRule, Routing } from '@callbrief/relay/wire/routing';

/** Holds for everybody, always. */
export const anybody: RouteCondition = { lines: [], caller: 'any', roles: [], hours: 'any', languages: [] };

export function rule(id: string, when: Partial<RouteCondition>, then: RouteOutcome): RouteRule {
  return { id, name: `Rule ${id}`, enabled: true, when: { ...anybody, ...when }, then };
}

/** Weekdays 9 to 18 in Brussels, closed on the holidays of Belgium. */
export function routingOf(rules: RouteRule[], more: Partial<Routing> = {}): Routing {
  return { ...defaultRouting('BE'), rules, ...more };
}

export const stranger: CallerFacts = { caller: 'unknown', contactName: null, roles: [], language: null };
export const client: CallerFacts = {
  caller: 'known',
  contactName: 'Anneke Peeters',
  roles: ['client'],
  language: 'nl',
};

export function contactOf(id: string, number: string, more: Partial<Contact> = {}): Contact {
  return {
    ...emptyContact,
    id,
    name: 'Anneke Peeters',
    organisation: null,
    languages: ['nl'],
    numbers: [{ number, kind: 'mobile', shared: false }],
    updatedAt: '2026-11-01T00:00:00.000Z',
    ...more,
  };
}

export function openMatterOf(id: string, parties: [string, PartyRole][], more: Partial<Matter> = {}): Matter {
  return {
    ...emptyMatter,
    id,
    number: '2026/0318',
    title: 'Peeters v. Bank: unpaid invoices',
    status: 'open',
    responsiblePersonId: null,
    parties: parties.map(([contactId, role]) => ({ contactId, role, representedBy: null })),
    deadlines: [],
    updatedAt: '2026-11-01T00:00:00.000Z',
    ...more,
  };
}

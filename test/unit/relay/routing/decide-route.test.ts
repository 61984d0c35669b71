import { describe, expect, it } from 'vitest';
import type { CallerFacts } from '../../../../relay/src/routing/caller-facts.ts';
import { decideRoute } from '../../../../relay/src/routing/decide-route.ts';
import type { RouteCondition, RouteRule, Routing } from '@callbrief/relay/wire/routing';
import { client, routingOf, rule, stranger } from './rules.ts';

const LINE = '+3225551234';
const thursdayNoon = '2026-11-19T11:00:00.000Z';
const saturdayEvening = '2026-11-21T18:05:00.000Z';
const voicemail = { kind: 'voicemail' as const };
const ringAda = { kind: 'ring' as const, personIds: ['ada'], seconds: 25 };

function decide(
  rules: RouteRule[],
  given: { at?: string; to?: string | null; caller?: Partial<CallerFacts>; routing?: Partial<Routing> } = {},
) {
  const question = { at: given.at ?? thursdayNoon, to: given.to === undefined ? LINE : given.to };
  return decideRoute(routingOf(rules, given.routing), question, { ...stranger, ...given.caller });
}

it('without rules a call goes on as the provider’s settings say', () => {
  expect(decide([])).toEqual({
    outcome: { kind: 'proceed' },
    ruleId: null,
    facts: { ...stranger, open: true, closedBecause: null },
    passedOver: [],
  });
});

it('the first rule that holds decides, and every rule before it says why it did not', () => {
  const rules = [
    { ...rule('off', {}, voicemail), enabled: false },
    rule('other-line', { lines: ['+3225559999'] }, voicemail),
    rule('clients', { caller: 'known' }, ringAda),
    rule('closed', { hours: 'closed' }, voicemail),
    rule('dutch', { languages: ['nl'] }, voicemail),
    rule('all', {}, ringAda),
    rule('never-reached', {}, voicemail),
  ];
  expect(decide(rules)).toMatchObject({
    outcome: ringAda,
    ruleId: 'all',
    passedOver: [
      { ruleId: 'off', because: 'disabled' },
      { ruleId: 'other-line', because: 'line' },
      { ruleId: 'clients', because: 'caller' },
      { ruleId: 'closed', because: 'hours' },
      { ruleId: 'dutch', because: 'language' },
    ],
  });
});

it('all conditions of a rule must hold', () => {
  const both = [rule('r', { hours: 'closed', caller: 'known' }, voicemail)];
  expect(decide(both, { at: saturdayEvening, caller: client }).ruleId).toBe('r');
  expect(decide(both, { at: saturdayEvening }).ruleId).toBeNull();
  expect(decide(both, { caller: client }).ruleId).toBeNull();
});

it('on Saturday at 19:05 the firm is closed, and on Thursday at noon it is not', () => {
  const rules = [rule('closed', { hours: 'closed' }, voicemail), rule('open', { hours: 'open' }, ringAda)];
  expect(decide(rules, { at: saturdayEvening })).toMatchObject({ ruleId: 'closed', facts: { open: false } });
  expect(decide(rules)).toMatchObject({ ruleId: 'open', facts: { open: true } });
  expect(decide(rules, { at: '2026-05-14T10:00:00.000Z' })).toMatchObject({
    ruleId: 'closed',
    facts: { closedBecause: 'Ascension' },
  });
});

it('a rule of a line holds for that line, and not when nobody knows which was dialled', () => {
  const rules = [rule('line', { lines: [LINE, '+3225550000'] }, voicemail)];
  expect(decide(rules).ruleId).toBe('line');
  expect(decide(rules, { to: '+3225550001' }).ruleId).toBeNull();
  expect(decide(rules, { to: null }).ruleId).toBeNull();
});

describe('Who calls', () => {
  const kinds: RouteCondition['caller'][] = ['any', 'known', 'unknown', 'withheld', 'blocked', 'role'];
  const holding = (caller: Partial<CallerFacts>) =>
    kinds.filter((kind) => decide([rule('r', { caller: kind, roles: ['client'] }, ringAda)], { caller }).ruleId);

  it.each<[string, Partial<CallerFacts>, RouteCondition['caller'][]]>([
    ['a client', client, ['any', 'known', 'role']],
    ['a contact in no matter', { ...client, roles: [] }, ['any', 'known']],
    ['a bailiff, when the rule is for clients', { ...client, roles: ['bailiff'] }, ['any', 'known']],
    ['a stranger', {}, ['any', 'unknown']],
    ['a withheld number', { caller: 'withheld' }, ['any', 'withheld']],
    ['a blocked stranger', { caller: 'blocked' }, ['blocked']],
    ['a blocked client', { ...client, caller: 'blocked' }, ['blocked']],
  ])('%s', (_, caller, expected) => {
    expect(holding(caller)).toEqual(expected);
  });

  it('a blocked caller whom no rule names is rejected, whatever happens to others', () => {
    const everybody = [rule('all', {}, ringAda)];
    expect(decide(everybody, { caller: { caller: 'blocked' }, routing: { otherwise: ringAda } })).toMatchObject({
      outcome: { kind: 'reject', reason: 'rejected' },
      ruleId: null,
      passedOver: [{ ruleId: 'all', because: 'caller' }],
    });
    const named = [rule('nuisance', { caller: 'blocked' }, voicemail)];
    expect(decide(named, { caller: { caller: 'blocked' } }).outcome).toEqual(voicemail);
  });

  it('one of several roles is enough', () => {
    const rules = [rule('courts', { caller: 'role', roles: ['court', 'bailiff'] }, ringAda)];
    expect(decide(rules, { caller: { ...client, roles: ['client', 'bailiff'] } }).ruleId).toBe('courts');
  });
});

it('a rule of a language holds for that language, and for nobody whose language is not known', () => {
  const rules = [rule('french', { languages: ['fr', 'de'] }, ringAda)];
  expect(decide(rules, { caller: { language: 'fr' } }).ruleId).toBe('french');
  expect(decide(rules, { caller: { language: 'nl' } }).ruleId).toBeNull();
  expect(decide(rules, { caller: { language: null } }).ruleId).toBeNull();
});

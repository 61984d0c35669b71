import type { RouteCondition, RouteDecision, RouteOutcome } from '@callbrief/relay/wire/routing';
import { describe, expect, it } from 'vitest';
import { describeDecision } from '../../../../src-renderer/routing/describe-decision.ts';
import { describeRule, type RuleWords } from '../../../../src-renderer/routing/describe-rule.ts';
import { localeOf } from '../../../../src-renderer/words/format.ts';
import { createWords } from '../../../../src-renderer/words/index.ts';
import { mockDesk, mockRouting } from '../../../support/mock-routing.ts';

function wordsIn(language: 'en' | 'fr' | 'nl' | 'de'): RuleWords {
  const words = createWords(language);
  return {
    t: words.getFixedT(language, 'routing'),
    roles: words.getFixedT(language, 'roles'),
    locale: localeOf(language),
    desk: mockDesk,
  };
}
const en = wordsIn('en');
const anybody: RouteCondition = { lines: [], caller: 'any', roles: [], hours: 'any', languages: [] };
const sentence = (when: Partial<RouteCondition>, then: RouteOutcome = { kind: 'voicemail' }, words = en) =>
  describeRule({ when: { ...anybody, ...when }, then }, words).replaceAll('\u00a0', ' ');

describe('a rule in a sentence', () => {
  it.each([
    ['en', 'When the office is closed and the caller is not known: voicemail.'],
    ['fr', 'Lorsque le cabinet est fermé et que l’appelant n’est pas connu : messagerie vocale.'],
    ['nl', 'Wanneer het kantoor gesloten is en de beller niet bekend is: voicemail.'],
    ['de', 'Wenn die Kanzlei geschlossen ist und der Anrufer nicht bekannt ist: Mailbox.'],
  ] as const)('in %s', (language, said) =>
    expect(sentence({ hours: 'closed', caller: 'unknown' }, { kind: 'voicemail' }, wordsIn(language))).toBe(said),
  );

  it('names every condition, with "or" within one and "and" between them', () => {
    expect(
      sentence({
        lines: ['+3220006140', '+3220006142'],
        caller: 'role',
        roles: ['court', 'bailiff'],
        hours: 'open',
        languages: ['fr', 'de'],
      }),
    ).toBe(
      'When the office is open, Main line or New matters line was dialled, the caller is court or bailiff in an open matter and the caller’s language is French or German: voicemail.',
    );
    expect(sentence({})).toBe('Every call: voicemail.');
  });

  it.each<[RouteOutcome, string]>([
    [{ kind: 'proceed' }, 'as the phone system is set up'],
    [
      { kind: 'ring', personIds: ['delcourt', 'jonas'], seconds: 30 },
      'ring Camille Delcourt and Jonas Peeters for 30 seconds',
    ],
    [{ kind: 'ring', personIds: ['left-us'], seconds: 20 }, 'ring somebody who is no longer here for 20 seconds'],
    [{ kind: 'ring', personIds: [], seconds: Number.NaN }, 'ring people still to be chosen for 0 seconds'],
    [{ kind: 'agent' }, 'AI receptionist; as it is not set up yet, voicemail'],
    [{ kind: 'transfer', to: '+32440271800' }, 'transfer to +32 440 27 18 00'],
    [{ kind: 'transfer', to: '' }, 'transfer to a number still to be given'],
    [{ kind: 'reject', reason: 'busy' }, 'refuse, with a busy tone'],
    [{ kind: 'reject', reason: 'rejected' }, 'refuse'],
  ])('says what happens: %o', (then, said) => expect(sentence({}, then)).toBe(`Every call: ${said}.`));

  it('says so of outcomes that a newer office knows', () => {
    expect(sentence({}, { kind: 'menu', choices: [] } as unknown as RouteOutcome)).toBe(
      'Every call: a menu in which the caller presses keys.',
    );
    expect(sentence({}, { kind: 'fax' } as unknown as RouteOutcome)).toBe(
      'Every call: something that this version cannot show.',
    );
  });

  it('shows the number of a line that the firm no longer has', () =>
    expect(sentence({ lines: ['+3220009999'] })).toBe('When +32 2 000 99 99 was dialled: voicemail.'));
});

describe('a decision', () => {
  const facts: RouteDecision['facts'] = {
    open: false,
    closedBecause: null,
    caller: 'known',
    contactName: 'Anneke Verhulst',
    roles: ['client'],
    language: 'nl',
  };
  const described = (decision: Partial<RouteDecision>, rules = mockRouting.rules) =>
    describeDecision(
      { outcome: { kind: 'voicemail' }, ruleId: 'r-closed', facts, passedOver: [], ...decision },
      rules,
      en,
    );

  it('names its rule by place and name, and what was known', () => {
    const { outcome, decidedBy, rule, facts: known } = described({});
    expect(outcome).toBe('Voicemail.');
    expect(decidedBy).toBe('Decided by rule 4, “Closed”');
    expect(rule).toBe('When the office is closed and the caller is not known: voicemail.');
    expect(known.map(({ text }) => text)).toEqual([
      'The office is closed: outside the opening hours.',
      'Anneke Verhulst is a contact of the firm: client.',
      'Language: Dutch.',
    ]);
  });

  it('names the holiday, and that no rule fits', () => {
    const {
      decidedBy,
      rule,
      facts: known,
    } = described({
      ruleId: null,
      facts: { ...facts, closedBecause: 'Christmas Day' },
    });
    expect(decidedBy).toBe('Decided by “Otherwise”: no rule fits');
    expect(rule).toBeNull();
    expect(known[0]?.text).toBe('The office is closed: Christmas Day.');
  });

  it.each<[Partial<RouteDecision['facts']>, string]>([
    [{ caller: 'unknown', contactName: null, roles: [] }, 'No contact of the firm has this number.'],
    [{ caller: 'blocked', contactName: null, roles: [] }, 'The number is blocked.'],
    [{ caller: 'blocked' }, 'The number is blocked. It belongs to Anneke Verhulst.'],
    [{ roles: [] }, 'Anneke Verhulst is a contact of the firm.'],
  ])('says who calls: %o', (change, said) =>
    expect(described({ facts: { ...facts, ...change } }).facts[1]?.text).toBe(said),
  );

  it('says nothing of the language of a withheld number', () =>
    expect(
      described({ facts: { ...facts, caller: 'withheld', contactName: null, language: null } }).facts.map(
        ({ of }) => of,
      ),
    ).toEqual(['hours', 'caller']));

  it('says of every rule that was passed over why', () => {
    const open: RouteDecision['facts'] = { ...facts, open: true };
    const { passedOver } = described({
      facts: open,
      passedOver: [
        { ruleId: 'r-blocked', because: 'caller' },
        { ruleId: 'r-court', because: 'caller' },
        { ruleId: 'r-evening', because: 'hours' },
        { ruleId: 'r-closed', because: 'caller' },
        { ruleId: 'r-german', because: 'disabled' },
        { ruleId: 'gone', because: 'line' },
      ],
    });
    expect(passedOver.map(({ place, text }) => `${String(place)} ${text}`)).toEqual([
      '1 Blocked numbers: the number is not blocked',
      '2 Court and bailiff: the caller has none of these roles',
      '3 Evenings, clients: the office is open then',
      '4 Closed: the caller is known',
      '5 German on the new matters line: switched off',
    ]);
  });

  it('says that another line was dialled, or that the language is another', () => {
    const { passedOver } = described({
      facts: { ...facts, language: null },
      passedOver: [
        { ruleId: 'r-german', because: 'line' },
        { ruleId: 'r-court', because: 'language' },
      ],
    });
    expect(passedOver.map(({ text }) => text)).toEqual([
      'German on the new matters line: another line was dialled',
      'Court and bailiff: the language is not known',
    ]);
  });
});

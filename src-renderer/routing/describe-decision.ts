import type { RouteDecision, RouteRule, Routing } from '@callbrief/relay/wire/routing';
import { capital, describeOutcome, describeRule, nameOfLanguage, type RuleWords } from './describe-rule.ts';

export interface DescribedDecision {
  /** `Voicemail.` */
  outcome: string;
  /** `Decided by rule 3, “Evening”`. */
  decidedBy: string;
  /** The deciding rule in a sentence; null where "otherwise" decided. */
  rule: string | null;
  facts: { of: 'hours' | 'caller' | 'language'; text: string }[];
  /** `Evening: the office is open then` */
  passedOver: { id: string; place: number; text: string }[];
}

/** @param rules those that the question was asked with */
export function describeDecision(
  { outcome, ruleId, facts, passedOver }: RouteDecision,
  rules: Pick<Routing, 'rules'>['rules'],
  words: RuleWords,
): DescribedDecision {
  const { t, locale } = words;
  const placeOf = (id: string) => rules.findIndex((rule) => rule.id === id) + 1;
  const decided = rules.find((rule) => rule.id === ruleId);
  return {
    outcome: `${capital(describeOutcome(outcome, words), locale)}.`,
    decidedBy: decided ? t('ask.byRule', { place: placeOf(decided.id), name: decided.name }) : t('ask.byOtherwise'),
    rule: decided ? describeRule(decided, words) : null,
    facts: describeFacts(facts, words),
    passedOver: passedOver.flatMap(({ ruleId: id, because }) => {
      const rule = rules.find((one) => one.id === id);
      if (!rule) return [];
      const why = describeMismatch(because, rule, facts, words);
      return [{ id, place: placeOf(id), text: t('ask.passed', { name: rule.name, because: why }) }];
    }),
  };
}

type Facts = RouteDecision['facts'];

function describeFacts(facts: Facts, { t, roles, locale }: RuleWords): DescribedDecision['facts'] {
  const hours = facts.open
    ? t('ask.open')
    : facts.closedBecause === null
      ? t('ask.closed')
      : t('ask.closedBecause', { reason: facts.closedBecause });
  const language =
    facts.language === null
      ? t('ask.noLanguage')
      : t('ask.language', { language: nameOfLanguage(facts.language, locale) });
  const inMatters = facts.roles.map((role) => roles(`word.${role}`)).join(', ');
  const known: DescribedDecision['facts'] = [
    { of: 'hours', text: hours },
    { of: 'caller', text: describeCaller(facts, inMatters, t) },
  ];
  return facts.caller === 'withheld' ? known : [...known, { of: 'language', text: language }];
}

function describeCaller({ caller, contactName: name }: Facts, roles: string, t: RuleWords['t']): string {
  switch (caller) {
    case 'known':
      return roles === '' ? t('ask.known', { name: name ?? '–' }) : t('ask.knownAs', { name: name ?? '–', roles });
    case 'unknown':
      return t('ask.unknown');
    case 'withheld':
      return t('ask.withheldFact');
    case 'blocked':
      return name === null ? t('ask.blocked') : t('ask.blockedOf', { name });
    default:
      return caller satisfies never;
  }
}

/** Why a rule was passed over, in words about this call. */
function describeMismatch(
  because: RouteDecision['passedOver'][number]['because'],
  rule: RouteRule,
  facts: Facts,
  { t, locale }: RuleWords,
): string {
  switch (because) {
    case 'disabled':
    case 'line':
      return t(`ask.because.${because}`);
    case 'hours':
      return facts.open ? t('ask.because.open') : t('ask.because.closed');
    case 'language':
      return facts.language === null
        ? t('ask.because.noLanguage')
        : t('ask.because.language', { language: nameOfLanguage(facts.language, locale) });
    case 'caller':
      if (rule.when.caller === 'blocked') return t('ask.because.notBlocked');
      if (rule.when.caller === 'withheld') return t('ask.because.notWithheld');
      if (rule.when.caller === 'role' && facts.caller === 'known') return t('ask.because.noRole');
      return t(`ask.because.${facts.caller}`);
    default:
      return because satisfies never;
  }
}

import type { RouteCondition, RouteOutcome, RouteRule } from '@callbrief/relay/wire/routing';
import type { TFunction } from 'i18next';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import { formatNumberWithin } from '../words/phone-number.ts';
import { isEditable } from './outcome-kinds.ts';

export interface RuleWords {
  t: TFunction<'routing'>;
  roles: TFunction<'roles'>;
  /** BCP 47, of the window. */
  locale: string;
  desk: Pick<RoutingDesk, 'people' | 'lines'>;
}

/** A rule in a sentence: "When the office is closed and the caller is not known: voicemail." */
export function describeRule(rule: Pick<RouteRule, 'when' | 'then'>, words: RuleWords): string {
  const { t } = words;
  const conditions = describeConditions(rule.when, words);
  const outcome = describeOutcome(rule.then, words);
  if (conditions.length === 0) return t('sentence.always', { outcome });
  const last = conditions.at(-1) ?? '';
  const others = conditions.slice(0, -1).join(t('sentence.comma'));
  return t('sentence.when', {
    conditions: others === '' ? last : `${others}${t('sentence.and')}${last}`,
    outcome,
  });
}

function describeConditions({ lines, caller, roles, hours, languages }: RouteCondition, words: RuleWords): string[] {
  const { t, locale } = words;
  const found: string[] = [];
  if (hours !== 'any') found.push(t(`sentence.${hours}`));
  if (lines.length > 0)
    found.push(
      t('sentence.line', {
        lines: oneOf(
          lines.map((line) => nameOfLine(line, words.desk)),
          locale,
        ),
      }),
    );
  if (caller === 'role')
    found.push(
      roles.length > 0
        ? t('sentence.role', {
            roles: oneOf(
              roles.map((role) => words.roles(`word.${role}`)),
              locale,
            ),
          })
        : t('sentence.noRole'),
    );
  else if (caller !== 'any') found.push(t(`sentence.${caller}`));
  if (languages.length > 0)
    found.push(
      t('sentence.language', {
        languages: oneOf(
          languages.map((one) => nameOfLanguage(one, locale)),
          locale,
        ),
      }),
    );
  return found;
}

/** Within a sentence; `capital` makes it a sentence of its own. */
export function describeOutcome(outcome: RouteOutcome, { t, locale, desk }: RuleWords): string {
  if (!isEditable(outcome)) {
    const { kind }: { kind: string } = outcome;
    return kind === 'menu' ? t('sentence.menu') : t('sentence.other');
  }
  switch (outcome.kind) {
    case 'proceed':
    case 'agent':
    case 'voicemail':
      return t(`sentence.${outcome.kind}`);
    case 'ring': {
      const names = outcome.personIds.map(
        (id) => desk.people.find((person) => person.id === id)?.name ?? t('sentence.personGone'),
      );
      const people = names.length > 0 ? allOf(names, locale) : t('sentence.nobody');
      return t('sentence.ring', { people, count: Number.isFinite(outcome.seconds) ? outcome.seconds : 0 });
    }
    case 'transfer':
      return t('sentence.transfer', {
        number: outcome.to.trim() === '' ? t('sentence.noNumber') : formatNumberWithin(outcome.to),
      });
    case 'reject':
      return t(`sentence.${outcome.reason}`);
    default:
      return outcome satisfies never;
  }
}

export const nameOfLine = (number: string, { lines }: Pick<RoutingDesk, 'lines'>): string =>
  lines.find((line) => line.number === number)?.name ?? formatNumberWithin(number);

export const nameOfLanguage = (language: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;

export const capital = (text: string, locale: string): string =>
  text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const oneOf = (names: string[], locale: string) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);
const allOf = (names: string[], locale: string) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);

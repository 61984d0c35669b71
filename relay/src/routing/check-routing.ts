import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { ProblemError } from '../http/problem-error.ts';
import type { PlainOutcome, RouteOutcome, Routing } from '../wire/routing.ts';
import type { PhoneNumber } from '../wire/scalars.ts';
import { hasRegion } from './holidays.ts';
import { isTimeZone } from './opening-hours.ts';

export interface KnownToFirm {
  /** Numbers of the firm and of its people. Empty: nobody told the relay any, and then no line is strange. */
  lines: ReadonlySet<PhoneNumber>;
  hasPerson(personId: string): boolean;
}

/**
 * What the shape of the rules cannot say.
 * @param under where the rules stand in the body: empty, or `draft.`
 * @throws ProblemError malformed (422) with the path of the field at fault: `rules.2.then.personIds.0`
 */
export function checkRouting(
  { hours, rules, otherwise }: Pick<Routing, 'hours' | 'rules' | 'otherwise'>,
  firm: KnownToFirm,
  under = '',
): void {
  checkHours(hours, `${under}hours`);
  const ids = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const path = `${under}rules.${index}`;
    if (ids.has(rule.id)) refuse(`${path}.id`, 'Two rules have this id.');
    ids.add(rule.id);
    for (const [n, line] of rule.when.lines.entries()) {
      if (firm.lines.size > 0 && !firm.lines.has(line)) refuse(`${path}.when.lines.${n}`, 'The firm has no such line.');
    }
    if (rule.when.caller === 'role' && rule.when.roles.length === 0) {
      refuse(`${path}.when.roles`, 'Name at least one role.');
    }
    checkOutcome(`${path}.then`, rule.then, firm);
  }
  checkOutcome(`${under}otherwise`, otherwise, firm);
}

function checkHours({ timeZone, weekly, holidays }: Routing['hours'], path: string): void {
  if (!isTimeZone(timeZone)) refuse(`${path}.timeZone`, 'There is no such time zone.');
  for (const [index, { from, to }] of weekly.entries()) {
    if (to <= from) {
      refuse(
        `${path}.weekly.${index}.to`,
        'Closing is not after opening. A night is two ranges: until 24:00, from 00:00.',
      );
    }
  }
  if (holidays !== null && holidays.region !== null && !hasRegion(holidays.country, holidays.region)) {
    refuse(`${path}.holidays.region`, 'The country has no such region.');
  }
}

function checkOutcome(path: string, outcome: RouteOutcome, firm: KnownToFirm): void {
  if (outcome.kind !== 'menu') return checkPlain(path, outcome, firm);
  const seen = new Set<string>();
  for (const [index, choice] of outcome.choices.entries()) {
    const own = `${path}.choices.${index}`;
    if (seen.has(choice.digits)) refuse(`${own}.digits`, 'Two choices have these digits.');
    seen.add(choice.digits);
    if (choice.digits.length > outcome.maxDigits) refuse(`${own}.digits`, 'Longer than the menu listens.');
    checkPlain(`${own}.then`, choice.then, firm);
  }
  checkPlain(`${path}.otherwise`, outcome.otherwise, firm);
}

function checkPlain(path: string, outcome: PlainOutcome, firm: KnownToFirm): void {
  switch (outcome.kind) {
    case 'ring':
      for (const [index, personId] of outcome.personIds.entries()) {
        if (!firm.hasPerson(personId)) refuse(`${path}.personIds.${index}`, 'The firm has no such person.');
      }
      return;
    case 'transfer': {
      const why = whyNotTransfer(outcome.to);
      if (why !== null) refuse(`${path}.to`, why);
      return;
    }
    case 'proceed':
    case 'agent':
    case 'voicemail':
    case 'reject':
      return;
    default:
      outcome satisfies never;
  }
}

/** Police, ambulance and fire, as they are dialled in Europe and North America. */
const emergency = new Set('000 15 17 18 100 101 102 110 112 114 115 117 118 119 133 144 911 999'.split(' '));

function whyNotTransfer(number: PhoneNumber): string | null {
  const read = parsePhoneNumberFromString(number);
  const national = read?.nationalNumber ?? '';
  if (emergency.has(national)) return 'Calls are not passed on to an emergency service.';
  return read?.isPossible() ? null : 'This is no telephone number.';
}

function refuse(field: string, detail: string): never {
  throw new ProblemError('malformed', { field, detail });
}

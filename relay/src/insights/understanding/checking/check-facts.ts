import type { Clause } from '../reading/clauses.ts';
import type { Fact } from '../reading/fact.ts';
import type { Reading } from '../reading/reading.ts';
import type { Doubt, Evidence, Transcript } from './check-sentence.ts';
import { inDigits } from './in-digits.ts';
import { closest, statementsOf, type Statement } from './statement.ts';

/** Every number, amount, date, weekday, time and address must stand in a cited segment, and be said of the same thing. */
export function factProblem(claim: Reading, cited: readonly Evidence[], transcript: Transcript): Doubt | null {
  const statements = statementsOf(cited, transcript);
  const runs = cited.map(({ reading }) => inDigits(reading.items));
  const written = inDigits(claim.items);
  // A telephone number or a reference is one fact, however it is grouped.
  const whole = written.flatMap((run) => (run.digits.length >= 7 || run.grouped ? [run] : []));
  const runIsThere = (digits: string) => runs.some((of) => of.some((run) => run.digits.includes(digits)));
  for (const run of whole) if (run.digits.length >= 7 && !runIsThere(run.digits)) return 'fact';
  for (const clause of claim.clauses) {
    for (const fact of clause.facts) {
      if (whole.some((run) => run.first <= fact.first && fact.first < run.behind && runIsThere(run.digits))) continue;
      if (!isSupported(fact, clause, statements, runIsThere)) return 'fact';
    }
    if (isOtherDaysTime(clause, statements)) return 'fact';
  }
  return null;
}

function isSupported(
  fact: Fact,
  clause: Clause,
  statements: readonly Statement[],
  runIsThere: (digits: string) => boolean,
): boolean {
  const places = statements.filter(({ clause: { facts } }) => facts.some((other) => agrees(fact, other)));
  if (places.length === 0) return fact.kind === 'number' && isDigitsOf(fact, runIsThere);
  // "free, but not on Thursday" does not say "free on Thursday".
  if (!clause.negated && !fact.old && places.every(({ clause: place, negated }) => negated || isOld(fact, place)))
    return false;
  if (fact.old && places.every(({ clause: place, negated }) => !negated && !isOld(fact, place)) && moves(statements))
    return false;
  if (fact.old) return true;
  const about = closest(keysWithout(clause), statements);
  const rivals = about.filter(({ clause: { facts } }) => facts.some((other) => isRival(fact, other)));
  return about.length === 0 || rivals.length < about.length || places.some((place) => about.includes(place));
}

const isDay = (fact: Fact) =>
  fact.kind === 'weekday' || fact.kind === 'date' || (fact.kind === 'relative' && /^[+-]?\d$/.test(fact.means));
const isPartOfDay = (fact: Fact) =>
  fact.kind === 'time' || (fact.kind === 'relative' && /^(?:morning|afternoon|evening|night)$/.test(fact.means));

/** "Wednesday at 4.15" of "Wednesday at ten or Thursday at 4.15": wherever the time was said, it was of another day. */
function isOtherDaysTime(clause: Clause, statements: readonly Statement[]): boolean {
  const days = clause.facts.filter((fact) => isDay(fact) && !fact.old);
  const times = clause.facts.filter(isPartOfDay);
  return times.some((time) => {
    const places = statements.filter(({ clause: { facts } }) => facts.some((other) => agrees(time, other)));
    return days.some((day) => {
      const others = places.filter(({ clause: { facts } }) => facts.some(isDay));
      const fits = others.some(({ clause: { facts } }) => {
        const nearest = dayOfTime(time, day, facts);
        return nearest !== null && agrees(day, nearest);
      });
      return places.length > 0 && others.length === places.length && !fits;
    });
  });
}

/** The day beside a time. "Monday 30 November" is one day in two facts: compared with the one of its kind. */
function dayOfTime(time: Fact, day: Fact, facts: readonly Fact[]): Fact | null {
  const at = facts.find((other) => agrees(time, other))?.first ?? 0;
  const days = facts.filter(isDay);
  const sameKind = days.filter(({ kind }) => kind === day.kind);
  const far = ({ first }: Fact) => Math.abs(first - at);
  return (sameKind.length > 0 ? sameKind : days).toSorted((a, b) => far(a) - far(b))[0] ?? null;
}

/** A year or a short reference that was said digit by digit. */
function isDigitsOf(fact: Fact & { kind: 'number' }, runIsThere: (digits: string) => boolean): boolean {
  const digits = fact.digits ?? String(fact.value);
  return fact.unit === null && digits.length >= 4 && runIsThere(digits);
}

const isOld = (fact: Fact, { facts }: Clause) =>
  facts.filter((other) => agrees(fact, other)).every(({ old }) => old) && facts.some((other) => agrees(fact, other));

/** The cited words tell something that was so before from what is so now. */
const moves = (statements: readonly Statement[]) =>
  statements.some(({ clause, negated }) => clause.facts.some(({ old }) => old) || (negated && clause.facts.length > 0));

function keysWithout(clause: Clause): Set<string> {
  return new Set(clause.content.map(({ key }) => key));
}

/** Of the same kind, and another: it may be what the sentence should have said. */
function isRival(fact: Fact, other: Fact): boolean {
  if (agrees(fact, other)) return false;
  if (fact.kind === 'number' && other.kind === 'number') return fact.unit === other.unit;
  return fact.kind === other.kind;
}

/** The same fact, in whatever words. What the segment leaves open may not be filled in. */
export function agrees(claimed: Fact, said: Fact): boolean {
  if (claimed.direction !== null && said.direction !== null && claimed.direction !== said.direction) return false;
  switch (claimed.kind) {
    case 'number':
      return numberAgrees(claimed, said);
    case 'date':
      return (
        said.kind === 'date' &&
        said.day === claimed.day &&
        said.month === claimed.month &&
        (claimed.year === null || claimed.year === said.year)
      );
    case 'month':
      return (
        (said.kind === 'month' || said.kind === 'date') &&
        said.month === claimed.month &&
        (claimed.year === null || claimed.year === said.year)
      );
    case 'weekday':
      return said.kind === 'weekday' && said.weekday === claimed.weekday;
    case 'time':
      return timeAgrees(claimed.minutes, said);
    case 'relative':
      return said.kind === 'relative' && means(said.means).includes(claimed.means);
    case 'email':
      return said.kind === 'email' && said.email === claimed.email;
    default:
      return claimed satisfies never;
  }
}

/** "next week" is said where "Friday next week" is claimed to be "next". */
const means = (said: string) => [said, ...said.split(' ')];

function numberAgrees(claimed: Fact & { kind: 'number' }, said: Fact): boolean {
  // "the 14th" of a date, "after three" of a time.
  if (said.kind === 'date')
    return claimed.unit === null && (claimed.value === said.year || (claimed.ordinal && claimed.value === said.day));
  if (said.kind === 'time')
    return (
      claimed.unit === null &&
      said.minutes.some((minutes) => minutes / 60 === claimed.value || minutes / 60 === claimed.value + 12)
    );
  if (said.kind !== 'number' || said.value !== claimed.value || said.ordinal !== claimed.ordinal) return false;
  // `0417` is a reference, and 417 is another.
  const zero = (digits: string | null) => digits?.startsWith('0') === true && digits.length > 1;
  if (zero(claimed.digits) !== zero(said.digits) && said.digits !== null && claimed.digits !== null) return false;
  return claimed.unit === said.unit || claimed.unit === null;
}

/** "after three" is at 3 or at 15 o'clock; claimed "after 3 pm" it still is what was said. */
function timeAgrees(claimed: readonly number[], said: Fact): boolean {
  if (said.kind === 'time') return said.minutes.some((minutes) => claimed.includes(minutes));
  if (said.kind !== 'number' || said.unit !== null || said.ordinal || said.direction === null) return false;
  return claimed.some((minutes) => minutes === said.value * 60 || minutes === (said.value + 12) * 60);
}

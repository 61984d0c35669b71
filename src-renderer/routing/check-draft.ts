import type { RouteOutcome } from '@callbrief/relay/wire/routing';
import { readNumber } from '../words/phone-number.ts';
import { endsAfterStart, readClockTime } from './clock-time.ts';
import type { Draft } from './draft.ts';
import { isEditable } from './outcome-kinds.ts';
import { momentOf } from './zoned-time.ts';

/** `refused`: the office did not take it, and only it knows why. Each has a sentence that says what to do next. */
export type FieldProblem =
  'time' | 'order' | 'date' | 'dateTwice' | 'nameMissing' | 'people' | 'seconds' | 'number' | 'roles' | 'refused';

/** By the path of the field, written as the relay names it: `rules.2.then.to`, `hours.weekly.0.to`. */
export type FieldProblems = ReadonlyMap<string, FieldProblem>;

/** What the draft still needs before it can be saved or asked about; in reading order. */
export function checkDraft(draft: Draft, near: string | undefined): FieldProblems {
  const problems = new Map<string, FieldProblem>();
  draft.rules.forEach((rule, index) => {
    const path = `rules.${String(index)}`;
    if (rule.name.trim() === '') problems.set(`${path}.name`, 'nameMissing');
    if (rule.when.caller === 'role' && rule.when.roles.length === 0) problems.set(`${path}.when.roles`, 'roles');
    checkOutcome(rule.then, `${path}.then`, near, problems);
  });
  checkOutcome(draft.otherwise, 'otherwise', near, problems);
  checkWeek(draft, problems);
  draft.hours.closedDays.forEach(({ date }, index) => {
    const path = `hours.closedDays.${String(index)}.date`;
    if (!momentOf({ date, time: '12:00' }, 'UTC')) problems.set(path, 'date');
    else if (draft.hours.closedDays.findIndex((other) => other.date === date) < index) problems.set(path, 'dateTwice');
  });
  return problems;
}

function checkOutcome(
  outcome: RouteOutcome,
  path: string,
  near: string | undefined,
  problems: Map<string, FieldProblem>,
): void {
  if (!isEditable(outcome)) return;
  if (outcome.kind === 'ring') {
    if (outcome.personIds.length === 0) problems.set(`${path}.personIds`, 'people');
    const isAllowed = Number.isInteger(outcome.seconds) && outcome.seconds >= 5 && outcome.seconds <= 120;
    if (!isAllowed) problems.set(`${path}.seconds`, 'seconds');
  }
  if (outcome.kind === 'transfer' && readNumber(outcome.to, near) === null) problems.set(`${path}.to`, 'number');
}

function checkWeek(draft: Draft, problems: Map<string, FieldProblem>): void {
  const { weekly } = draft.hours;
  weekly.forEach((range, index) => {
    const path = `hours.weekly.${String(index)}`;
    const [from, to] = [readClockTime(range.from), readClockTime(range.to)];
    if (from === null || from === '24:00') problems.set(`${path}.from`, 'time');
    if (to === null) problems.set(`${path}.to`, 'time');
    if (from !== null && to !== null && !endsAfterStart(from, to)) problems.set(`${path}.to`, 'order');
  });
}

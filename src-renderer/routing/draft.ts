import type { RouteOutcome, RouteRule, Routing, Weekday } from '@callbrief/relay/wire/routing';
import { formatNumber, readNumber } from '../words/phone-number.ts';
import { readClockTime } from './clock-time.ts';
import { isEditable } from './outcome-kinds.ts';

/** Rules as they are being edited: the wire's shape, in which times and numbers may still be what somebody types. */
export type Draft = Routing;

export const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Numbers are edited as they are read. */
export function draftOf(routing: Routing): Draft {
  return {
    ...routing,
    rules: routing.rules.map((rule) => ({ ...rule, then: withNumber(rule.then, formatNumber) })),
    otherwise: withNumber(routing.otherwise, formatNumber),
  };
}

/**
 * The draft in the wire's own spelling; what cannot be read stays as typed (`checkDraft` tells of it).
 * @param near a number of the firm, whose country national numbers are read in
 */
export function routingOf(draft: Draft, near: string | undefined): Routing {
  const number = (text: string) => readNumber(text, near) ?? text.trim();
  const clock = (text: string) => readClockTime(text) ?? text.trim();
  return {
    ...draft,
    hours: {
      ...draft.hours,
      weekly: draft.hours.weekly.map((range) => ({ ...range, from: clock(range.from), to: clock(range.to) })),
      closedDays: draft.hours.closedDays.map((day) => ({ ...day, name: day.name.trim() })),
    },
    rules: draft.rules.map((rule) => ({ ...rule, name: rule.name.trim(), then: withNumber(rule.then, number) })),
    otherwise: withNumber(draft.otherwise, number),
  };
}

export const isSameRouting = (a: Routing, b: Routing): boolean => JSON.stringify(a) === JSON.stringify(b);

const withNumber = (outcome: RouteOutcome, change: (number: string) => string): RouteOutcome =>
  isEditable(outcome) && outcome.kind === 'transfer' ? { ...outcome, to: change(outcome.to) } : outcome;

// ── Rules ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function newRule(id: string, name: string): RouteRule {
  return {
    id,
    name,
    enabled: true,
    when: { lines: [], caller: 'any', roles: [], hours: 'any', languages: [] },
    then: { kind: 'voicemail' },
  };
}

export const changeRule = (draft: Draft, id: string, change: Partial<RouteRule>): Draft => ({
  ...draft,
  rules: draft.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
});

/** At the end where no place is given; a place past the end is the end. */
export const insertRule = (draft: Draft, rule: RouteRule, at = draft.rules.length): Draft => ({
  ...draft,
  rules: draft.rules.toSpliced(at, 0, rule),
});

export const removeRule = (draft: Draft, id: string): Draft => ({
  ...draft,
  rules: draft.rules.filter((rule) => rule.id !== id),
});

/** @returns the draft itself where the rule is at the end already */
export function moveRule(draft: Draft, id: string, by: 1 | -1): Draft {
  const from = draft.rules.findIndex((rule) => rule.id === id);
  const rule = draft.rules[from];
  const to = from + by;
  if (!rule || to < 0 || to >= draft.rules.length) return draft;
  return { ...draft, rules: draft.rules.toSpliced(from, 1).toSpliced(to, 0, rule) };
}

/** @param name of the copy, at most 100 characters */
export function duplicateRule(draft: Draft, id: string, copyId: string, name: string): Draft {
  const at = draft.rules.findIndex((rule) => rule.id === id);
  const rule = draft.rules[at];
  return rule ? insertRule(draft, { ...rule, id: copyId, name: name.slice(0, 100) }, at + 1) : draft;
}

// ── Hours ──────────────────────────────────────────────────────────────────────────────────────────────────────────

type Range = Draft['hours']['weekly'][number];
type ClosedDay = Draft['hours']['closedDays'][number];

const withHours = (draft: Draft, change: Partial<Draft['hours']>): Draft => ({
  ...draft,
  hours: { ...draft.hours, ...change },
});

export const changeHours = withHours;

export const changeRange = (draft: Draft, index: number, change: Partial<Range>): Draft =>
  withHours(draft, {
    weekly: draft.hours.weekly.map((range, at) => (at === index ? { ...range, ...change } : range)),
  });

export const insertRange = (draft: Draft, range: Range, at = draft.hours.weekly.length): Draft =>
  withHours(draft, { weekly: draft.hours.weekly.toSpliced(at, 0, range) });

export const removeRange = (draft: Draft, index: number): Draft =>
  withHours(draft, { weekly: draft.hours.weekly.toSpliced(index, 1) });

/** The morning of an office for an empty day, else what is left of the day after the last hours. */
export function nextRange(draft: Draft, day: Weekday): Range {
  const last = draft.hours.weekly.filter((range) => range.day === day).at(-1);
  if (!last) return { day, from: '09:00', to: '12:30' };
  const to = readClockTime(last.to);
  return to !== null && to < '14:00' ? { day, from: '14:00', to: '18:00' } : { day, from: '', to: '' };
}

/** Copies Monday's hours to Tuesday to Friday. */
export function likeMonday(draft: Draft): Draft {
  const isWorking = (day: Weekday) => day !== 'sat' && day !== 'sun';
  const monday = draft.hours.weekly.filter((range) => range.day === 'mon');
  const weekend = draft.hours.weekly.filter((range) => !isWorking(range.day));
  const working = weekdays.filter(isWorking).flatMap((day) => monday.map((range) => ({ ...range, day })));
  return withHours(draft, { weekly: [...working, ...weekend] });
}

export const changeClosedDay = (draft: Draft, index: number, change: Partial<ClosedDay>): Draft =>
  withHours(draft, {
    closedDays: draft.hours.closedDays.map((day, at) => (at === index ? { ...day, ...change } : day)),
  });

export const insertClosedDay = (draft: Draft, day: ClosedDay, at = draft.hours.closedDays.length): Draft =>
  withHours(draft, { closedDays: draft.hours.closedDays.toSpliced(at, 0, day) });

export const removeClosedDay = (draft: Draft, index: number): Draft =>
  withHours(draft, { closedDays: draft.hours.closedDays.toSpliced(index, 1) });

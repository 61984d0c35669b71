import type { CallOutcome, FollowUp } from '../src/wire/call.ts';
import type { DemoCall } from './demo-call.ts';
import type { DemoContact, DemoData, RecentCall } from './demo-data.ts';
import { atClock, dayFrom, dayName, isWeekend, workingDay } from './demo-days.ts';
import { between, createRandom, pickOne, type Random } from './random.ts';

const DAYS = 31;
/** Mornings and the early afternoon ring most. Minutes from midnight, repeated where it is busy. */
const BUSY_HOURS = [8, 9, 9, 10, 10, 10, 11, 11, 11, 12, 13, 14, 14, 15, 15, 15, 16, 16, 17, 18];
const OUTCOMES: CallOutcome[] = [
  ...Array.from<CallOutcome>({ length: 15 }).fill('answered'),
  'missed',
  'missed',
  'voicemail',
  'voicemail',
  'agent',
  'rejected',
];
const FOLLOW_UPS: (FollowUp | null)[] = ['ok', 'ok', 'ok', 'for_info', 'caller_calls_back', 'please_call_back', null];

/**
 * The firm's past month up to now. A day's calls depend on its date only, so a second start adds the days since the
 * first and doubles none.
 */
export function demoMonth(data: DemoData, now: Date): DemoCall[] {
  const days = Array.from({ length: DAYS }, (_, i) => dayFrom(now, -i));
  // The scripted calls tell the last days of these people; an invented later note would hide theirs.
  const scripted = new Set(data.recentCalls.map((call) => call.contactId));
  const recently = dayFrom(now, -4);
  const yesterday = dayFrom(now, -1);
  const invented = days
    .flatMap((day) => callsOfDay(data, day))
    .filter((call) => call.startedAt < now)
    .filter((call) => call.startedAt < recently || !scripted.has(call.contactId ?? undefined))
    .map((call) => ({ ...call, heard: call.startedAt < yesterday }));
  return [...invented, ...data.recentCalls.map((call) => scriptedCall(data, call, now))];
}

function callsOfDay(data: DemoData, day: Date): DemoCall[] {
  const name = dayName(day);
  const random = createRandom(name);
  const count = isWeekend(day) ? between(random, 0, 2) : between(random, 11, 17);
  return Array.from({ length: count }, (_, i) => inventedCall(data, day, `demo-${name}-${i + 1}`, random));
}

function inventedCall(data: DemoData, day: Date, key: string, random: Random): DemoCall {
  const contact = random() < 0.85 ? pickOne(random, data.contacts) : null;
  const minutes = pickOne(random, BUSY_HOURS) * 60 + between(random, 0, 59);
  const startedAt = new Date(dayFrom(day, 0).getTime() + minutes * 60_000 + between(random, 0, 59_999));
  const closed = isWeekend(day) || minutes > 18 * 60;
  const direction = !closed && random() < 0.22 ? 'outbound' : 'inbound';
  const outcome = outcomeOf(direction, closed, random);
  const person = outcome === 'agent' ? null : pickOne(random, data.firm.people);
  const worthANote = outcome !== 'rejected' && outcome !== 'agent' && random() < 0.45;
  const language = contact?.languages[0] ?? 'en';
  return {
    key,
    startedAt,
    direction,
    outcome,
    contactId: contact?.id ?? null,
    number: contact ? pickOne(random, contact.numbers).number : strangersNumber(random),
    line: pickOne(random, data.firm.lines).number,
    person,
    rangSeconds: outcome === 'answered' || outcome === 'agent' ? between(random, 3, 21) : between(random, 12, 40),
    seconds: secondsOf(outcome, random),
    note: worthANote ? pickOne(random, data.notes[language] ?? []) : null,
    noteBy: person,
    followUp: outcome === 'answered' || worthANote ? pickOne(random, FOLLOW_UPS) : null,
  };
}

function outcomeOf(direction: DemoCall['direction'], closed: boolean, random: Random): CallOutcome {
  if (closed) return pickOne(random, ['voicemail', 'agent', 'missed'] as const);
  if (direction === 'outbound') return random() < 0.8 ? 'answered' : 'missed';
  return pickOne(random, OUTCOMES);
}

function secondsOf(outcome: CallOutcome, random: Random): number {
  if (outcome === 'answered') return between(random, 25, 760);
  if (outcome === 'agent') return between(random, 40, 150);
  return outcome === 'voicemail' ? between(random, 12, 75) : 0;
}

/** Ranges that regulators keep for fiction (France, Germany, United Kingdom), and withheld callers. */
function strangersNumber(random: Random): string | null {
  const two = String(between(random, 10, 99));
  return pickOne(random, [`+3363998${two}07`, `+4930231250${two}`, `+4477009005${two}`, null]);
}

function scriptedCall(data: DemoData, call: RecentCall, now: Date): DemoCall {
  const people = data.firm.people;
  const personOf = (id: string | undefined) => people.find((person) => person.id === id) ?? null;
  const contact: DemoContact | undefined = data.contacts.find((one) => one.id === call.contactId);
  return {
    key: `demo-${call.id}`,
    startedAt: startOf(call, now),
    direction: call.direction,
    outcome: call.outcome,
    contactId: contact?.id ?? null,
    number: call.number ?? contact?.numbers[0]?.number ?? null,
    line: call.line,
    person: personOf(call.by),
    rangSeconds: call.rangSeconds,
    seconds: call.seconds,
    note: call.note,
    noteBy: personOf(call.noteBy ?? call.by),
    followUp: call.followUp,
  };
}

function startOf(call: RecentCall, now: Date): Date {
  if (call.minutesAgo !== undefined) return new Date(now.getTime() - call.minutesAgo * 60_000);
  const day = dayFrom(now, -call.daysAgo);
  // A weekend day moves forward, but never past now.
  const working = workingDay(day);
  return atClock(working < dayFrom(now, 0) ? working : day, call.at ?? '10:00');
}

import { z } from 'zod';
import { callOutcome } from './call.ts';
import { id, phoneNumber } from './scalars.ts';

/** Upper ends of the bars of "Response time", in minutes; what is later has a bar of its own. */
export const RESPONSE_MINUTES = [15, 30, 60, 120, 240, 480] as const;
/** "Most contacted" names so many. */
export const MOST_CONTACTED = 10;

const count = z.number().int().nonnegative();

/**
 * How the firm took its calls. `answered` of the contract's /stats is `person + agent`, its `total_calls` is the sum of all
 * five. Calls that still ring or talk are not counted yet.
 */
export const callShares = z.object({
  /** A person of the firm spoke with them, in either direction. */
  person: count,
  /** The AI receptionist did, and nobody else. */
  agent: count,
  /** They called, nobody took it, and then somebody spoke with them, or wrote that nothing is owed. */
  returned: count,
  /** They called, nobody took it, and that is still so: the list "unreturned". */
  unreturned: count,
  /** Given up at once, turned away by a rule, or called by us without an answer. */
  other: count,
});
export type CallShares = z.infer<typeof callShares>;

/** What is compared with the period before. */
export const figures = callShares.extend({
  total: count,
  /** `(person + agent) / total`, 0 to 1; null without calls. */
  spokeRate: z.number().min(0).max(1).nullable(),
  /** From the first ring to a person, of inbound calls that a person took; whole seconds. */
  secondsToAnswer: z.object({ calls: count, median: count.nullable(), nineInTen: count.nullable() }),
  /** Of callbacks that were due in the period: closed by then. Those that are not due yet do not count. */
  callbacks: z.object({ due: count, kept: count }),
  outcomes: z.record(callOutcome, count),
  /** What became of the agent's calls. `outsideHours`: null where opening hours are not known. */
  agentCalls: z.object({ bookedCallback: count, tookMessage: count, only: count, outsideHours: count.nullable() }),
});
export type Figures = z.infer<typeof figures>;

export const statistics = figures.extend({
  /** Both days count: `2026-10-21` to `2026-11-19`, in the firm's time zone. */
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  byDay: z.array(callShares.extend({ date: z.iso.date() })),
  /** Inbound calls by local weekday, Monday first, and hour: `calls[0][9]` are those of Mondays from 9 to 10. */
  byHour: z.object({ calls: z.array(z.array(count).length(24)).length(7), days: z.array(count).length(7) }),
  /** From a missed call to the talk with them: how many within each of RESPONSE_MINUTES, and later; minutes. */
  response: z.object({
    bars: z.array(count).length(RESPONSE_MINUTES.length + 1),
    median: count.nullable(),
    nineInTen: count.nullable(),
    /** What the firm promises (practice). */
    promisedMinutes: count,
  }),
  /** Calls with an estimate, by week; `weekOf` is its Monday. */
  sentiment: z.array(z.object({ weekOf: z.iso.date(), negative: count, neutral: count, positive: count })),
  /** Most calls first. */
  contacts: z.array(z.object({ contactId: id, name: z.string().nullable(), calls: count, talkSeconds: count })),
  /** The same number of days before. */
  before: figures,
});
export type Statistics = z.infer<typeof statistics>;

/** Whose calls: all of what is given must hold; null: everybody's. */
export const statisticsFilter = z.object({
  line: phoneNumber.nullable(),
  personId: id.nullable(),
  teamId: id.nullable(),
});
export type StatisticsFilter = z.infer<typeof statisticsFilter>;
export const everybody: StatisticsFilter = { line: null, personId: null, teamId: null };

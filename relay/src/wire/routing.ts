import { z } from 'zod';
import { partyRole } from './directory.ts';
import { id, isoTime, language, phoneNumber } from './scalars.ts';

/** Minutes are written as people write them: `08:30`; `24:00` ends a day. */
export const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as 08:30');
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof weekday>;

export const openingHours = z.object({
  /** IANA: `Europe/Brussels`. Hours are the firm's, whatever the caller's clock says. */
  timeZone: z.string().min(1).max(60),
  /** `to` is later than `from`: a night is two of them, 22:00-24:00 and 00:00-06:00 of the next day. */
  weekly: z.array(z.object({ day: weekday, from: clockTime, to: clockTime })).max(50),
  /** Public holidays on which the firm is closed; `region`: `BY` for Bavaria, null for the whole country's only. */
  holidays: z.object({ country: z.enum(['BE', 'FR', 'DE', 'NL']), region: z.string().max(10).nullable() }).nullable(),
  /** Days of the firm's own, such as a bridge day: closed. */
  closedDays: z.array(z.object({ date: z.iso.date(), name: z.string().max(100) })).max(400),
});
export type OpeningHours = z.infer<typeof openingHours>;

const plainOutcomes = [
  /** As the provider's own settings say. */
  z.object({ kind: z.literal('proceed') }),
  z.object({
    kind: z.literal('ring'),
    personIds: z.array(id).min(1).max(50),
    seconds: z.number().int().min(5).max(120),
  }),
  /** The AI receptionist; where none is set up, voicemail. */
  z.object({ kind: z.literal('agent') }),
  z.object({ kind: z.literal('voicemail') }),
  z.object({ kind: z.literal('transfer'), to: phoneNumber }),
  z.object({ kind: z.literal('reject'), reason: z.enum(['busy', 'rejected']) }),
] as const;

/** What becomes of a call at once, or after a choice in a menu. */
export const plainOutcome = z.discriminatedUnion('kind', [...plainOutcomes]);
export type PlainOutcome = z.infer<typeof plainOutcome>;

const menuChoice = z.object({
  digits: z.string().regex(/^[0-9*#]{1,8}$/, 'digits, * and # only'),
  then: plainOutcome,
});

/** What becomes of a call. */
export const routeOutcome = z.discriminatedUnion('kind', [
  ...plainOutcomes,
  /** The caller hears something and presses keys; only where the provider can (sipgate), elsewhere as `proceed`. */
  z.object({
    kind: z.literal('menu'),
    /** WAV, mono, 16-bit PCM, 8 kHz; null: the caller hears nothing. */
    playUrl: z
      .url({ protocol: /^https$/, error: 'an address that starts with https://' })
      .max(2_000)
      .nullable(),
    maxDigits: z.number().int().min(1).max(8),
    /** Without a key for so long, `otherwise` is done. */
    timeoutSeconds: z.number().int().min(1).max(60),
    choices: z.array(menuChoice).min(1).max(50),
    otherwise: plainOutcome,
  }),
]);
export type RouteOutcome = z.infer<typeof routeOutcome>;
export type MenuOutcome = Extract<RouteOutcome, { kind: 'menu' }>;

/** All of it must hold; an empty list holds for everybody. */
export const routeCondition = z.object({
  lines: z.array(phoneNumber).max(100),
  /**
   * `known`: a contact of the firm has this number. `role`: that contact has one of `roles` in an open matter. `any` is
   * anybody but a blocked caller: those are held by `blocked` alone.
   */
  caller: z.enum(['any', 'known', 'unknown', 'withheld', 'blocked', 'role']),
  roles: z.array(partyRole).max(20),
  hours: z.enum(['any', 'open', 'closed']),
  /** The contact's preferred language; an unknown caller's is that of the number's country. */
  languages: z.array(language).max(4),
});
export type RouteCondition = z.infer<typeof routeCondition>;

export const routeRule = z.object({
  id,
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  when: routeCondition,
  then: routeOutcome,
});
export type RouteRule = z.infer<typeof routeRule>;

/**
 * The first rule that holds decides; where none does, `otherwise`, but a blocked caller whom no rule names is rejected.
 * GET and PUT /routing (PUT: admin).
 */
export const routing = z.object({
  /** Rises with every save; a save that was made from an older one is refused (`revision_conflict`). */
  revision: z.number().int().nonnegative(),
  hours: openingHours,
  rules: z.array(routeRule).max(100),
  otherwise: routeOutcome,
});
export type Routing = z.infer<typeof routing>;

/** POST /routing/preview: what would happen. `draft`: with these rules instead of the saved ones. */
export const routePreviewRequest = z.object({
  at: isoTime,
  /** Null: withheld. */
  from: phoneNumber.nullable(),
  to: phoneNumber,
  draft: routing.omit({ revision: true }).exactOptional(),
});
export type RoutePreviewRequest = z.infer<typeof routePreviewRequest>;

/** Why a rule did not hold: the first of its conditions that failed. */
export const routeMismatch = z.enum(['disabled', 'line', 'caller', 'hours', 'language']);

export const routeDecision = z.object({
  outcome: routeOutcome,
  /** Null: no rule held; `otherwise` decided, or that the caller is blocked. */
  ruleId: id.nullable(),
  /** What was known when it was decided, so that a person can see why. */
  facts: z.object({
    open: z.boolean(),
    /** The holiday or closed day, where that is why the firm is closed. */
    closedBecause: z.string().nullable(),
    caller: z.enum(['known', 'unknown', 'withheld', 'blocked']),
    contactName: z.string().nullable(),
    roles: z.array(partyRole),
    language: language.nullable(),
  }),
  /** Every rule that was looked at before one held, in order. */
  passedOver: z.array(z.object({ ruleId: id, because: routeMismatch })),
});
export type RouteDecision = z.infer<typeof routeDecision>;

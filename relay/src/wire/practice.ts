import { z } from 'zod';
import { id } from './scalars.ts';

/** How the firm works after a call. One document a firm, saved whole with its revision, like the routing. */
export const practice = z.object({
  revision: z.number().int().nonnegative(),
  time: z.object({
    /** Off: no drafts anywhere. */
    drafts: z.boolean(),
    roundingMinutes: z.union([z.literal(1), z.literal(6), z.literal(10), z.literal(15)]),
    activityCodes: z.boolean(),
    /** For LEDES 1998B: the firm's id, and each timekeeper's id, level and rate an hour. */
    ledesFirmId: z.string().max(100),
    timekeepers: z
      .array(
        z.object({
          personId: id,
          code: z.string().max(20),
          classification: z.enum(['PT', 'AS', 'PL', 'OT']),
          hourlyRate: z.number().nonnegative().max(100_000).nullable(),
        }),
      )
      .max(1_000),
  }),
  callbacks: z.object({
    /** What the firm promises; charts and due times use it. */
    withinMinutes: z.number().int().min(5).max(10_080),
    urgentWithinMinutes: z.number().int().min(5).max(10_080),
  }),
  tags: z.array(z.string().trim().min(1).max(40)).max(100),
  /** How a call ended for the firm: "advice given", "wrong number". */
  dispositions: z.array(z.string().trim().min(1).max(60)).max(50),
  /** What Ringover's own window is told of a caller. As little as possible unless the firm says otherwise. */
  callerCard: z.object({
    shown: z.boolean(),
    name: z.enum(['full', 'initials']),
    organisation: z.boolean(),
    matterNumber: z.boolean(),
    lawyer: z.boolean(),
    role: z.boolean(),
    representedWarning: z.boolean(),
  }),
});
export type Practice = z.infer<typeof practice>;

export const defaultPractice: Practice = {
  revision: 0,
  time: { drafts: true, roundingMinutes: 6, activityCodes: true, ledesFirmId: '', timekeepers: [] },
  callbacks: { withinMinutes: 480, urgentWithinMinutes: 120 },
  tags: [],
  dispositions: [],
  callerCard: {
    shown: true,
    name: 'full',
    organisation: true,
    matterNumber: true,
    lawyer: false,
    role: false,
    representedWarning: false,
  },
};

import { z } from 'zod';
import { callOutcome, leg } from '../../src/wire/call.ts';
import { endCause } from '../../src/wire/call-fact.ts';
import { direction, phoneNumber } from '../../src/wire/scalars.ts';
import { asOnTraffic } from '../told/ringover-told.ts';
import { asCaptured } from '../told/sipgate-told.ts';
import { readDuration } from './duration.ts';

/** The shape of a scenario file. Steps are text here; `step-text.ts` reads them. */
const duration = z.string().transform((text, refinement) => {
  const ms = readDuration(text);
  if (ms === null) refinement.addIssue({ code: 'custom', message: `“${text}” is no time like 6s, -1h, 20m` });
  return ms ?? 0;
});
const seconds = duration.transform((ms) => ms / 1000);
/** YAML reads +32470123456 as a number. */
const number = z
  .union([z.string(), z.number().transform((value) => `+${value}`)])
  .pipe(z.union([phoneNumber, z.literal('anonymous')], 'a number in the form +32470123456, or anonymous'));

const fault = z.union(
  [
    z.strictObject({ lose: z.string(), nth: z.number().int().positive().optional() }),
    z.strictObject({
      refuse: z.string(),
      nth: z.number().int().positive().optional(),
      times: z.number().int().min(1).max(5).default(1),
    }),
  ],
  'a fault is “lose: <event>” or “refuse: <event>”, with “nth” and “times”',
);

const expectedCall = z.strictObject({
  outcome: callOutcome.exactOptional(),
  answeredBy: z.string().nullable().exactOptional(),
  legs: z.record(z.string(), leg.shape.state).exactOptional(),
  answeredAt: seconds.nullable().exactOptional(),
  endedAt: seconds.nullable().exactOptional(),
  talk: seconds.nullable().exactOptional(),
  endCause: endCause.nullable().exactOptional(),
  from: number.exactOptional(),
  anonymous: z.boolean().exactOptional(),
  voicemail: seconds.nullable().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  comment: z.string().nullable().exactOptional(),
  recording: seconds.nullable().exactOptional(),
  transcription: z.boolean().exactOptional(),
  summary: z.string().nullable().exactOptional(),
  digits: z.string().nullable().exactOptional(),
  healed: z.boolean().exactOptional(),
});

const expectedMessage = z.strictObject({
  kind: z.enum(['sms', 'fax']),
  direction,
  body: z.string().exactOptional(),
  pages: z.number().int().nullable().exactOptional(),
  from: number.exactOptional(),
  to: number.exactOptional(),
});

const ringoverOddities = z.strictObject({
  userPrefix: z.boolean().default(asOnTraffic.userPrefix),
  numberBooleans: z.boolean().default(asOnTraffic.numberBooleans),
  ressource: z.boolean().default(asOnTraffic.ressource),
  answeredTime: z.boolean().default(asOnTraffic.answeredTime),
  user: z.enum(['named', 'empty', 'absent']).default(asOnTraffic.user),
  idsAsText: z.boolean().default(asOnTraffic.idsAsText),
  withheld: z.enum(['anonymous', 'Unknown', '']).nullable().default(asOnTraffic.withheld),
  time: z.enum(['seconds', 'milliseconds', 'iso']).default(asOnTraffic.time),
  durationsAsText: z.boolean().default(asOnTraffic.durationsAsText),
  transcriptionLink: z.boolean().default(asOnTraffic.transcriptionLink),
});

const sipgateOddities = z.strictObject({
  aliases: z.boolean().default(asCaptured.aliases),
  numberedBrackets: z.boolean().default(asCaptured.numberedBrackets),
  nationalAnsweringNumber: z.boolean().default(asCaptured.nationalAnsweringNumber),
});

export const scenarioFile = z.strictObject({
  title: z.string().min(1),
  told: z.enum(['ringover', 'sipgate', 'old_names', 'sipgate_json']),
  direction: direction.default('inbound'),
  from: number,
  to: number.refine((value) => value !== 'anonymous', 'somebody must be called'),
  /** Beside the demo firm’s people. */
  people: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, 'a person is called by small letters'),
      z.strictObject({
        name: z.string().min(1),
        ringover: z.string().regex(/^\d+$/, 'digits').default('0'),
        sipgate: z.string().min(1).default(''),
      }),
    )
    .default({}),
  steps: z.array(z.string()).min(1, 'at least one step'),
  shuffle: z.union([z.number(), z.string()]).transform(String).optional(),
  repeat: z.number().int().min(1).max(20).default(1),
  clockSkew: duration.default(0),
  faults: z.array(fault).default([]),
  oddities: z
    .strictObject({ ringover: ringoverOddities.prefault({}), sipgate: sipgateOddities.prefault({}) })
    .prefault({}),
  expect: z
    .strictObject({
      call: expectedCall.nullable().exactOptional(),
      messages: z.array(expectedMessage).exactOptional(),
    })
    .optional(),
});
export type ScenarioFile = z.infer<typeof scenarioFile>;

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { callOutcome, followUp } from '../src/wire/call.ts';
import { callback, callbackDid } from '../src/wire/callback.ts';
import { contact, matter, partyRole, person } from '../src/wire/directory.ts';
import { task } from '../src/wire/task.ts';
import { direction, language, phoneNumber } from '../src/wire/scalars.ts';

/** The shapes of resources/demo-firm: times are still relative. */
const clock = z.string().regex(/^\d\d:\d\d$/);

const demoFirm = z.object({
  name: z.string(),
  country: z.string(),
  demoUser: z.string(),
  lines: z.array(z.object({ number: phoneNumber, name: z.string() })),
  teams: z.array(z.object({ id: z.string(), name: z.string(), people: z.array(z.string()) })),
  people: z.array(
    person
      .pick({ id: true, name: true, shortName: true, role: true, providerUserIds: true, lines: true })
      .extend({ assists: z.array(z.string()), inCourt: z.boolean() }),
  ),
});

const demoContact = contact.pick({ id: true, name: true, organisation: true, languages: true }).extend({
  numbers: z.array(
    z.object({ number: phoneNumber, kind: z.enum(['mobile', 'work', 'home']), shared: z.boolean().default(false) }),
  ),
});

const demoMatter = matter.pick({ id: true, number: true, title: true, status: true, area: true, flags: true }).extend({
  responsible: z.string(),
  team: z.array(z.string()).default([]),
  parties: z.array(
    z.object({
      contactId: z.string(),
      role: partyRole,
      representedBy: z.string().nullable().default(null),
      reference: z.string().exactOptional(),
    }),
  ),
  deadlines: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['hearing', 'deadline', 'meeting']),
      title: z.string(),
      inDays: z.number().int(),
      at: clock.nullable(),
      place: z.string().exactOptional(),
    }),
  ),
});

const recentCall = z.object({
  id: z.string(),
  daysAgo: z.number().int(),
  at: clock.optional(),
  minutesAgo: z.number().optional(),
  contactId: z.string().optional(),
  number: phoneNumber.optional(),
  line: phoneNumber,
  direction,
  outcome: callOutcome,
  by: z.string().optional(),
  rangSeconds: z.number(),
  seconds: z.number(),
  note: z.string().nullable(),
  noteBy: z.string().optional(),
  followUp: followUp.nullable(),
});

/** A moment: minutes from now, or a time of a day; without a day the next one that is not around the corner. */
const demoDue = z.union([
  z.object({ inMinutes: z.number().int() }),
  z.object({ inDays: z.number().int().optional(), fromAt: clock.optional(), at: clock }),
]);

const demoCallback = z.object({
  id: z.string(),
  /** Of recent-calls.json. */
  call: z.string().optional(),
  contact: z.string().optional(),
  matter: z.string().optional(),
  source: callback.shape.source.optional(),
  callerName: z.string().optional(),
  urgency: callback.shape.urgency.default('normal'),
  reason: z.string(),
  by: z.string(),
  for: z.string().optional(),
  forTeam: z.string().optional(),
  owner: z.string().optional(),
  due: demoDue,
  status: followUp,
  did: z.array(z.object({ did: callbackDid, by: z.string(), minutesAgo: z.number() })).default([]),
});

const demoTask = z.object({
  id: z.string(),
  kind: task.shape.kind,
  title: z.string(),
  quote: z.string().nullable(),
  call: z.string().optional(),
  matter: z.string().optional(),
  by: z.string(),
  assignee: z.string(),
  due: z.object({ inDays: z.number().int(), at: clock.nullable() }).nullable(),
  remind: z.boolean().default(false),
  done: z.boolean().default(false),
});

const demoNotes = z.record(language, z.array(z.string()).min(1));

export type DemoFirm = z.infer<typeof demoFirm>;
export type DemoPerson = DemoFirm['people'][number];
export type DemoContact = z.infer<typeof demoContact>;
export type DemoMatter = z.infer<typeof demoMatter>;
export type RecentCall = z.infer<typeof recentCall>;
export type DemoCallback = z.infer<typeof demoCallback>;
export type DemoTask = z.infer<typeof demoTask>;
export type DemoNotes = z.infer<typeof demoNotes>;

export interface DemoData {
  firm: DemoFirm;
  contacts: DemoContact[];
  matters: DemoMatter[];
  notes: DemoNotes;
  recentCalls: RecentCall[];
  callbacks: DemoCallback[];
  tasks: DemoTask[];
}

const folder = new URL('../../resources/demo-firm/', import.meta.url);

/** @param from a folder URL with the seven files; throws ZodError where one has another shape */
export async function readDemoData(from: URL = folder): Promise<DemoData> {
  const read = async <T extends z.ZodType>(name: string, shape: T): Promise<z.infer<T>> =>
    shape.parse(JSON.parse(await readFile(new URL(name, from), 'utf8')));
  return {
    firm: await read('firm.json', demoFirm),
    contacts: await read('contacts.json', z.array(demoContact)),
    matters: await read('matters.json', z.array(demoMatter)),
    notes: await read('notes.json', demoNotes),
    recentCalls: await read('recent-calls.json', z.array(recentCall)),
    callbacks: await read('callbacks.json', z.array(demoCallback)),
    tasks: await read('tasks.json', z.array(demoTask)),
  };
}

import type { TenantStore } from '../src/storage/port.ts';
import { callbackIdOf, type CallbackDid, type CallbackFields } from '../src/wire/callback.ts';
import type { ItemEditOf, ItemKind } from '../src/wire/item.ts';
import type { TaskFields } from '../src/wire/task.ts';
import { demoCallId } from './demo-call.ts';
import type { DemoCallback, DemoData, DemoTask } from './demo-data.ts';
import { atClock, dayFrom, dayName, workingDay } from './demo-days.ts';

/** Who wrote it in the demo: what a person wrote has another one. */
const WRITTEN_BY_DEMO = 'demo-';
const MINUTE_MS = 60_000;

/**
 * The demo firm's callbacks and tasks, once each. A later start gives those that nobody touched a new time, so that the
 * queue of the demo never ages; what a person wrote on stays as it is.
 */
export async function seedDemoItems(store: TenantStore, data: DemoData, now: Date): Promise<void> {
  const seeder = { store, data, now };
  for (const one of data.callbacks) await seedCallback(seeder, one);
  for (const one of data.tasks) await seedTask(seeder, one);
}

interface Seeder {
  store: TenantStore;
  data: DemoData;
  now: Date;
}

async function seedCallback(seeder: Seeder, demo: DemoCallback): Promise<void> {
  const { store, now } = seeder;
  const call = demo.call === undefined ? null : await store.call(demoCallId(demo.call));
  const itemId = call ? callbackIdOf(call.id) : `demo-${demo.id}`;
  const due = dueOf(demo.due, now);
  const isOwed = demo.status === 'please_call_back' || demo.status === 'caller_calls_back';
  const closedAt = ago(now, 30);
  const closed: CallbackFields['closed'] = isOwed
    ? null
    : { why: 'by_hand', callId: null, byName: nameOf(seeder, demo.owner ?? demo.by), at: closedAt };
  const known = await store.item('callback', itemId);
  if (known !== null) {
    if (isUntouched(known) && isOwed) await write(seeder, 'callback', itemId, demo.by, ago(now, 0), due);
    return;
  }
  const noted = call?.endedAt ?? ago(now, 90);
  await write(seeder, 'callback', itemId, demo.by, noted, {
    callId: call?.id ?? null,
    source: demo.source ?? (call?.outcome === 'voicemail' ? 'voicemail' : call ? 'call' : 'person'),
    contactId: call?.contactId ?? demo.contact ?? null,
    matterId: call?.matterId ?? demo.matter ?? null,
    number: call?.fromNumber !== undefined ? (call.direction === 'inbound' ? call.fromNumber : call.toNumber) : null,
    callerName: demo.callerName ?? null,
    reason: demo.reason,
    forPersonId: demo.for ?? null,
    forTeamId: demo.forTeam ?? null,
    ownerPersonId: demo.owner ?? null,
    urgency: demo.urgency,
    status: isOwed ? demo.status : 'please_call_back',
    ...due,
  });
  for (const { did, by, minutesAgo } of demo.did)
    await write(seeder, 'callback', itemId, by, ago(now, minutesAgo), {}, did);
  if (closed) await write(seeder, 'callback', itemId, demo.owner ?? demo.by, closedAt, { status: demo.status, closed });
}

async function seedTask(seeder: Seeder, demo: DemoTask): Promise<void> {
  const { store, now } = seeder;
  const call = demo.call === undefined ? null : await store.call(demoCallId(demo.call));
  const itemId = `demo-${demo.id}`;
  const day = demo.due && workingDay(dayFrom(now, demo.due.inDays));
  const due: TaskFields['due'] = demo.due && day && { date: dayName(day), time: demo.due.at };
  const remindAt = demo.remind && day ? atClock(day, demo.due?.at ?? '09:00').toISOString() : null;
  const known = await store.item('task', itemId);
  if (known !== null) {
    if (isUntouched(known) && known.state === 'open')
      await write(seeder, 'task', itemId, demo.by, ago(now, 0), { due, remindAt });
    return;
  }
  await write(seeder, 'task', itemId, demo.by, call?.endedAt ?? ago(now, 120), {
    kind: demo.kind,
    title: demo.title,
    quote: demo.quote,
    due,
    remindAt,
    assigneePersonId: demo.assignee,
    callId: call?.id ?? null,
    contactId: call?.contactId ?? null,
    matterId: call?.matterId ?? demo.matter ?? null,
  });
  if (demo.done) await write(seeder, 'task', itemId, demo.assignee, ago(now, 20), { state: 'done' });
}

/** Only the demo wrote on it. */
function isUntouched({ stamps }: { stamps: Record<string, { editId: string }> }): boolean {
  return Object.values(stamps).every(({ editId }) => editId.startsWith(WRITTEN_BY_DEMO));
}

async function write(
  { store, data, now }: Seeder,
  kind: ItemKind,
  itemId: string,
  personId: string,
  at: string,
  set: Partial<CallbackFields> | Partial<TaskFields>,
  did: CallbackDid | null = null,
): Promise<void> {
  const edit = { editId: `${WRITTEN_BY_DEMO}${kind}-${at}-${did ?? ''}`, at, set, did } as ItemEditOf[ItemKind];
  const by = { personId, name: nameOf({ data }, personId) };
  const written = await store.editItem(kind, itemId, edit, by, now.toISOString());
  if (written === 'incomplete') throw new Error(`The demo's ${kind} ${itemId} is not complete`);
}

function nameOf({ data }: Pick<Seeder, 'data'>, personId: string): string {
  return data.firm.people.find(({ id }) => id === personId)?.shortName ?? personId;
}

const ago = (now: Date, minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS).toISOString();

function dueOf(due: DemoCallback['due'], now: Date): Pick<CallbackFields, 'dueFrom' | 'dueAt'> {
  if ('inMinutes' in due) {
    // Nobody promises to call at 11:03.
    const fiveMs = 5 * MINUTE_MS;
    const near = Math.round((now.getTime() + due.inMinutes * MINUTE_MS) / fiveMs) * fiveMs;
    return { dueFrom: null, dueAt: new Date(near).toISOString() };
  }
  const { inDays, fromAt, at } = due;
  let day = inDays === undefined ? dayFrom(now, 0) : dayFrom(now, inDays);
  if (inDays !== undefined && inDays > 0) day = workingDay(day);
  // "Only after five" is told for later; late in the day that is tomorrow.
  if (inDays === undefined && atClock(day, fromAt ?? at).getTime() < now.getTime() + 125 * MINUTE_MS)
    day = workingDay(dayFrom(now, 1));
  return {
    dueFrom: fromAt === undefined ? null : atClock(day, fromAt).toISOString(),
    dueAt: atClock(day, at).toISOString(),
  };
}

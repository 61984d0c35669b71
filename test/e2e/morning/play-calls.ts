import { callbackIdOf } from '../../../relay/src/wire/callback.ts';
import { SHORTEST_TALK_MS } from '../../../relay/src/callbacks/closed-by.ts';
import type { Call } from '../../../relay/src/wire/call.ts';
import type { PretendUser } from '../../../relay/simulator/pretend-call.ts';
import type { RungCall } from '../../../relay/simulator/pretend-ringer.ts';
import type { DemoRelay } from '../../virtual-electron/start/demo-relay.ts';
import type { AppUnderTest } from '../harness/app-under-test.ts';
import { expect, test } from '../harness/test.ts';
import { lineNumbers, type IncomingCall, type MorningCall, type QueueStep, type Step } from './read-morning.ts';
import type { Receptionist } from './receptionist.ts';

interface Scene {
  app: AppUnderTest;
  hands: Receptionist;
  relay: DemoRelay;
  ring: (from: string | null, ringing: { to: string; user: PretendUser }) => Promise<RungCall>;
  people: ReadonlyMap<string, PretendUser>;
}

/** A call that is under way. */
interface Live {
  rung: RungCall | null;
  callId: string;
  /** Epoch milliseconds. */
  answeredAt: number;
  /** The receptionist took it herself: its card stays until she hides it. */
  isHers: boolean;
}

const patience = { timeout: 20_000 };

export async function playCalls(calls: readonly MorningCall[], scene: Scene): Promise<void> {
  let number = 0;
  for (const call of calls) {
    number += 1;
    await test.step(`${String(number)}: ${call.who}`, () =>
      'line' in call ? playIncoming(call, scene) : playFromQueue(call, scene));
  }
}

async function playIncoming(told: IncomingCall, scene: Scene): Promise<void> {
  const { hands, app, people, relay, ring } = scene;
  const user = people.get(told.rings);
  if (!user) throw new Error(`Nobody is ${told.rings}`);
  await hands.leavePopup();
  const rung = await ring(told.from, { to: lineNumbers[told.line], user });
  const live: Live = { rung, callId: await newestCallId(relay), answeredAt: 0, isHers: false };
  await expect.poll(() => app.popupIsVisible(), patience).toBe(true);
  for (const step of told.then) await take(step, live, scene);
  await clearPopup(live, scene);
  await checkAfterwards(told, live, scene);
}

async function playFromQueue(told: Exclude<MorningCall, IncomingCall>, scene: Scene): Promise<void> {
  const { atTheQueue } = scene.hands;
  await atTheQueue.goTo();
  await atTheQueue.select(told.from_the_queue);
  const live: Live = { rung: null, callId: '', answeredAt: 0, isHers: false };
  for (const step of told.then) await take(step, live, scene);
  await checkAfterwards(told, live, scene);
}

const newestCallId = async (relay: DemoRelay) => (await relay.store.callPage(null, 1)).items[0]?.id ?? '';

/** Her own card goes when she hides it; the others leave by themselves. */
async function clearPopup(live: Live, { hands, app }: Scene): Promise<void> {
  if (live.isHers && (await app.popupIsVisible())) await hands.hide();
  live.isHers = false;
}

async function take(step: Step, live: Live, scene: Scene): Promise<void> {
  const { app, hands, people, relay } = scene;
  const { popup } = app;
  const card = popup.locator('[data-popup]');
  const { atTheQueue } = hands;
  const [kind] = Object.keys(step);
  const rung = () => {
    if (live.rung === null) throw new Error(`${String(kind)}: no call rings here`);
    return live.rung;
  };
  if ('answered_by' in step) {
    const user = people.get(step.answered_by);
    await rung().answer(user);
    live.answeredAt = Date.now();
    live.isHers = step.answered_by === 'sofie';
    if (live.isHers) await expect(card).toContainText('You, on the phone', patience);
  } else if ('talks' in step) {
    // As long as a talk must be to count as one.
    await expect.poll(() => Date.now() - live.answeredAt, patience).toBeGreaterThan(SHORTEST_TALK_MS + 1_000);
  } else if ('hangs_up' in step) await rung().hangUp();
  else if ('gives_up' in step) {
    await hands.leavePopup();
    await rung().miss();
    await expect(popup.getByText('Not answered')).toBeHidden();
  } else if ('leaves_voicemail' in step) await rung().leaveVoicemail(step.leaves_voicemail);
  else if ('meanwhile' in step) await playIncoming(step.meanwhile as IncomingCall, scene);
  else if ('sees' in step) {
    await expect(popup.locator('[data-popup]'))
      .toContainText(step.sees)
      .catch(async (error: unknown) => {
        // What a group is called is said, not written.
        if ((await popup.getByRole('group', { name: step.sees }).count()) === 0) throw error;
      });
  } else if ('chooses' in step) await hands.choose(step.chooses);
  else if ('someone_else' in step) await hands.someoneElse(step.someone_else);
  else if ('leaves_for_later' in step) {
    await hands.takePopup();
    await hands.leavePopup();
  } else if ('new_contact' in step) await hands.newContact(step.new_contact);
  else if ('calls_back_later' in step) await hands.callBackLater();
  else if ('shows_strip' in step) await hands.showStrip(step.shows_strip);
  else if ('writes' in step) await hands.write(step.writes);
  else if ('opens' in step) {
    await hands.open();
    const { contactId, matterId } = (await relay.store.call(live.callId)) ?? {};
    const matter = matterId ? await relay.store.matter(matterId) : null;
    if (matter) await expect(app.main.getByRole('heading', { name: matter.title }).first()).toBeVisible();
    const contact = contactId ? await relay.store.contact(contactId) : null;
    // O shows the matter; the call itself is the newest of the list.
    await hands.newestCall(new RegExp(contact?.name ?? ''));
  } else if ('picture' in step) await picture(app, step.picture);
  else if ('finds_call' in step) await hands.newestCall(step.finds_call);
  else if ('files' in step) await hands.file(step.files);
  else if ('files_elsewhere' in step) await hands.fileElsewhere(step.files_elsewhere);
  else if ('status' in step) await hands.status(step.status);
  else if ('note' in step) await hands.note(step.note);
  else if ('task' in step) await hands.task(step.task);
  else if ('tag' in step) await hands.tag(step.tag);
  else if ('marks_heard' in step) await hands.markHeard();
  else if ('sees_task' in step)
    await expect(hands.detail().getByRole('listitem').filter({ hasText: step.sees_task })).toBeVisible();
  else if ('sees_on_call' in step) await expect(hands.detail()).toContainText(step.sees_on_call);
  else if ('row_says' in step) await expectRow(step.row_says, scene);
  else if ('at_the_queue' in step) {
    await clearPopup(live, scene);
    await atTheQueue.goTo();
    for (const one of step.at_the_queue) await workQueue(one, scene);
    await hands.toCalls();
  } else if ('gives_to' in step) await atTheQueue.giveTo(step.gives_to);
  else if ('due' in step) await atTheQueue.due(step.due);
  else if ('dials' in step) {
    const before = await newestCallId(relay);
    await atTheQueue.dial(step.dials);
    await expect.poll(() => newestCallId(relay), patience).not.toBe(before);
    live.callId = await newestCallId(relay);
    await hands.newestCall(step.dials);
    await expect(hands.detail().getByRole('button', { name: 'Hang up' })).toBeVisible(patience);
    await expect.poll(async () => (await relay.store.call(live.callId))?.outcome, patience).toBe('talking');
    live.answeredAt = Date.now();
  } else if ('i_hang_up' in step) await hands.hangUp();
  else step satisfies never;
}

async function workQueue(step: QueueStep, { app, hands: { atTheQueue } }: Scene): Promise<void> {
  if ('selects' in step) await atTheQueue.select(step.selects);
  else if ('gives_to' in step) await atTheQueue.giveTo(step.gives_to);
  else if ('due' in step) await atTheQueue.due(step.due);
  else if ('sees_row' in step) await expect(atTheQueue.rows().filter({ hasText: step.sees_row })).toBeVisible();
  else if ('sees_closed' in step) {
    await atTheQueue.unfoldClosed();
    await expect(atTheQueue.rows().filter({ hasText: step.sees_closed }).first()).toBeVisible(patience);
  } else if ('reopens' in step) await atTheQueue.reopen(step.reopens);
  else if ('picture' in step) await picture(app, step.picture);
  else step satisfies never;
}

const picture = (app: AppUnderTest, name: string) =>
  app.page.screenshot({ path: `test-results/pictures/morning-${name}.png` });

const expectRow = (row: RegExp, { app }: Scene) =>
  expect(app.main.getByRole('option', { name: row }).first()).toBeVisible(patience);

/** On the screen, and at the office, where colleagues get it from. */
async function checkAfterwards({ afterwards }: MorningCall, { callId }: Live, scene: Scene): Promise<void> {
  const { hands, relay } = scene;
  const { store } = relay;
  const { row, contact, matter, note, tags, callback, callback_closed: closed, callback_open: open } = afterwards;
  await hands.toCalls();
  await expectRow(row, scene);
  const call = () => store.call(callId);
  const atTheOffice = (of: (call: Call) => unknown) =>
    expect.poll(async () => {
      const stored = await call();
      return stored && of(stored);
    }, patience);
  if (contact !== undefined) await atTheOffice(({ contactId }) => contactId).toBe(contact);
  if (matter !== undefined) await atTheOffice(({ matterId }) => matterId).toBe(matter);
  if (note !== undefined) await atTheOffice((stored) => stored.note?.value).toBe(note);
  if (tags !== undefined) await atTheOffice((stored) => stored.tags?.value).toEqual(tags);
  if (callback === 'open')
    await expect
      .poll(async () => {
        const item = await store.item('callback', callbackIdOf(callId));
        return item && { status: item.status, closed: item.closed };
      }, patience)
      .toEqual({ status: 'please_call_back', closed: null });
  if (closed)
    await expect
      .poll(async () => (await callbacksOf(relay, closed.of)).map((one) => one.closed), patience)
      .toContainEqual(expect.objectContaining({ why: closed.why, byName: closed.by, callId }));
  if (open !== undefined)
    await expect
      .poll(async () => (await callbacksOf(relay, open)).some((one) => one.closed === null), patience)
      .toBe(true);
}

/** Of whoever is called so. */
async function callbacksOf({ store }: DemoRelay, of: string) {
  const { items } = await store.itemPage('callback', null, 200);
  const named = await Promise.all(
    items.map(async (one) => {
      const contact = one.contactId === null ? null : await store.contact(one.contactId);
      return (contact?.name ?? one.callerName) === of ? [one] : [];
    }),
  );
  return named.flat();
}

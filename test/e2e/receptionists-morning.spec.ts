import type { Locator } from '@playwright/test';
import type { PretendUser } from '../../relay/simulator/pretend-call.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { expect, test } from './harness/test.ts';
import { demoUser } from './morning/demo-user.ts';
import { pointersUsed, watchPointers } from './morning/no-pointer.ts';
import { playCalls } from './morning/play-calls.ts';
import { countCalls, readMorning } from './morning/read-morning.ts';
import { createReceptionist } from './morning/receptionist.ts';

/**
 * Forty calls as they come to a law firm, told in test/fixtures/receptionists-morning.yaml, worked at the desk of the
 * receptionist with the keyboard alone. Pictures go to test-results/pictures.
 */
const morning = readMorning();

async function numberIn(target: Locator, pattern: RegExp): Promise<number> {
  await expect(target).toContainText(pattern);
  return Number(pattern.exec((await target.textContent()) ?? '')?.[1]?.replace(/\D/g, '') ?? Number.NaN);
}

/** What the screens count: the list, the queue, the tasks and the statistics. All asked for by key. */
async function countsOf(app: AppUnderTest) {
  const hands = createReceptionist(app);
  const { keyboard } = app.page;
  await hands.toCalls();
  const unreturned = await numberIn(app.main.getByRole('button', { name: /^Unreturned/ }), /Unreturned\s*(\d+)/);
  await hands.atTheQueue.goTo();
  const status = app.main.getByRole('status').filter({ hasText: /open$/ });
  const callbacks = await numberIn(status, /(\d+) open/);
  await keyboard.press('Control+3');
  await expect(app.main.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  const mine = await numberIn(status, /(\d+) open/);
  return { unreturned, callbacks, mine, ...(await figuresOf(app)) };
}

async function figuresOf(app: AppUnderTest) {
  await app.page.keyboard.press('Control+6');
  const figures = app.main.getByRole('region', { name: 'Key figures' });
  await expect(figures).toBeVisible();
  const total = await numberIn(figures, /of ([\d,.]+)/);
  const stillUnreturned = await numberIn(figures, /Unreturned.*?(\d+)\s*of/s);
  return { total, stillUnreturned };
}

test('a receptionist’s whole morning of forty calls, by keyboard only', async ({ page, launch, relay, ring }) => {
  test.setTimeout(300_000);
  expect(countCalls(morning.calls)).toBe(40);
  await watchPointers(page);
  const app = await launch({ environment: { CALLBRIEF_ENROL: await relay.invite(morning.receptionist) } });
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await expect(app.main.getByRole('option').first()).toBeVisible();
  const hands = createReceptionist(app);
  const before = await countsOf(app);
  await hands.toCalls();

  const people = new Map<string, PretendUser>();
  for (const id of ['sofie', 'nadia', 'jonas', 'claire', 'hanne', 'lukas'])
    people.set(id, await demoUser(relay.store, id));
  await playCalls(morning.calls, { app, hands, relay, ring, people });

  // The list at noon: found again by a fragment of a number and by words of notes.
  for (const { types, finds, calls } of morning.at_noon.searches) {
    await hands.search(types);
    const found = app.main.getByRole('option', { name: new RegExp(finds) });
    await expect(found).toHaveCount(calls);
    await expect(app.main.getByText(/of \d+, searched in/)).toBeVisible();
  }
  await hands.endSearch();

  await hands.filter(/^Unreturned/);
  for (const who of morning.at_noon.unreturned)
    await expect(app.main.getByRole('option').filter({ hasText: who }).first()).toBeVisible();
  await app.page.screenshot({ path: 'test-results/pictures/morning-unreturned.png' });
  // What the screens count has moved by what the morning brought. The statistics show the last figures while they count.
  await expect.poll(async () => (await figuresOf(app)).total, { timeout: 20_000 }).toBe(before.total + 40);
  const after = await countsOf(app);
  await hands.toCalls();
  await expect(app.main.getByRole('option').first()).toHaveAttribute('aria-setsize', String(after.unreturned));
  await hands.filter(/^All/);

  expect(after.stillUnreturned - before.stillUnreturned).toBe(after.unreturned - before.unreturned);
  const { items: callbacks } = await relay.store.itemPage('callback', null, 200);
  expect(after.callbacks).toBe(callbacks.filter(({ closed }) => closed === null).length);

  const { atTheQueue } = hands;
  await atTheQueue.goTo();
  await atTheQueue.unfoldClosed();
  const group = (name: RegExp) => app.main.getByRole('rowgroup', { name });
  const closed = group(/^Closed in the last/).locator('[data-callback]');
  const open = atTheQueue.rows().and(app.main.locator('[role=rowgroup]:not(:last-child) [data-callback]'));
  for (const who of morning.at_noon.callbacks.open) await expect(open.filter({ hasText: who }).first()).toBeVisible();
  for (const who of morning.at_noon.callbacks.closed_by_themselves) {
    await expect(closed.filter({ hasText: who }).first()).toContainText(/(Sofie|Jonas).* spoke with them/);
    await expect(open.filter({ hasText: who })).toHaveCount(0);
  }
  await app.page.screenshot({ path: 'test-results/pictures/morning-callbacks.png' });

  await app.page.keyboard.press('Control+3');
  const { items: tasks } = await relay.store.itemPage('task', null, 200);
  for (const title of morning.at_noon.tasks)
    expect(tasks.filter((one) => one.title === title && one.state === 'open')).toHaveLength(1);
  const mineNow = tasks.filter((one) => one.state === 'open' && one.assigneePersonId === morning.receptionist);
  expect(after.mine - before.mine).toBe(mineNow.filter(({ title }) => morning.at_noon.tasks.includes(title)).length);
  await app.page.screenshot({ path: 'test-results/pictures/morning-tasks.png' });
  await hands.toCalls();
  await app.page.screenshot({ path: 'test-results/pictures/morning-list.png' });

  expect(await pointersUsed(page)).toEqual([]);
});

test('whoever touches the mouse is noticed in the window that it was in', async ({ page, launch }) => {
  await watchPointers(page);
  const app = await launch();
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  expect(await pointersUsed(page)).toEqual([]);
  await app.main.getByRole('option').first().click();
  expect(await pointersUsed(page)).toContain('pointerdown');
});

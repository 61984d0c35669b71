import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentOrder } from '../../relay/src/agent/live-board.ts';
import { ProblemError } from '../../relay/src/http/problem-error.ts';
import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { besideMock } from './harness/beside-mock.ts';
import { callers, expect, faultsIn, jonas, lines, test } from './harness/test.ts';
import { said, told } from './harness/told-talk.ts';

/** A stranger whom the receptionist has; Jonas reads along and steps in. Pictures go to test-results/agent-live. */
const stranger = '+33639984107';
const folder = join(import.meta.dirname, '..', '..', 'test-results', 'agent-live');

async function picture(app: AppUnderTest, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await app.page.waitForTimeout(300);
  await app.page.screenshot({ path: join(folder, `${name}.png`) });
}

const newestCall = async (relay: DemoRelay) => (await relay.store.callPage(null, 1)).items[0]?.id ?? '';
const handOver = async (app: AppUnderTest) => {
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await app.page.keyboard.press('Control+Shift+F2');
  await expect.poll(() => app.keyboardIn()).toBe('call-popup');
  await expect(app.popup.locator('[data-primary]').first()).toBeFocused();
};
/** Orders as they come; `refuse` answers the next one. */
function obeys(relay: DemoRelay) {
  const orders: AgentOrder[] = [];
  let refusal: ProblemError | null = null;
  relay.agentLive.onAct((order) => {
    orders.push(order);
    const now = refusal;
    refusal = null;
    return now === null ? Promise.resolve() : Promise.reject(now);
  });
  return {
    asked: () => orders.map(({ ask, personId }) => `${ask.act === 'whisper' ? ask.text : ask.act} for ${personId}`),
    refuse: (problem: ProblemError) => {
      refusal = problem;
    },
  };
}

test('a line is whispered by keyboard alone, and waits until the receptionist says it', async ({
  app,
  relay,
  ring,
}) => {
  const { asked, refuse } = obeys(relay);
  await ring(stranger, { to: lines.newMatters });
  const callId = await newestCall(relay);
  relay.agentLive.tell(told(callId));
  await expect(app.popup.getByRole('heading', { name: '“Karim Haddad”' })).toBeVisible();
  const takeAt = async () => (await app.popup.getByRole('button', { name: 'Take call' }).boundingBox())?.y;
  await handOver(app);
  const before = await takeAt();
  await app.page.keyboard.press('w');
  const field = app.popup.getByRole('textbox', { name: 'What the receptionist says next' });
  await expect(field).toBeFocused();
  // Letters that mean something elsewhere are only typed here; Escape closes the field and keeps the keyboard.
  await app.page.keyboard.type('tebw');
  await expect(field).toHaveValue('tebw');
  await app.page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  expect(await app.keyboardIn()).toBe('call-popup');
  expect(asked()).toEqual([]);

  await app.page.keyboard.press('w');
  await app.page.keyboard.type('Please ask who served the notice.');
  await besideMock(app, 5, 'agent-whisper');
  expect(await faultsIn(app, 'call-popup')).toEqual([]);
  // The window grows away from its corner: no button moves.
  await expect.poll(takeAt).toBe(before);
  refuse(new ProblemError('provider_busy'));
  await app.page.keyboard.press('Enter');
  await expect(app.popup.getByText(/takes no more requests at the moment/)).toBeVisible();
  await expect(field).toHaveValue('Please ask who served the notice.');
  await app.page.keyboard.press('Enter');
  await expect(field).toBeHidden();
  const log = app.popup.getByRole('log');
  await expect(log).toContainText('YouPlease ask who served the notice.not said yet');
  await besideMock(app, 5, 'agent-whispered');
  expect(asked()).toEqual(Array(2).fill('Please ask who served the notice. for jonas'));

  const spoken = said('agent', 'Please ask who served the notice.', { byPersonId: 'jonas', atMs: 51_000 });
  relay.agentLive.tell(told(callId, { lines: [...told(callId).lines.slice(0, 3), spoken] }));
  await expect(log).toContainText('YouPlease ask who served the notice.');
  await expect(log.getByText('not said yet')).toHaveCount(0);
});

test('ending a talk is asked twice, and told once', async ({ app, relay, ring }) => {
  const { asked } = obeys(relay);
  await ring(stranger, { to: lines.newMatters });
  const callId = await newestCall(relay);
  relay.agentLive.tell(told(callId));
  await expect(app.popup.getByRole('heading', { name: '“Karim Haddad”' })).toBeVisible();
  await handOver(app);
  await app.page.keyboard.press('m');
  await app.page.keyboard.press('ArrowUp');
  await expect(app.popup.getByRole('menuitem', { name: 'End politely…' })).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.popup.getByText('It takes leave of the caller, and the call ends.')).toBeVisible();
  expect(asked()).toEqual([]);
  await besideMock(app, 5, 'agent-end');
  expect(await faultsIn(app, 'call-popup')).toEqual([]);
  await app.page.keyboard.press('Enter');
  await expect(app.popup.getByText('It takes leave of the caller.')).toBeVisible();
  expect(asked()).toEqual(['end for jonas']);
});

test('who takes the call and does not answer is told so, and may take it again; then it is theirs', async ({
  app,
  relay,
  ring,
}) => {
  const { asked, refuse } = obeys(relay);
  const call = await ring(stranger, { to: lines.newMatters, user: jonas });
  const callId = await newestCall(relay);
  relay.agentLive.tell(told(callId));
  await expect(app.popup.getByRole('heading', { name: '“Karim Haddad”' })).toBeVisible();
  await handOver(app);
  refuse(new ProblemError('provider_cannot'));
  await app.page.keyboard.press('t');
  await expect(app.popup.getByText('The provider cannot do this.')).toBeVisible();
  await app.page.keyboard.press('t');
  const ringing = app.popup.getByText('Ringing your phone. The caller stays on the line.');
  await expect(ringing).toBeVisible();
  const handOverTo = (state: 'ringing' | 'no_answer') => ({ personId: 'jonas', name: 'Jonas Peeters', state });
  relay.agentLive.tell(told(callId, { state: 'handing_over', handOver: handOverTo('ringing') }));
  await expect(app.popup.getByRole('button', { name: 'Take call' })).toHaveAttribute('aria-pressed', 'true');
  await app.page.keyboard.press('t');
  await expect(ringing).toBeVisible();
  expect(asked()).toHaveLength(2);
  relay.agentLive.tell(told(callId, { handOver: handOverTo('no_answer') }));
  await expect(app.popup.getByText('You did not answer; the receptionist goes on.')).toBeVisible();
  await besideMock(app, 5, 'agent-came-back');
  await app.page.keyboard.press('t');
  await expect(ringing).toBeVisible();
  relay.agentLive.tell(told(callId, { state: 'handing_over', handOver: handOverTo('ringing') }));
  await call.answer(jonas);
  const mine = app.popup.getByRole('group', { name: /^On the phone with/ });
  await expect(mine).toBeVisible();
  relay.agentLive.tell(told(callId, { state: 'over' }));
  await expect(mine).toBeVisible();
  expect(asked()).toEqual(Array(3).fill('take for jonas'));
});

test('talks stand above the calls and are read along on the call, by keyboard', async ({
  app,
  relay,
  ring,
  launch,
}) => {
  const { asked } = obeys(relay);
  await ring(callers.anneke);
  const anneke = await newestCall(relay);
  await ring(stranger, { to: lines.newMatters });
  const callId = await newestCall(relay);
  const heardBy = [{ id: 'deepgram:nova-3', leavesMachine: true, region: 'eu' }];
  relay.agentLive.tell(told(callId, { heardBy, language: 'fr' }));
  relay.agentLive.tell(
    told(anneke, { callerName: null, urgency: { level: 'normal', withinMinutes: null }, partyHit: null, lines: [] }),
  );
  const talks = app.main.getByRole('list', { name: /is speaking on these calls/ });
  await expect(talks.getByRole('listitem')).toHaveCount(2);
  await talks.getByRole('button', { name: /Karim Haddad.*live 0:\d\d.*High · within 2 h/ }).click();
  await expect(
    app.main.getByRole('option', { name: /\+33.*Receptionist is speaking · \d:\d\d · high urgency/ }),
  ).toBeVisible();
  const pane = app.main.getByRole('region', { name: 'AI receptionist' });
  const log = pane.getByRole('log');
  await expect(log).toContainText('I need a lawyer today');
  await expect(log.locator('[aria-hidden="true"]').first()).toContainText('The bailiff came at nine');
  await expect(pane.getByText('“Immo Delta” is a party in 2026/0318. Not cleared.')).toBeVisible();
  await expect(pane.getByText('Heard by Deepgram, outside the firm.')).toBeVisible();
  // The popup stands over the pane: both talks leave it to the main window.
  await expect(async () => {
    const close = app.popup.getByRole('button', { name: 'Close' }).last();
    if (await close.isVisible()) await close.click({ timeout: 1_000 });
    expect(await app.popupIsVisible()).toBe(false);
  }).toPass();
  await picture(app, 'list-and-call');
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await picture(app, 'list-and-call-dark');
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.emulateMedia({ colorScheme: 'light' });

  // A word comes: what was partial is a line, and the newest is seen.
  const [, ...later] = told(callId).lines;
  relay.agentLive.tell(
    told(callId, {
      lines: [
        ...later.slice(0, 2),
        said('caller', 'My landlord, Immo Delta. The bailiff came at nine and he gave me a paper.', { atMs: 39_000 }),
      ],
    }),
  );
  await expect(log).toContainText('gave me a paper.');

  await app.page.keyboard.press('w');
  const field = pane.getByRole('textbox', { name: 'What the receptionist says next' });
  await expect(field).toBeFocused();
  await app.page.keyboard.type('Which court is on the paper?');
  await app.page.keyboard.press('Enter');
  await expect(log).toContainText('YouWhich court is on the paper?not said yet');
  await expect(pane.getByRole('button', { name: 'Whisper' })).toBeFocused();
  await app.page.keyboard.press('e');
  await expect(pane.getByText('It takes a message.')).toBeVisible();
  await app.page.keyboard.press('b');
  await expect(pane.getByText('Promised to the caller, and queued for you.')).toBeVisible();
  await pane.getByRole('button', { name: 'End politely' }).press('Enter');
  await expect(pane.getByRole('button', { name: 'End the call now' })).toBeFocused();
  await picture(app, 'end-asked');
  expect(await faultsIn(app, 'main-window')).toEqual([]);
  await app.page.keyboard.press('Escape');
  await expect(pane.getByRole('button', { name: 'End politely' })).toBeFocused();
  expect(asked()).toEqual(['Which court is on the paper? for jonas', 'message for jonas', 'call_back for jonas']);
  // What was promised is one click away.
  await app.main.getByRole('button', { name: 'Open callback' }).click();
  await expect(app.main.getByRole('row', { name: /Karim Haddad/, selected: true })).toBeVisible();
  await app.page.keyboard.press('Control+1');

  // Another computer of mine, or this one after a restart, is told what goes on.
  await app.stop();
  const again = await launch();
  await expect(again.main.getByRole('list', { name: /is speaking on these calls/ }).getByRole('listitem')).toHaveCount(
    2,
  );
  await again.page.keyboard.press('Control+Shift+P');
  await expect(again.main.getByRole('button', { name: /^K\. H\.|“K\. H\.”/ })).toBeVisible();
  await expect(again.main.getByText('Karim Haddad')).toHaveCount(0);
  await expect(again.main.getByText('I need a lawyer today')).toHaveCount(0);
  await again.page.keyboard.press('Control+Shift+P');
  relay.agentLive.tell(told(callId, { state: 'over' }));
  relay.agentLive.tell(told(anneke, { state: 'over' }));
  await expect(again.main.getByRole('list', { name: /is speaking on these calls/ })).toBeHidden();
});

import { callers, expect, jonas, lines, sofie, test } from './harness/test.ts';

test('a signed ring shows who calls and which matter, and takes no keyboard from the search field', async ({
  app,
  ring,
}) => {
  const search = app.main.getByLabel('Search', { exact: false }).first();
  await search.click();
  await app.page.keyboard.type('Ver');
  await ring(callers.anneke);
  await expect(app.popup.getByText('Anneke Verhulst').first()).toBeVisible();
  await expect(app.popup.getByText('2026/0318', { exact: true })).toBeVisible();
  await expect(app.popup.getByText('Litigation line')).toBeVisible();
  expect(await app.popupIsVisible()).toBe(true);
  await app.page.keyboard.type('hulst');
  await expect(search).toHaveValue('Verhulst');
  expect(await app.keyboardIn()).toBe('main-window');
});

test('the popup stands 16 px inside the corner of the work area and is as high as its card', async ({ app, ring }) => {
  await ring(callers.anneke);
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  const area = await app.workArea();
  // The window follows its card, which may need a line more than the usual 240.
  await expect
    .poll(async () => {
      const { x, y, width, height } = await app.popupBounds();
      const card = await app.popup.locator('[data-popup]').boundingBox();
      return {
        right: area.width - x - width,
        bottom: area.height - y - height,
        width,
        spare: height - (card?.height ?? 0),
      };
    })
    .toEqual({ right: 16, bottom: 16, width: 380, spare: 0 });
});

test('a colleague answers: the popup shrinks, names them, and leaves after four seconds', async ({ app, ring }) => {
  const call = await ring(callers.anneke);
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  const ringing = await app.popupBounds();
  await call.answer(sofie);
  await expect(app.popup.getByText('Answered by Sofie').first()).toBeVisible();
  await expect.poll(async () => (await app.popupBounds()).height).toBeLessThan(ringing.height);
  const answeredAt = Date.now();
  await expect.poll(() => app.popupIsVisible()).toBe(false);
  expect(Date.now() - answeredAt).toBeGreaterThan(2_000);
});

test('the caller hangs up: the popup leaves at once and the row is unreturned', async ({ app, ring }) => {
  const call = await ring(callers.castel, { to: lines.main });
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await call.miss();
  await expect.poll(() => app.popupIsVisible(), { timeout: 2_000 }).toBe(false);
  await expect(app.main.getByRole('option', { name: /Castel.*nreturned/ }).first()).toBeVisible();
});

test('hiding it hides it for me only: the call rings on and nothing is rejected', async ({ app, ring }) => {
  await ring(callers.anneke);
  const hide = app.popup.getByRole('button', { name: 'Hide this popup' });
  // For 600 ms a button that just appeared ignores clicks, so that nobody hides by accident.
  await expect(async () => {
    if (await app.popupIsVisible()) await hide.click({ timeout: 1_000 });
    expect(await app.popupIsVisible()).toBe(false);
  }).toPass({ timeout: 10_000 });
  await expect(app.main.getByRole('option', { name: /Verhulst.*[Rr]inging/ }).first()).toBeVisible();
});

test('I answer: the popup offers a note and the note stands in the history', async ({ app, ring }) => {
  const call = await ring(callers.anneke, { user: jonas });
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await call.answer(jonas);
  await expect(app.popup.getByRole('group', { name: /^On the phone with Anneke Verhulst/ })).toBeVisible();
  const note = app.popup.getByRole('textbox');
  await expect(async () => {
    await note.click();
    expect(await app.keyboardIn()).toBe('call-popup');
  }).toPass({ timeout: 15_000 });
  await expect(note).toBeFocused();
  await app.page.keyboard.type('Wants the hearing moved');
  await app.main
    .getByRole('option', { name: /Verhulst/ })
    .first()
    .click();
  await expect(app.main.getByText('Wants the hearing moved').first()).toBeVisible();
});

test('a second call comes as a strip above the card, and Show swaps them', async ({ app, ring }) => {
  await ring(callers.anneke);
  await expect(app.popup.getByText('Anneke Verhulst').first()).toBeVisible();
  await ring(callers.castel, { to: lines.main });
  const strip = app.popup.getByRole('group', { name: 'Second call, Eva Castel' });
  await expect(strip).toBeVisible();
  await expect(async () => {
    await strip.getByRole('button').click({ timeout: 1_000 });
    await expect(app.popup.getByRole('group', { name: /^Incoming call, Eva Castel/ })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await expect(app.popup.getByRole('group', { name: 'Second call, Anneke Verhulst' })).toBeVisible();
});

test('an opposing party with counsel is announced with a warning first', async ({ app, ring }) => {
  await ring(callers.wauters);
  await expect(app.popup.getByText(/Represented by Me T\. Aerts\. Do not discuss the matter/)).toBeVisible();
});

test('an unknown caller gets a name from the popup, and the call carries it', async ({ app, ring }) => {
  await ring('+32440998877', { to: lines.newMatters });
  const who = app.popup.getByPlaceholder('Who is it? Name, company or matter…');
  await expect(async () => {
    await who.click();
    expect(await app.keyboardIn()).toBe('call-popup');
  }).toPass({ timeout: 15_000 });
  await expect(who).toBeFocused();
  await app.page.keyboard.type('Lotte Nys');
  // A robot is quicker than the 600 ms in which a button that just appeared ignores clicks.
  await expect(async () => {
    const button = app.popup.getByRole('button', { name: /New contact|Save contact/ });
    await button.click({ timeout: 1_000 });
    await expect(app.main.getByRole('option', { name: /Lotte Nys/ }).first()).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 15_000 });
});

test('the key combination hands the keyboard to the popup, Esc gives it back', async ({ app, ring }) => {
  const search = app.main.getByLabel('Search', { exact: false }).first();
  await search.click();
  await ring(callers.anneke);
  await expect.poll(() => app.popupIsVisible()).toBe(true);
  await app.page.keyboard.press('Control+Shift+F2');
  await expect.poll(() => app.keyboardIn()).toBe('call-popup');
  await expect(app.popup.getByRole('button', { name: 'Open matter' })).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect.poll(() => app.keyboardIn()).toBe('main-window');
  await expect(search).toBeFocused();
  await app.page.keyboard.type('back');
  await expect(search).toHaveValue('back');
});

test('with popups off nothing appears, and the call is in the list', async ({ app, ring }) => {
  await app.main
    .getByRole('button', { name: /Popups on/ })
    .or(app.main.getByRole('switch', { name: /Popups/ }))
    .first()
    .click();
  await ring(callers.castel, { to: lines.main });
  await expect(app.main.getByRole('option', { name: /Castel.*[Rr]inging/ }).first()).toBeVisible();
  expect(await app.popupIsVisible()).toBe(false);
});

test('where no window can stay on top, a system notification tells it with two actions', async ({ launch, ring }) => {
  const app = await launch({ environment: { XDG_SESSION_TYPE: 'wayland' } });
  await expect(app.main.getByText('Up to date').first()).toBeVisible();
  await ring(callers.anneke);
  await expect.poll(() => app.notificationsShown()).toMatchObject([{ title: 'Anneke Verhulst, client' }]);
  await app.page.getByRole('button', { name: 'Open matter' }).click();
  await expect(app.main.getByRole('heading', { name: /Verhulst \/ Immo Delta/ }).first()).toBeVisible();
});

import type { Frame, Page } from '@playwright/test';
import { composeCall, hum, type SpokenTurn } from '../../relay/simulator/sound/compose-call.ts';
import { dialogueNamed } from '../../relay/simulator/sound/dialogues.ts';
import type { RecordingLink } from '../../relay/simulator/life/call-life.ts';
import type { DemoRelay } from '../virtual-electron/start/demo-relay.ts';
import { startPretendLanguageModel, type PretendLanguageModel } from '../support/pretend-language-model.ts';
import type { AppUnderTest } from './harness/app-under-test.ts';
import { hear, median, openEar, type HeardMoment } from './harness/ear.ts';
import { callers, expect, faultsIn, jonas, lines, test as base } from './harness/test.ts';

interface Fixtures {
  model: PretendLanguageModel;
  ear: void;
}

/** With a language model that cites, and an ear in every page. */
const test = base.extend<Fixtures>({
  model: async ({ browserName }, provide) => {
    expect(browserName).toBe('chromium');
    const model = await startPretendLanguageModel();
    await provide(model);
    await model.close();
  },
  relayEnvironment: ({ model }, provide) =>
    provide({ LANGUAGE_MODEL: `openai:${model.url}`, LANGUAGE_MODEL_NAME: 'pretend' }),
  ear: [
    async ({ page }, provide) => {
      await openEar(page);
      await provide();
    },
    { auto: true },
  ],
});

/** Silence of a telephone, and the softest of a voice (root mean square). */
const SILENT = 0.004;
const SPOKEN = 0.02;

/** A client called and Jonas answered; the provider has the recording. */
async function recordedCall(relay: DemoRelay, link: RecordingLink): Promise<void> {
  const call = await relay.ringer.ring({ from: callers.anneke, to: lines.litigation, user: jonas });
  await call.answer(jonas);
  await call.hangUp();
  await call.recorded(link);
}

function windowOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/main-window/'));
  if (!frame) throw new Error('There is no main window.');
  return frame;
}

async function openNewest(app: AppUnderTest): Promise<void> {
  const newest = app.main.getByRole('option').first();
  await expect(newest).toHaveAccessibleName(/Anneke Verhulst/);
  await newest.click();
  await expect(app.main.getByRole('region', { name: /^Recording, / })).toBeVisible({ timeout: 30_000 });
}

/** Opens the newest call and waits until it can be heard here without a connection, and read. */
async function openRecording(app: AppUnderTest): Promise<void> {
  await openNewest(app);
  await expect(app.main.getByRole('list', { name: 'Transcript' })).toBeVisible({ timeout: 30_000 });
  await expect(app.main.getByText(/on this computer/).last()).toBeVisible({ timeout: 30_000 });
}

/** Space plays wherever the keyboard is, but on a button, which it presses. */
async function playKey(app: AppUnderTest): Promise<void> {
  await slider(app).focus();
  await app.page.keyboard.press('Space');
}
const slider = (app: AppUnderTest) => app.main.getByRole('slider', { name: 'Position' });
const within = (heard: readonly HeardMoment[], { startMs, endMs }: Pick<SpokenTurn, 'startMs' | 'endMs'>) =>
  heard.filter(({ atMs }) => atMs > startMs + 250 && atMs < endMs - 450);

const lineOf = (app: AppUnderTest, text: string) => app.main.getByRole('listitem').filter({ hasText: text }).first();

/** The lanes are drawn: how many canvases of the waveform have a pixel that is not empty. */
const drawnLanes = (frame: Frame) =>
  frame.evaluate(() => {
    const canvases = [...document.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot ? [...element.shadowRoot.querySelectorAll('canvas')] : [],
    );
    return canvases.filter((canvas) => {
      const { width, height } = canvas;
      const pixels = width * height > 0 ? canvas.getContext('2d')?.getImageData(0, 0, width, height).data : undefined;
      return pixels?.some((value, i) => i % 4 === 3 && value > 0) ?? false;
    }).length;
  });

test('a recording is drawn, played with the keyboard, and heard: voices where they speak, silence in the pause', async ({
  app,
  relay,
}) => {
  const held = await relay.recordings.record('hearing-en');
  await recordedCall(relay, held);
  await openRecording(app);
  const frame = windowOf(app.page);
  await expect.poll(() => drawnLanes(frame)).toBeGreaterThanOrEqual(2);

  const [, greeting] = held.call.turns;
  const wait = held.call.turns.find(({ text }) => text === 'wait a moment please');
  const next = held.call.turns.find(({ text }) => text.startsWith('my file number'));
  if (!greeting || !wait || !next) throw new Error('The dialogue is another.');
  await playKey(app);
  const begin = await hear(frame, 4_000);
  const greeted = within(begin, greeting);
  expect(median(greeted.map(({ loudness }) => loudness[0]))).toBeGreaterThan(SPOKEN);
  expect(median(greeted.map(({ loudness }) => loudness[1]))).toBeLessThan(SILENT);

  // Into the pause, in which somebody looks something up. It plays on from there.
  await lineOf(app, wait.text)
    .getByRole('button', { name: /Go to this place/ })
    .click();
  const pause = await hear(frame, 5_000);
  const silent = within(pause, { startMs: wait.endMs, endMs: next.startMs });
  expect(silent.length).toBeGreaterThan(20);
  expect(Math.max(...silent.flatMap(({ loudness }) => loudness))).toBeLessThan(SILENT);
  const after = await hear(frame, 3_000);
  expect(median(within(after, next).map(({ loudness }) => loudness[0]))).toBeGreaterThan(SPOKEN);
});

test('at twice the speed voices keep their pitch', async ({ app, relay }) => {
  const { wav, durationMs, turns } = await composeCall(dialogueNamed('hearing-en'), hum);
  const { url } = relay.media.hold('hum.wav', { bytes: wav });
  await recordedCall(relay, { url, privateUrl: url, seconds: Math.round(durationMs / 1_000) });
  await openNewest(app);
  const frame = windowOf(app.page);
  await playKey(app);
  const normal = await hear(frame, 4_000);
  await app.main.getByRole('radio', { name: '2×' }).click();
  await app.main.getByRole('option').first().focus();
  const fast = await hear(frame, 4_000);
  const speedOf = (heard: readonly HeardMoment[]) => ((heard.at(-1)?.atMs ?? 0) - (heard[0]?.atMs ?? 0)) / 4_000;
  expect(speedOf(fast) / speedOf(normal)).toBeGreaterThan(1.7);
  const toneOf = (heard: readonly HeardMoment[]) => median(heard.flatMap(({ hertz }) => hertz ?? []));
  expect(turns.length).toBeGreaterThan(5);
  expect(Math.abs(toneOf(normal) - 220)).toBeLessThan(15);
  expect(Math.abs(toneOf(fast) - 220)).toBeLessThan(15);
});

test('without the network it is still heard, read, searched and cited', async ({ app, relay }) => {
  const held = await relay.recordings.record('hearing-en');
  await recordedCall(relay, held);
  await openRecording(app);
  const frame = windowOf(app.page);
  const chip = app.main.getByRole('button', { name: /Sentence from .*Play it/ }).first();
  await expect(chip).toBeVisible({ timeout: 30_000 });
  await relay.close();
  await expect(app.main.getByText(/offline/i).first()).toBeVisible({ timeout: 30_000 });

  // Opened anew, so that nothing is left over from before.
  await app.main.getByRole('option').nth(1).click();
  await app.main.getByRole('option').first().click();
  await expect.poll(() => drawnLanes(frame)).toBeGreaterThanOrEqual(2);

  const said = held.call.turns.find(({ text }) => text.startsWith('my file number'));
  if (!said) throw new Error('The dialogue is another.');
  await lineOf(app, said.text)
    .getByRole('button', { name: /Go to this place/ })
    .click();
  await expect
    .poll(async () => Number(await slider(app).getAttribute('aria-valuenow')))
    .toBeGreaterThanOrEqual(Math.floor(said.startMs / 1_000) - 1);
  await playKey(app);
  const heard = await hear(frame, 3_000);
  expect(median(within(heard, said).map(({ loudness }) => loudness[0]))).toBeGreaterThan(SPOKEN);

  await chip.click();
  const cited = held.call.turns.find(({ text }) => text === 'i received a letter from the court');
  await expect
    .poll(() => frame.evaluate(() => (window.heardElement?.currentTime ?? 0) * 1_000))
    .toBeLessThan(cited?.endMs ?? 0);

  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('letter court');
  await expect(
    app.main
      .locator('mark')
      .filter({ hasText: /letter/i })
      .first(),
  ).toBeVisible();
});

test('what was said is searched within the transcript, and each hit is gone to', async ({ app, relay }) => {
  await recordedCall(relay, await relay.recordings.record('hearing-en'));
  await openRecording(app);
  await app.main.getByRole('button', { name: 'Find in the transcript' }).click();
  await app.page.keyboard.type('hearing');
  await expect(app.main.getByText(/“hearing”/).first()).toBeVisible();
  await app.page.keyboard.press('Enter');
  await expect(app.main.getByText(/1 of 2|2 of 2/).first()).toBeVisible();
});

test('a recorded call has no fault that axe finds, light and dark', async ({ app, relay }) => {
  await recordedCall(relay, await relay.recordings.record('hearing-fr'));
  await openRecording(app);
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    expect(await faultsIn(app, 'main-window')).toEqual([]);
  }
});

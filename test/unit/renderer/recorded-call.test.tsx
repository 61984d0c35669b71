import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../src-preload/contract.ts';
import { mockCalls, mockState } from '../../support/mock-calls.ts';
import { mockInsights, mockPeaks, mockUsage, recordingStates } from '../../support/mock-recordings.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const offline: Partial<AppState> = {
  connection: { kind: 'offline', since: '2026-11-19T11:08:00.000Z', waitingChanges: 0 },
};
const admin: Partial<AppState> = mockState.me ? { me: { ...mockState.me, role: 'admin' } } : {};

/** The window with the first call as `name` says (mock-recordings.ts). */
async function open(name = 'whole', given: Partial<AppState> = {}) {
  const { call, view, peaks } = recordingStates(name);
  const window = renderWindow(given, {
    calls: [call, ...mockCalls.slice(1)],
    prepare: (bridge) => {
      if (view) bridge.insights.set(call.id, view);
      if (peaks) bridge.peaks.set('r1', mockPeaks());
      bridge.usage = mockUsage;
    },
  });
  await screen.findByRole('article', { name: /Anneke/ });
  const hasText = (view?.transcript.segments.length ?? 0) > 0;
  if (hasText) await screen.findByRole('list', { name: 'Transcript' });
  return window;
}
const slider = () => screen.getByRole('slider', { name: 'Position' });
const said = () => slider().getAttribute('aria-valuetext');
const line = (words: RegExp) => {
  const found = screen
    .getAllByRole('listitem')
    .find((one) => one.dataset['segment'] && words.test(one.textContent ?? ''));
  if (!found) throw new Error(`No line says ${String(words)}`);
  return found;
};
const key = (pressed: string, given: object = {}) => fireEvent.keyDown(document.body, { key: pressed, ...given });

describe('a recording', () => {
  inAWindow();

  it('stands with one lane a voice, the caller first, drawn from ready peaks', async () => {
    const { sound } = await open();
    expect(screen.getByRole('region', { name: 'Recording, 8 minutes 47' })).toBeTruthy();
    await waitFor(() => expect(sound.drawn.length).toBeGreaterThan(0));
    const drawn = sound.drawn.at(-1);
    expect(drawn?.lanes).toHaveLength(2);
    expect(drawn?.durationMs).toBe(527_000);
    expect(screen.getByText('58 %')).toBeTruthy();
  });

  it('is not drawn anew when the call is read again or a note is written', async () => {
    const { sound, bridge } = await open();
    await waitFor(() => expect(sound.drawn.length).toBeGreaterThan(0));
    const before = sound.drawn.length;
    bridge.push('calls:changed', { callIds: ['c1'] });
    bridge.push('insights:changed', { callId: 'c1' });
    await waitFor(() => expect(bridge.asked.filter(({ name }) => name === 'insights:get').length).toBeGreaterThan(1));
    expect(sound.drawn.length).toBe(before);
  });

  it('plays with Space and the button, and tells where it is in words', async () => {
    const { sound } = await open();
    key(' ');
    expect(sound.playing).toBe(true);
    sound.comeTo(192_400);
    await waitFor(() => expect(said()).toBe('3 minutes 12 of 8 minutes 47, Anneke, tense'));
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(sound.playing).toBe(false);
  });

  it('says of a colleague who speaks, and never how they sound', async () => {
    const { stores } = await open();
    stores.player.seek(141_500);
    await waitFor(() => expect(said()).toBe('2 minutes 21 of 8 minutes 47, Jonas'));
  });

  it('goes by ten seconds, by turns, and to either end with the keyboard', async () => {
    const { sound } = await open();
    key('ArrowRight');
    key('ArrowRight');
    expect(sound.sound.atMs()).toBe(20_000);
    key('ArrowRight', { shiftKey: true });
    expect(sound.sound.atMs()).toBe(33_000);
    key('ArrowLeft', { shiftKey: true });
    expect(sound.sound.atMs()).toBe(9_000);
    fireEvent.keyDown(slider(), { key: 'End' });
    expect(sound.sound.atMs()).toBe(527_000);
  });

  it('is slower and faster with , and . as the settings then say', async () => {
    const { asked, sound } = await open();
    key('.');
    await waitFor(() => expect(asked('settings:change')).toEqual([{ playbackSpeed: 1.5 }]));
    await waitFor(() => expect(sound.speed).toBe(1.5));
    fireEvent.click(screen.getByRole('radio', { name: '0.5×' }));
    await waitFor(() => expect(sound.speed).toBe(0.5));
  });

  it('repeats what is marked with [ and ], and lets it go with Esc', async () => {
    const { sound } = await open();
    key('ArrowRight');
    key('[');
    key('ArrowRight');
    key(']');
    expect(await screen.findByText('0:10–0:20')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Repeat the selection' }).getAttribute('aria-pressed')).toBe('true');
    key(' ');
    sound.comeTo(20_050);
    expect(sound.sound.atMs()).toBe(10_000);
    key('Escape');
    await waitFor(() => expect(screen.queryByText('0:10–0:20')).toBeNull());
  });

  it('has a volume for each voice', async () => {
    const { sound } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Volume' }));
    fireEvent.change(await screen.findByRole('slider', { name: 'Volume of Jonas' }), { target: { value: '40' } });
    expect(sound.volumes).toEqual([1, 0.4]);
  });

  it('has one lane, and says so, where all voices are on one channel', async () => {
    const { sound } = await open('mono');
    await waitFor(() => expect(sound.drawn.at(-1)?.lanes).toHaveLength(1));
    expect(screen.getByText('All voices on one track')).toBeTruthy();
  });

  it('shows loudness where nobody estimated the sentiment', async () => {
    await open('no-model');
    expect(screen.getByRole('img', { name: /^Loudness of both voices; 2 interruptions, 0 min 42/ })).toBeTruthy();
    expect(screen.queryByRole('img', { name: /Sentiment/ })).toBeNull();
  });

  it('says that it could not be played, and tries again', async () => {
    const { sound } = await open();
    sound.tell('failed');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('It is safe at the office.');
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(sound.playing).toBe(true);
  });

  it('that is elsewhere says why it waits, and is fetched first when it is asked for', async () => {
    const { asked, sound } = await open('not-here', offline);
    expect(screen.getByText('Audio is not on this computer')).toBeTruthy();
    expect(screen.getAllByText(/Offline since/).length).toBeGreaterThan(1);
    key(' ');
    expect(sound.playing).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Fetch first when online' }));
    await waitFor(() => expect(asked('recordings:fetch')).toEqual([{ recordingId: 'r1' }]));
  });

  it('that could not be got says why in a sentence, and Retry tells when it was refused', async () => {
    const { asked } = await open('failed', offline);
    expect(screen.getByText('The link of the phone system was no longer valid.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('There is no connection to the office. Nothing was done.')).toBeTruthy();
    expect(asked('recordings:retry')).toEqual([{ recordingId: 'r1' }]);
  });

  it.each([
    ['skipped', 'This call was not recorded', 'A rule of the firm does not allow recordings of this call.'],
    ['removed', 'The recording was removed', /Somebody entitled demanded it/],
    ['waiting', 'The office is getting the recording', /usually within a few minutes/],
  ])('that is %s says so and why, and leaves room for a note', async (state, title, why) => {
    await open(state);
    expect(screen.getByText(title)).toBeTruthy();
    expect(screen.getByText(why)).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Note' })).toBeTruthy();
  });

  it('stops when another call is chosen', async () => {
    const { sound, stores } = await open();
    key(' ');
    stores.callList.selectCall('c2');
    await waitFor(() => expect(sound.playing).toBe(false));
    expect(sound.loaded.at(-1)).toBeNull();
  });
});

describe('a transcript', () => {
  inAWindow();

  it('is a list whose current line is the one that is heard', async () => {
    const { stores } = await open();
    stores.player.seek(9_500);
    await waitFor(() => expect(line(/Good morning/).getAttribute('aria-current')).toBe('true'));
    expect(line(/Good morning/).getAttribute('aria-posinset')).toBe('2');
    expect(line(/Good morning/).getAttribute('aria-setsize')).toBe('34');
  });

  it('is played from a line that is pressed, at once', async () => {
    const { sound } = await open();
    fireEvent.click(within(line(/page twelve\./)).getByRole('button', { name: '0:19, Anneke. Go to this place' }));
    expect(sound.sound.atMs()).toBe(19_000);
  });

  it('stops following when it is scrolled by hand; F follows again', async () => {
    await open();
    const follow = screen.getByRole('button', { name: 'Follow' });
    expect(follow.getAttribute('aria-pressed')).toBe('true');
    fireEvent.wheel(screen.getByRole('list', { name: 'Transcript' }));
    await waitFor(() => expect(follow.getAttribute('aria-pressed')).toBe('false'));
    key('f');
    await waitFor(() => expect(follow.getAttribute('aria-pressed')).toBe('true'));
  });

  it('is searched with Ctrl F, and F3 goes from hit to hit in text and sound', async () => {
    const { sound, container } = await open();
    key('f', { ctrlKey: true });
    const field = await screen.findByRole('textbox', { name: 'Find in the transcript' });
    fireEvent.change(field, { target: { value: 'expert report' } });
    await waitFor(() => expect(container.querySelectorAll('[data-hit-dot]')).toHaveLength(4));
    fireEvent.keyDown(field, { key: 'F3' });
    fireEvent.keyDown(field, { key: 'F3' });
    expect(await screen.findByText('“expert report” 2 of 4')).toBeTruthy();
    expect(Math.floor(sound.sound.atMs() / 1_000)).toBeGreaterThanOrEqual(188);
    fireEvent.keyDown(field, { key: 'F3', shiftKey: true });
    expect(await screen.findByText('“expert report” 1 of 4')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(container.querySelectorAll('[data-hit-dot]')).toHaveLength(0));
  });

  it('marks what the list of calls was searched for', async () => {
    const { stores, container } = await open();
    stores.callList.ask({ search: 'expert report' });
    await waitFor(() => expect(container.querySelectorAll('[data-hit-dot]')).toHaveLength(4));
  });

  it('is corrected in its place: Enter saves, and what the machine wrote stays readable', async () => {
    const { asked } = await open();
    fireEvent.doubleClick(within(line(/Do you have that/)).getByText(/Do you have that/));
    const field = await screen.findByRole('textbox', { name: 'Text of the line' });
    fireEvent.change(field, { target: { value: 'Do you have that in writing?' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() =>
      expect(asked('insights:edit')).toEqual([
        { callId: 'c1', edit: { edit: 'segment', segmentId: 's7', text: 'Do you have that in writing?' } },
      ]),
    );
    expect((await screen.findByTitle(/Before: Do you have that on paper\?/)).textContent).toContain('in writing');
  });

  it('keeps what it was after Esc, and what was typed when it could not be saved', async () => {
    const { asked, bridge } = await open();
    const edit = async () => {
      const time = within(line(/Do you have that/)).getByRole('button', { name: /Go to this place/ });
      fireEvent.keyDown(time, { key: 'e' });
      return screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text of the line' });
    };
    const dropped = await edit();
    fireEvent.change(dropped, { target: { value: 'nonsense' } });
    fireEvent.keyDown(dropped, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Text of the line' })).toBeNull());
    expect(asked('insights:edit')).toEqual([]);
    bridge.answer('insights:edit', () => Promise.reject(new Error('disk_full')));
    const kept = await edit();
    fireEvent.change(kept, { target: { value: 'Do you have a letter?' } });
    fireEvent.keyDown(kept, { key: 'Enter' });
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was lost');
    expect(kept.value).toBe('Do you have a letter?');
  });

  it('takes a comment at the time that is heard with M', async () => {
    const { asked, stores } = await open();
    stores.player.seek(72_000);
    key('m');
    const field = await screen.findByRole('textbox', { name: 'Comment at 1:12' });
    fireEvent.change(field, { target: { value: 'Ask for the letter' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(within(line(/Do you have that/)).getByText(/Ask for the letter/)).toBeTruthy());
    expect(asked('insights:edit')).toEqual([
      { callId: 'c1', edit: { edit: 'comment', commentId: 'new1', atMs: 72_000, text: 'Ask for the letter' } },
    ]);
  });

  it('shows unsure words, and where the language changes', async () => {
    const { bridge } = await open();
    const { transcript } = mockInsights;
    // jsdom does not scroll: what is looked at stands at the top.
    bridge.insights.set('c1', {
      ...mockInsights,
      transcript: {
        ...transcript,
        segments: transcript.segments.filter(({ id }) => ['s14', 's22', 's23'].includes(id)),
      },
    });
    bridge.push('insights:changed', { callId: 'c1' });
    await waitFor(() => expect(line(/Elle parle/)).toBeTruthy());
    expect(screen.getAllByTitle('uncertain').map((word) => word.textContent)).toEqual(['should', 'have', 'seen']);
    expect(within(line(/Elle parle/)).getByText('speaks French from here')).toBeTruthy();
  });

  it('that failed says why, when it is tried again, and offers Retry', async () => {
    const { asked } = await open('transcript-failed');
    const told = screen.getAllByText(/The language that is spoken is not known to the engine/);
    expect(told.length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name: 'Retry: Transcript' }));
    await waitFor(() => expect(asked('insights:retry')).toEqual([{ callId: 'c1', field: 'transcript' }]));
  });
});

describe('what was made of the words', () => {
  inAWindow();

  it('is heard from a second before when a citation is pressed', async () => {
    const { sound } = await open();
    const summary = screen.getByRole('region', { name: 'Summary' });
    fireEvent.click(within(summary).getByRole('button', { name: '3: Sentence from 3:08. Play it' }));
    expect([sound.playing, sound.sound.atMs()]).toEqual([true, 187_000]);
  });

  it('is unverified until V, then a person stands behind it by name and time', async () => {
    await open();
    const summary = () => screen.getByRole('region', { name: 'Summary' });
    expect(within(summary()).getByText('Unverified')).toBeTruthy();
    expect(within(summary()).getByText('1 sentence left out: not in the recording')).toBeTruthy();
    key('v');
    expect(await within(summary()).findByText('Verified')).toBeTruthy();
    expect(within(summary()).getByText(/Jonas Peeters, /)).toBeTruthy();
  });

  it('is edited sentence by sentence with E, and says by whom', async () => {
    const { asked } = await open();
    key('e');
    const field = await screen.findByRole('textbox', { name: 'Sentence 1' });
    fireEvent.change(field, { target: { value: 'Disputes page twelve.' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByText(/^Edited by Jonas Peeters/)).toBeTruthy();
    expect(asked('insights:edit')).toEqual([
      { callId: 'c1', edit: { edit: 'summary_sentence', sentenceId: 'a', text: 'Disputes page twelve.' } },
    ]);
  });

  it('without a language model is quotes, and is not called a summary', async () => {
    await open('no-model');
    const passages = screen.getByRole('region', { name: 'Key passages' });
    expect(within(passages).getByText('quotes, not a summary')).toBeTruthy();
    expect(within(passages).getByText(/The office has no language model/)).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Summary' })).toBeNull();
  });

  it('says stage by stage where it stands, what is safe, and when it is tried again', async () => {
    const { asked, unmount } = await open('processing');
    expect(screen.getByRole('progressbar', { name: 'Transcript, 62 percent' })).toBeTruthy();
    expect(screen.getByText('5:26 of 8:47')).toBeTruthy();
    unmount();
    const failedOne = await open('summary-failed');
    expect(
      screen.getByText(/The engine did not answer\. Audio and transcript are safe\. Next automatic attempt at /),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Retry: Summary' }));
    await waitFor(() => expect(failedOne.asked('insights:retry')).toEqual([{ callId: 'c1', field: 'summary' }]));
    expect(asked('insights:retry')).toEqual([]);
  });

  it('suggests tasks with their words; a person accepts or dismisses them', async () => {
    const { asked } = await open();
    const tasks = screen.getByRole('region', { name: 'Tasks' });
    expect(within(tasks).getByText(/“Tomorrow before four\.”/)).toBeTruthy();
    fireEvent.click(within(tasks).getByRole('button', { name: 'Accept: Call Ms Verhulst before 16:00' }));
    await waitFor(() => expect(within(tasks).getAllByText(/Accepted by Jonas Peeters/)).toHaveLength(2));
    fireEvent.click(within(tasks).getByRole('button', { name: 'Dismiss: Look for second advance' }));
    await waitFor(() => expect(within(tasks).queryByText('Look for second advance')).toBeNull());
    expect(asked('insights:edit')).toHaveLength(2);
  });

  it('offers to call a number that was said, after asking', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Call +32 470 12 34 56' }));
    await waitFor(() => expect(asked('dial:look-up')).toEqual([{ text: '+32470123456' }]));
    expect(asked('dial:call')).toEqual([]);
  });
});

describe('a call as a file', () => {
  inAWindow();
  const menu = async (item: string | RegExp) => {
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: item }));
  };

  it('is saved, and says where; or why not', async () => {
    const { asked, unmount } = await open();
    await menu('File note, PDF');
    expect(await screen.findByText('Saved: /home/jonas/Documents/c1-note_pdf')).toBeTruthy();
    expect(asked('export:make')).toEqual([{ callId: 'c1', kind: 'note_pdf', fromMs: null, toMs: null }]);
    unmount();
    await open('whole', offline);
    await menu('Transcript, text');
    expect(await screen.findByText('There is no connection to the office. Nothing was done.')).toBeTruthy();
  });

  it('is a clip of the selection, once something is selected', async () => {
    const { asked, stores } = await open();
    stores.player.select({ fromMs: 10_000, toMs: 20_000 });
    await menu('Audio clip of the selection');
    await waitFor(() =>
      expect(asked('export:make')).toEqual([{ callId: 'c1', kind: 'clip', fromMs: 10_000, toMs: 20_000 }]),
    );
  });

  it('is kept on this computer with a star', async () => {
    const { asked } = await open();
    await menu('Keep on this computer');
    await waitFor(() => expect(asked('recordings:star')).toEqual([{ recordingId: 'r1', on: true }]));
  });

  it('is put on legal hold by an administrator only, and with a reason', async () => {
    const { asked, unmount } = await open();
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    await screen.findByRole('menuitem', { name: 'File note, PDF' });
    expect(screen.queryByRole('menuitem', { name: 'Legal hold…' })).toBeNull();
    expect(asked('recordings:legal-hold')).toEqual([]);
    unmount();
    const window = await open('whole', admin);
    await menu('Legal hold…');
    const dialog = await screen.findByRole('dialog', { name: 'Put this call on legal hold?' });
    const put = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Put on hold' });
    expect(put.disabled).toBe(true);
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'Claim announced' } });
    fireEvent.click(put);
    await waitFor(() =>
      expect(window.asked('recordings:legal-hold')).toEqual([{ callId: 'c1', on: true, reason: 'Claim announced' }]),
    );
    expect(await screen.findByText('The call is on legal hold.')).toBeTruthy();
    expect(await screen.findByText('Legal hold')).toBeTruthy();
  });
});

describe('settings of audio', () => {
  inAWindow();

  it('say how much is kept here, what is kept by itself, and remove it only after asking', async () => {
    const { asked } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    expect(await screen.findByRole('meter', { name: 'Audio on this computer: 1.5 GB of 5 GB' })).toBeTruthy();
    fireEvent.change(screen.getByRole('combobox', { name: 'Audio to keep for offline' }), { target: { value: 'all' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'At most' }), { target: { value: '20' } });
    fireEvent.click(screen.getByRole('switch', { name: 'Skip silences longer than 2 seconds' }));
    await waitFor(() =>
      expect(asked('settings:change')).toEqual([{ keepAudio: 'all' }, { keepAudioCapGb: 20 }, { skipSilence: true }]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Remove 1.5 GB…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove the audio from this computer?' });
    expect(asked('recordings:clear')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('button', { name: 'Nothing to remove' })).toBeTruthy();
  });

  it('choose the headset by its name; unplugged, the recording stops and says why, before anybody else hears it', async () => {
    const { sound, asked } = await open();
    const headset = { deviceId: 'h1', label: 'Headset (Evolve2 40)' };
    sound.plug([headset]);
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    const choice = () => screen.findByRole<HTMLSelectElement>('combobox', { name: 'Play on' });
    expect((await choice()).value).toBe('');
    await within(await choice()).findByRole('option', { name: headset.label });
    fireEvent.change(await choice(), { target: { value: headset.label } });
    expect(asked('settings:change')).toEqual([{ playOn: headset }]);
    await waitFor(() => expect(sound.device).toBe('h1'));
    fireEvent.click(screen.getByRole('button', { name: 'Calls' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Play' }));
    expect(sound.playing).toBe(true);
    sound.plug([]);
    expect(await screen.findByText(/^Headset \(Evolve2 40\) is not connected\. Playing stopped/)).toBeTruthy();
    expect([sound.playing, sound.device]).toEqual([false, '']);
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    expect((await choice()).selectedOptions[0]?.textContent).toBe('Headset (Evolve2 40) (not connected)');
  });

  it('say when nothing more is fetched, and why', async () => {
    const { bridge } = await open();
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
    bridge.push('recordings:usage-changed', { ...mockUsage, stopped: 'disk', freeBytes: 1_200_000_000 });
    expect(await screen.findByText(/the disk is nearly full\. 1\.2 GB free on this disk\./)).toBeTruthy();
  });
});

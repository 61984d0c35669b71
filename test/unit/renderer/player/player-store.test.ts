import { describe, expect, it, vi } from 'vitest';
import { createPlayerStore } from '../../../../src-renderer/stores/player-store.ts';
import { createFakeBridge } from '../../../support/fake-bridge.ts';
import { mockState } from '../../../support/mock-calls.ts';
import { aRecording, mockPeaks } from '../../../support/mock-recordings.ts';
import { createPretendPlayer } from '../../../support/pretend-player.ts';

function opened(given: Parameters<typeof aRecording>[0] = {}) {
  const bridge = createFakeBridge(mockState, []);
  bridge.peaks.set('r1', mockPeaks());
  const sound = createPretendPlayer();
  const player = createPlayerStore(bridge, sound);
  const stop = player.start();
  player.open(aRecording(given));
  const now = () => player.store.getState();
  return { bridge, sound, player, stop, now };
}

describe('the player', () => {
  it('loads a recording without a sound, and its waveform from ready peaks', async () => {
    const { sound, now, bridge } = opened();
    expect(now().peaks).toBe('loading');
    await vi.waitFor(() => expect(now().peaks).toEqual(mockPeaks()));
    expect(sound.loaded).toEqual(['recording://r1']);
    expect(sound.playing).toBe(false);
    expect(bridge.asked.map(({ name }) => name)).toEqual(['recordings:peaks']);
  });

  it('goes to a place at once, and not past either end', () => {
    const { player, sound, now } = opened();
    player.seek(192_000);
    expect([now().atMs, sound.sound.atMs()]).toEqual([192_000, 192_000]);
    player.skip(10_000_000);
    expect(now().atMs).toBe(527_000);
    player.skip(-10_000_000);
    expect(now().atMs).toBe(0);
  });

  it('follows the sound from picture to picture only while it plays', () => {
    const { player, sound, now } = opened();
    sound.comeTo(5_000);
    expect(now().atMs).toBe(0);
    player.play();
    sound.comeTo(6_000);
    expect(now().atMs).toBe(6_000);
    player.pause();
    sound.comeTo(9_000);
    expect(now().atMs).toBe(6_000);
  });

  it('says that it waits when the audio does not come, and stops saying so when it does', () => {
    const { player, sound, now } = opened();
    player.play();
    sound.tell('waiting');
    expect(now().waiting).toBe(true);
    sound.tell('playing');
    expect(now().waiting).toBe(false);
  });

  it('says that it failed, and can be tried again', () => {
    const { player, sound, now } = opened();
    player.play();
    sound.tell('failed');
    expect(now()).toMatchObject({ failed: true, playing: false });
    player.play();
    expect(now()).toMatchObject({ failed: false, playing: true });
  });

  it('plays a citation from a second before its words', () => {
    const { player, sound, now } = opened();
    player.playFrom(188_000);
    expect(now()).toMatchObject({ atMs: 187_000, playing: true });
    expect(sound.playing).toBe(true);
  });

  it('repeats a selection until it is let go', () => {
    const { player, sound, now } = opened();
    player.select({ fromMs: 60_000, toMs: 40_000 });
    expect(now().selection).toEqual({ fromMs: 40_000, toMs: 60_000 });
    player.seek(59_000);
    player.play();
    sound.comeTo(60_010);
    expect(sound.sound.atMs()).toBe(40_000);
    player.select(null);
    sound.comeTo(60_010);
    expect(now().atMs).toBe(60_010);
  });

  it('marks both ends of a selection where it plays', () => {
    const { player, now } = opened();
    player.seek(20_000);
    player.markEnd('from');
    expect(now().selection).toEqual({ fromMs: 20_000, toMs: 527_000 });
    player.seek(30_000);
    player.markEnd('to');
    expect(now().selection).toEqual({ fromMs: 20_000, toMs: 30_000 });
    player.seek(90_000);
    player.markEnd('from');
    expect(now().selection).toEqual({ fromMs: 90_000, toMs: 527_000 });
  });

  it('takes a drag of a moment for a press, not for a selection', () => {
    const { player, now } = opened();
    player.select({ fromMs: 40_000, toMs: 40_100 });
    expect(now().selection).toBeNull();
  });

  it('leaves out silences only where that is switched on', () => {
    const { player, sound, now } = opened();
    player.setSilences([{ fromMs: 10_000, toMs: 14_000 }]);
    player.play();
    sound.comeTo(10_500);
    expect(now().atMs).toBe(10_500);
    player.follow({ playbackSpeed: 1, skipSilence: true });
    sound.comeTo(10_600);
    expect(now().atMs).toBe(14_000);
  });

  it('never leaves a loop for the end of a silence', () => {
    const { player, sound, now } = opened();
    player.setSilences([{ fromMs: 10_000, toMs: 14_000 }]);
    player.follow({ playbackSpeed: 1, skipSilence: true });
    player.select({ fromMs: 8_000, toMs: 12_000 });
    player.play();
    sound.comeTo(10_500);
    expect(now().atMs).toBe(10_500);
  });

  it('keeps the speed of the settings and the volume of each voice apart', () => {
    const { player, sound } = opened();
    player.follow({ playbackSpeed: 1.5, skipSilence: false });
    player.setVolume(1, 0.4);
    expect([sound.speed, sound.volumes]).toEqual([1.5, [1, 0.4]]);
  });

  it('answers the media keys of keyboard and headset, and no more once it is gone', () => {
    const { sound, now, stop } = opened();
    sound.mediaKeys.get('play')?.({ action: 'play' });
    expect(now().playing).toBe(true);
    sound.mediaKeys.get('seekforward')?.({ action: 'seekforward' });
    expect(now().atMs).toBe(10_000);
    stop();
    expect(sound.mediaKeys.get('play')).toBeNull();
    expect(sound.loaded.at(-1)).toBeNull();
  });

  it('keeps its place when the recording has come to this computer meanwhile', () => {
    const { player, sound, now } = opened({ state: 'at_the_office', url: 'recording://far' });
    player.seek(30_000);
    player.open(aRecording({ state: 'here', url: 'recording://r1' }));
    expect(sound.loaded.at(-1)).toBe('recording://r1');
    expect([now().atMs, sound.sound.atMs()]).toEqual([30_000, 30_000]);
  });

  it('stops and forgets everything when another recording is opened', () => {
    const { player, sound, now } = opened();
    player.play();
    player.select({ fromMs: 1_000, toMs: 5_000 });
    player.setVolume(0, 0);
    player.open(aRecording({ recordingId: 'r2', url: 'recording://r2' }));
    expect(now()).toMatchObject({ atMs: 0, playing: false, selection: null, volumes: [1, 1] });
    expect([sound.playing, sound.volumes]).toEqual([false, [1, 1]]);
  });

  it('cannot be played where it is not, and says when it could not be asked for', async () => {
    const { player, bridge, sound, now } = opened({ state: 'at_the_office', url: null });
    player.play();
    expect(sound.playing).toBe(false);
    bridge.answer('recordings:fetch', () => Promise.reject(new Error('disk_full')));
    await player.fetchHere();
    expect(now().askFailed).toBe(true);
    bridge.answer('recordings:fetch', () => Promise.resolve());
    await player.fetchHere();
    expect(now().askFailed).toBe(false);
  });
});

describe('a voicemail counts as heard', () => {
  function voicemail(durationMs: number, given: Parameters<typeof aRecording>[0] = {}) {
    const sound = createPretendPlayer();
    const heard: string[] = [];
    const player = createPlayerStore(createFakeBridge(mockState, []), sound, (one) => heard.push(one.recordingId));
    player.start();
    player.open(aRecording({ kind: 'voicemail', durationMs, ...given }));
    const listen = (fromMs: number, toMs: number) => {
      player.seek(fromMs);
      player.play();
      for (let ms = fromMs; ms < toMs; ms += 250) sound.comeTo(Math.min(ms + 250, toMs));
      player.pause();
    };
    return { sound, heard, player, listen };
  }

  it('after some seconds that were really played, once, wherever in it they were', () => {
    const { heard, player, listen } = voicemail(52_000);
    listen(0, 2_000);
    player.seek(30_000);
    player.seek(50_000);
    expect(heard).toEqual([]);
    listen(20_000, 21_750);
    expect(heard).toEqual([]);
    listen(40_000, 41_000);
    listen(0, 20_000);
    expect(heard).toEqual(['r1']);
  });

  it('not by opening it, and not by going through it without a sound', () => {
    const { heard, player } = voicemail(52_000);
    for (let ms = 0; ms < 52_000; ms += 500) player.seek(ms);
    expect(heard).toEqual([]);
  });

  it('when nearly all of a short one was played', () => {
    const { heard, listen } = voicemail(2_000);
    listen(0, 1_500);
    expect(heard).toEqual([]);
    listen(1_500, 2_000);
    expect(heard).toEqual(['r1']);
  });

  it('with the silences that were left out on purpose', () => {
    const { heard, player, sound } = voicemail(6_000);
    player.follow({ playbackSpeed: 1, skipSilence: true });
    player.setSilences([{ fromMs: 1_000, toMs: 5_000 }]);
    player.play();
    for (const ms of [500, 1_000]) sound.comeTo(ms);
    expect(heard).toEqual(['r1']);
  });

  it('and a call does not', () => {
    const { heard, listen } = voicemail(52_000, { kind: 'call' });
    listen(0, 20_000);
    expect(heard).toEqual([]);
  });
});

import type { Settings } from '../../../../src-preload/contract.ts';

export const sampleSettings: Settings = {
  popupsOn: true,
  popupScope: 'my_line',
  popupCorner: 'bottom_right',
  hideAfterAnswerSeconds: 10,
  popupHotkey: 'Control+Shift+F2',
  popupSound: 'none',
  dialHotkey: 'Control+Shift+F3',
  openTelLinks: false,
  keepAudio: 'my_calls_and_matters',
  keepAudioDays: 30,
  keepAudioCapGb: 5,
  playbackSpeed: 1,
  skipSilence: false,
  playOn: null,
  language: null,
  appearance: 'system',
  textSizePercent: 100,
  motion: 'system',
  startWithSystem: true,
  letterKeys: true,
};

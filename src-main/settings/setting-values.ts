import { language } from '@callbrief/relay/wire/scalars';
import { z } from 'zod';
import type { Settings } from '../../src-preload/contract.ts';

/**
 * As Electron writes accelerators: `Control+Shift+F2`. One modifier besides Shift at least: a letter alone would be taken
 * from every program of the system.
 */
const accelerator = z
  .string()
  .regex(
    /^(?:(?:Control|Ctrl|CommandOrControl|CmdOrCtrl|Command|Cmd|Alt|Option|Shift|Super|Meta)\+){1,4}(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4]))$/,
  )
  .regex(/^(?!(?:Shift\+)+[^+]+$)/);

/** Every setting and what it may hold. The windows' requests are checked by the same schemas (src-main/ipc). */
export const settingValues = {
  popupsOn: z.boolean(),
  popupScope: z.enum(['my_line', 'my_lawyers', 'all_lines']),
  popupCorner: z.enum(['bottom_right', 'bottom_left', 'top_right', 'top_left']),
  hideAfterAnswerSeconds: z.union([z.literal(5), z.literal(10), z.literal(20), z.literal(60)]),
  popupHotkey: accelerator,
  popupSound: z.enum(['none', 'soft']),
  dialHotkey: accelerator,
  openTelLinks: z.boolean(),
  keepAudio: z.enum(['none', 'my_calls', 'my_calls_and_matters', 'all']),
  keepAudioDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
  keepAudioCapGb: z.union([z.literal(1), z.literal(5), z.literal(20), z.literal(100)]),
  playbackSpeed: z.union([z.literal(0.5), z.literal(1), z.literal(1.5), z.literal(2)]),
  skipSilence: z.boolean(),
  playOn: z.object({ deviceId: z.string().min(1).max(500), label: z.string().max(500) }).nullable(),
  language: language.nullable(),
  appearance: z.enum(['system', 'light', 'dark']),
  textSizePercent: z.union([z.literal(90), z.literal(100), z.literal(115), z.literal(130)]),
  motion: z.enum(['system', 'reduced']),
  startWithSystem: z.boolean(),
  letterKeys: z.boolean(),
  privacyMode: z.boolean(),
  privacyWhileShared: z.boolean(),
  lockScreen: z.enum(['nothing', 'initials', 'full']),
} satisfies { [K in keyof Settings]: z.ZodType<Settings[K]> };

export const settingsChange = z.object(settingValues).partial().strict();

/** @param platform decides the hotkeys only: macOS writes Control Option C. */
export function defaultSettings(platform: NodeJS.Platform): Settings {
  return {
    popupsOn: true,
    // Everybody sees every call until they narrow it in step 2 of the first run: a missed popup is worse than one too many.
    popupScope: 'all_lines',
    popupCorner: 'bottom_right',
    hideAfterAnswerSeconds: 10,
    popupHotkey: platform === 'darwin' ? 'Control+Alt+C' : 'Control+Shift+F2',
    popupSound: 'none',
    dialHotkey: platform === 'darwin' ? 'Control+Alt+D' : 'Control+Shift+F3',
    // Taking the system's telephone links away from another program is a person's decision.
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
    privacyMode: false,
    privacyWhileShared: true,
    lockScreen: 'nothing',
  };
}

import { readFileSync, renameSync } from 'node:fs';
import type { Settings } from '../../src-preload/contract.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { replaceFile } from './replace-file.ts';
import { defaultSettings, settingsChange, settingValues } from './setting-values.ts';

export interface SettingsFile {
  current(): Settings;
  /** Keeps what it was given for this run even when the disk refuses it. Throws a ZodError for a value out of range. */
  change(change: Partial<Settings>): Settings;
  /** Called after each change. @returns its own undo. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void;
}

export interface SettingsFileOptions {
  /** `…/settings.json` */
  path: string;
  platform: NodeJS.Platform;
  log?: Log;
}

/**
 * The person's settings in a JSON file. What is missing or out of range falls back field by field; what this version
 * does not know (written by a newer one) stays in the file. A file that is no JSON is set aside, never overwritten.
 */
export function openSettingsFile({ path, platform, log = silentLog }: SettingsFileOptions): SettingsFile {
  const stored = readStored(path, log);
  let settings = { ...defaultSettings(platform), ...validOf(stored) };
  const listeners = new Set<(settings: Settings, before: Settings) => void>();

  return {
    current: () => settings,
    change(change) {
      const before = settings;
      settings = { ...settings, ...given(settingsChange.parse(change)) };
      Object.assign(stored, settings);
      try {
        replaceFile(path, `${JSON.stringify(stored, null, 2)}\n`);
      } catch (error) {
        log.warn('settings_not_stored', { error });
      }
      for (const listener of listeners) listener(settings, before);
      return settings;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readStored(path: string, log: Log): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('settings_set_aside', { error });
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
    throw new Error('not an object');
  } catch (error) {
    log.warn('settings_set_aside', { error });
    setAside(path, log);
    return {};
  }
}

function setAside(path: string, log: Log): void {
  try {
    renameSync(path, `${path}.unreadable`);
  } catch (error) {
    log.warn('settings_set_aside', { error });
  }
}

function validOf(stored: Record<string, unknown>): Partial<Settings> {
  const valid = Object.entries(settingValues).flatMap(([name, schema]) => {
    const value = schema.safeParse(stored[name]);
    return value.success ? [[name, value.data] as const] : [];
  });
  return Object.fromEntries(valid);
}

/** Absent and undefined are the same: untouched. */
function given(change: object): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

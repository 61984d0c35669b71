import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../../src-main/settings/setting-values.ts';
import { openSettingsFile } from '../../../../src-main/settings/settings-file.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const open = (path: string) => openSettingsFile({ path, platform: 'linux' });

describe('the settings file', () => {
  it('gives the defaults when there is none, and writes nothing before the first change', () => {
    const path = join(tempDir(), 'settings.json');
    expect(open(path).current()).toEqual(defaultSettings('linux'));
    expect(existsSync(path)).toBe(false);
  });

  it('keeps a change over a restart and tells who listens', () => {
    const path = join(tempDir(), 'deep', 'settings.json');
    const settings = open(path);
    const told: string[] = [];
    const undo = settings.onChange((now, before) => told.push(`${before.appearance} to ${now.appearance}`));
    settings.change({ appearance: 'dark', hideAfterAnswerSeconds: 20 });
    undo();
    settings.change({ appearance: 'light' });
    expect(told).toEqual(['system to dark']);
    expect(open(path).current()).toMatchObject({ appearance: 'light', hideAfterAnswerSeconds: 20, popupsOn: true });
  });

  it('falls back field by field, and keeps what only a newer version knows', () => {
    const path = join(tempDir(), 'settings.json');
    writeFileSync(path, JSON.stringify({ popupSound: 'soft', textSizePercent: 700, language: 'xx', future: { a: 1 } }));
    const settings = open(path);
    expect(settings.current()).toMatchObject({ popupSound: 'soft', textSizePercent: 100, language: null });
    settings.change({ language: 'nl' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ future: { a: 1 }, language: 'nl' });
  });

  it.each(['{"popupsOn":fal', '[]', 'null', '\u0000\u0000\u0000'])('sets a corrupt file aside: %j', (content) => {
    const dir = tempDir();
    const path = join(dir, 'settings.json');
    writeFileSync(path, content);
    const settings = open(path);
    expect(settings.current()).toEqual(defaultSettings('linux'));
    expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(content);
    settings.change({ popupsOn: false });
    expect(readdirSync(dir).sort()).toEqual(['settings.json', 'settings.json.unreadable']);
  });

  it('refuses a value out of range and an unknown name', () => {
    const settings = open(join(tempDir(), 'settings.json'));
    expect(() => settings.change({ textSizePercent: 101 as 100 })).toThrow(/textSizePercent/);
    expect(() => settings.change({ popupHotkey: 'Control+Shift+F2"; rm' })).toThrow(/popupHotkey/);
    expect(() => settings.change({ nonsense: true } as object)).toThrow(/nonsense/);
    expect(settings.current()).toEqual(defaultSettings('linux'));
  });

  it.each(['A', 'F2', 'Shift+A', 'Shift+F2', 'Foo+Bar', 'Control', 'Control+', 'Control+Foo', 'Control+F25'])(
    'takes no combination that would take %s from every program, or that no system knows',
    (popupHotkey) => {
      const path = join(tempDir(), 'settings.json');
      expect(() => open(path).change({ popupHotkey })).toThrow(/popupHotkey/);
      writeFileSync(path, JSON.stringify({ popupHotkey, popupsOn: false }));
      expect(open(path).current()).toEqual({ ...defaultSettings('linux'), popupsOn: false });
    },
  );

  it.each(['Control+Shift+F2', 'Control+Alt+C', 'Super+1', 'Alt+Shift+Q', 'Shift+Alt+Q', 'CommandOrControl+F12'])(
    'takes %s',
    (popupHotkey) => {
      const path = join(tempDir(), 'settings.json');
      expect(open(path).change({ popupHotkey }).popupHotkey).toBe(popupHotkey);
    },
  );

  it('goes on with a change that the disk refuses', () => {
    const path = join(tempDir(), 'settings.json');
    mkdirSync(path);
    const settings = open(path);
    expect(settings.change({ popupsOn: false }).popupsOn).toBe(false);
    expect(settings.current().popupsOn).toBe(false);
  });
});

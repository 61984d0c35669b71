import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APP_ID } from '../../../src-main/native/app-id.ts';

test('the app and its installed shortcut carry the same id, else Windows loses clicks on notifications', () => {
  const configuration = readFileSync(join(import.meta.dirname, '../../../resources/electron-builder.yml'), 'utf8');
  expect(/^appId: (\S+)$/m.exec(configuration)?.[1]).toBe(APP_ID);
});

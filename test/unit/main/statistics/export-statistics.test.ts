import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { csvOf } from '../../../../src-main/statistics/csv.ts';
import { exportStatistics } from '../../../../src-main/statistics/export-statistics.ts';
import { tempDir } from '../../../support/temp-dir.ts';

describe('The file of the statistics', () => {
  test('is read by spreadsheets as words and numbers, and runs nothing', () => {
    const rows = [
      ['Name', 'Calls'],
      ['=HYPERLINK("http://evil.example")', '12'],
      ['+32 470 27 18 36', '-4'],
      ['@SUM(A1)', '1,5'],
      ['\tcmd', '-1+2'],
      ['Étude "Vandamme", bailiff', 'two\nlines'],
      [],
    ];
    expect(csvOf(rows).split('\r\n')).toEqual([
      '\uFEFFName,Calls',
      `"'=HYPERLINK(""http://evil.example"")",12`,
      `'+32 470 27 18 36,-4`,
      `'@SUM(A1),"1,5"`,
      `'\tcmd,'-1+2`,
      `"Étude ""Vandamme"", bailiff","two\nlines"`,
      '',
      '',
    ]);
  });

  test('is saved where the person says, under a name that is no path', async () => {
    const folder = tempDir();
    const asked: string[] = [];
    const askWhere = ({ fileName }: { fileName: string }) => {
      asked.push(fileName);
      return Promise.resolve(join(folder, 'saved'));
    };
    const parts = { askWhere, log: silentLog };
    const saved = await exportStatistics({ kind: 'csv', fileName: '../Statistics', rows: [['a']] }, parts);
    expect(saved).toEqual({ saved: join(folder, 'saved') });
    expect(asked).toEqual(['..-Statistics.csv']);
    expect(await readFile(join(folder, 'saved'), 'utf8')).toBe('\uFEFFa\r\n');
    await exportStatistics({ kind: 'png', fileName: 'x', base64: Buffer.from('png').toString('base64') }, parts);
    expect(await readFile(join(folder, 'saved'), 'utf8')).toBe('png');
  });

  test('is not saved when nobody says where, or there is no room for it', async () => {
    const ask = { kind: 'csv' as const, fileName: 'x', rows: [['a']] };
    expect(await exportStatistics(ask, { askWhere: () => Promise.resolve(null), log: silentLog })).toEqual({
      saved: null,
    });
    const file = join(tempDir(), 'file');
    await writeFile(file, '');
    const nowhere = join(file, 'x.csv');
    expect(await exportStatistics(ask, { askWhere: () => Promise.resolve(nowhere), log: silentLog })).toEqual({
      refused: 'failed',
    });
  });
});

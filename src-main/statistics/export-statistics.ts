import type { StatisticsExport, StatisticsRequests } from '../../src-preload/contract/statistics.ts';
import type { Log } from '../logging/log.ts';
import type { SaveProposal } from '../recordings/export-call.ts';
import { replaceFile } from '../settings/replace-file.ts';
import { csvOf } from './csv.ts';

/** Writes what the dashboard shows where the person says. */
export async function exportStatistics(
  ask: StatisticsExport,
  parts: { askWhere: (proposal: SaveProposal) => Promise<string | null>; log: Log },
): Promise<StatisticsRequests['statistics:export']['answer']> {
  const name = ask.fileName.replaceAll(/[^\p{L}\p{N} ._-]/gu, '-').slice(0, 120) || 'callbrief';
  const path = await parts.askWhere({ fileName: `${name}.${ask.kind}`, extension: ask.kind });
  if (path === null) return { saved: null };
  try {
    replaceFile(path, ask.kind === 'csv' ? Buffer.from(csvOf(ask.rows)) : Buffer.from(ask.base64, 'base64'));
  } catch (error) {
    parts.log.warn('statistics_not_saved', { kind: ask.kind, error });
    return { refused: 'failed' };
  }
  return { saved: path };
}

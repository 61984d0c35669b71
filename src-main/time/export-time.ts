import type { Language } from '@callbrief/relay/wire/scalars';
import type { TimeExportRequest } from '@callbrief/relay/wire/time-export';
import type { TimeExportAnswer, TimeExportAsk } from '../../src-preload/contract/time.ts';
import type { Log } from '../logging/log.ts';
import type { SaveProposal } from '../recordings/export-call.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { replaceFile } from '../settings/replace-file.ts';
import { refusedBy } from '../telephony/act-answer.ts';
import type { TimeHistory } from './time-rows.ts';

export interface ExportTimeParts {
  history: () => Pick<TimeHistory, 'office' | 'changes'>;
  client: () => Pick<RelayClient, 'previewTimeExport' | 'timeFile' | 'sendTime'> | null;
  language: () => Language;
  askWhere: (proposal: SaveProposal) => Promise<string | null>;
  log: Log;
}

/**
 * Asks first what is missing and where a file goes; then the office makes it, and what it made counts as exported whether
 * it could be saved here or not.
 */
export async function exportTime(ask: TimeExportAsk, parts: ExportTimeParts): Promise<TimeExportAnswer> {
  const client = parts.client();
  if (client === null) return { result: 'refused', refusal: 'offline' };
  const history = parts.history();
  const count = history.changes
    .pending()
    .filter(({ change }) => change.kind === 'edit_item' && change.item === 'time_entry').length;
  if (count > 0) return { result: 'waiting', count };
  const request: TimeExportRequest = {
    to: ask.to,
    from: ask.from,
    until: ask.until,
    matterId: null,
    personId: ask.whose === 'mine' ? (history.office()?.personId ?? null) : null,
    exportedBefore: ask.exportedBefore,
    language: parts.language(),
    invoiceNumber: ask.invoiceNumber,
  };
  try {
    const { entries, exportedBefore, ofOthers, lacks } = await client.previewTimeExport(request);
    if (exportedBefore > 0 && ask.exportedBefore === 'refuse') {
      return { result: 'exported_before', count: exportedBefore };
    }
    if (entries === 0) return { result: 'nothing', ofOthers };
    if (lacks.length > 0) return { result: 'lacks', lacks };
    if (ask.to === 'clio') {
      const { posted, failed, unconfirmed, left, retryAfterSeconds } = await client.sendTime(request);
      parts.log.info('export_saved', { kind: 'time_clio', posted: posted.length, failed: failed.length, left });
      return {
        result: 'sent',
        posted: posted.length,
        unconfirmed: unconfirmed.length,
        failed,
        left,
        retryAfterSeconds,
      };
    }
    const extension = ask.to === 'csv' ? 'csv' : 'txt';
    const fileName = `${[ask.from, ask.until, ask.to, ask.invoiceNumber].filter(Boolean).join(' ')}.${extension}`;
    const path = await parts.askWhere({ fileName: fileName.replaceAll(/[^\p{L}\p{N} ._-]/gu, '-'), extension });
    if (path === null) return { result: 'saved', entries: 0, path: null, ofOthers };
    replaceFile(path, await client.timeFile(request));
    parts.log.info('export_saved', { kind: `time_${ask.to}`, entries });
    return { result: 'saved', entries, path, ofOthers };
  } catch (problem) {
    parts.log.warn('export_failed', {
      kind: `time_${ask.to}`,
      problem: problem instanceof RelayProblem ? problem.code : 'not_saved',
    });
    if (problem instanceof RelayProblem) return { result: 'refused', refusal: refusedBy(problem).refusal };
    // The disk refused the file. The office has it all the same: it is had again with "again".
    return { result: 'refused', refusal: 'failed' };
  }
}

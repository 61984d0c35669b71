import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { importRefusal, MOST_IMPORT_BYTES, type ImportView } from '@callbrief/relay/wire/import';
import type { ImportAnswer, ImportRequests, ImportTrouble } from '../../src-preload/contract/imports.ts';
import type { DesktopEdge } from '../desktop-edge.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { replaceFile } from '../settings/replace-file.ts';

export interface ImportParts {
  /** Null while there is no connection. */
  client: () => RelayClient | null;
  edge: Pick<DesktopEdge, 'chooseFile' | 'askWhereToSave'>;
  log: Log;
}

type Handlers = {
  [N in keyof ImportRequests]: (ask: ImportRequests[N]['ask']) => Promise<ImportRequests[N]['answer']>;
};

/** What the import page asks for. The file is read and sent here; its path and its bytes stay here. */
export function createImportHandlers({ client, edge, log }: ImportParts): Handlers {
  async function answering<T>(what: string, ask: (client: RelayClient) => Promise<T>): Promise<T | Refused> {
    const connected = client();
    if (connected === null) return { refused: 'offline' };
    try {
      return await ask(connected);
    } catch (problem) {
      if (!(problem instanceof RelayProblem)) throw problem;
      log.warn('import_request_failed', { what, problem: problem.code });
      return { refused: troubleOf(problem, what) };
    }
  }
  const view = (what: string, ask: (client: RelayClient) => Promise<ImportView | null>): Promise<ImportAnswer> =>
    answering(what, async (connected) => ({ import: await ask(connected) }));

  return {
    'imports:latest': () => view('latest', async (connected) => (await connected.imports())[0] ?? null),
    'imports:get': ({ importId }) => view('get', (connected) => connected.import(importId)),
    async 'imports:choose'() {
      if (client() === null) return { refused: 'offline' };
      const path = await edge.chooseFile({ extensions: ['csv', 'txt', 'tsv', 'vcf', 'ics'] });
      if (path === null) return { import: null };
      const read = await readIfSmall(path);
      if ('refused' in read) return read;
      log.info('import_chosen', { sizeBytes: read.bytes.length });
      return view('upload', (connected) => connected.uploadImport({ name: basename(path), bytes: read.bytes }));
    },
    'imports:map': ({ importId, mapping }) => view('map', (connected) => connected.mapImport(importId, mapping)),
    'imports:start': ({ importId }) => view('start', (connected) => connected.startImport(importId)),
    'imports:remove': ({ importId }) =>
      view('remove', async (connected) => {
        await connected.removeImport(importId);
        return (await connected.imports()).find(({ id }) => id === importId) ?? null;
      }),
    async 'imports:report'({ importId, language }) {
      const report = await answering('report', (connected) => connected.importReport(importId, language));
      if ('refused' in report) return report;
      const path = await edge.askWhereToSave({ fileName: 'import-report.csv', extension: 'csv' });
      if (path === null) return { saved: false };
      try {
        replaceFile(path, report);
      } catch (error) {
        log.warn('import_report_not_saved', { error });
        return { refused: 'failed' };
      }
      return { saved: true };
    },
  };
}

interface Refused {
  refused: ImportTrouble;
}

async function readIfSmall(path: string): Promise<{ bytes: Buffer } | Refused> {
  try {
    // A file of gigabytes is not read to be told that it is too large.
    if ((await stat(path)).size > MOST_IMPORT_BYTES) return { refused: 'too_large' };
    return { bytes: await readFile(path) };
  } catch {
    return { refused: 'not_readable' };
  }
}

function troubleOf({ code, field }: RelayProblem, what: string): ImportTrouble {
  const refusal = importRefusal.safeParse(field);
  if (code === 'import_refused') return refusal.success ? refusal.data : 'failed';
  if (code === 'too_large' || code === 'not_allowed') return code;
  if (code === 'import_not_ready') return 'not_ready';
  if (code === 'not_found') return 'gone';
  if (['not_reachable', 'timed_out', 'bad_request'].includes(code) && what === 'upload') return 'cut_off';
  return ['not_reachable', 'no_such_server', 'timed_out', 'shutting_down'].includes(code) ? 'offline' : 'failed';
}

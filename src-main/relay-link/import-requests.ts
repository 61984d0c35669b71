import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { importList, importView, type ImportMapping, type ImportView } from '@callbrief/relay/wire/import';
import type { Language } from '@callbrief/relay/wire/scalars';
import type { RawAsking } from './recording-requests.ts';
import { openRelay, readBytes } from './relay-request.ts';
import type { Asking } from './telephony-requests.ts';

/** Imports of files, for admins. Every method throws a RelayProblem. */
export interface ImportRequestsOfRelay {
  imports(): Promise<ImportView[]>;
  import(importId: string): Promise<ImportView>;
  /** Sends the file; nothing is imported yet. */
  uploadImport(file: { name: string; bytes: Uint8Array }): Promise<ImportView>;
  mapImport(importId: string, mapping: ImportMapping): Promise<ImportView>;
  startImport(importId: string): Promise<ImportView>;
  /** @returns whether it ran: then it is cancelled, else it is gone */
  removeImport(importId: string): Promise<void>;
  importReport(importId: string, language: Language): Promise<Buffer>;
}

/** 50 MB, zipped to a tenth, over a slow line; the office then reads all of it. */
const UPLOAD_TIMEOUT_MS = 180_000;
const MOST_REPORT_BYTES = 200_000_000;
const zip = promisify(gzip);

export function createImportRequests({ ask, tell }: Asking, raw: Omit<RawAsking, 'kept'>): ImportRequestsOfRelay {
  const one = (importId: string) => `/imports/${encodeURIComponent(importId)}`;
  return {
    imports: async () => (await ask('/imports', importList)).items,
    import: (importId) => ask(one(importId), importView),
    uploadImport: async ({ name, bytes }) =>
      ask(`/imports?name=${encodeURIComponent(name)}`, importView, {
        method: 'POST',
        bytes: await zip(bytes),
        headers: { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' },
        timeoutMs: UPLOAD_TIMEOUT_MS,
      }),
    mapImport: (importId, body) =>
      ask(`${one(importId)}/mapping`, importView, { method: 'PUT', body, timeoutMs: UPLOAD_TIMEOUT_MS }),
    startImport: (importId) => ask(`${one(importId)}/start`, importView, { method: 'POST' }),
    removeImport: (importId) => tell(one(importId), { method: 'DELETE' }),
    async importReport(importId, language) {
      const answer = await raw.bearer.use((accessToken) =>
        openRelay(
          raw.wire,
          {
            url: `${raw.api}${one(importId)}/report.csv?language=${language}`,
            accessToken,
            headers: { Accept: 'text/csv' },
          },
          [200],
        ),
      );
      return readBytes(answer, MOST_REPORT_BYTES);
    },
  };
}

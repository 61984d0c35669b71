import { randomUUIDv7 } from 'node:crypto';
import type { Request, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { askingPerson } from '../control/asking-person.ts';
import type { Caller } from '../devices/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody, readQuery } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import type { StoredImport } from '../storage/import-port.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { Person } from '../wire/directory.ts';
import { importKind, importMapping, importView, type ImportKind, type ImportMapping } from '../wire/import.ts';
import { language } from '../wire/scalars.ts';
import { ImportError } from './import-error.ts';
import { importJobKey } from './import-work.ts';
import { openFile, type OpenedFile } from './open-file.ts';
import { previewFile } from './preview.ts';
import { readUpload } from './read-upload.ts';
import { readingOfFirm } from './reading-of-firm.ts';
import { reportHeader, reportRows } from './write-report.ts';

export interface ImportRouteDeps {
  storage: Storage;
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  /** A job was added. */
  wakeJobs: () => void;
}

/** A file that nobody started holds the firm's data for nothing; a report is fetched within a month. */
const KEEP_UNSTARTED_MS = 24 * 3_600_000;
const KEEP_OVER_MS = 30 * 24 * 3_600_000;
const LATE_START_MS = 5_000;
const LISTED = 20;
const REPORT_PAGE = 500;

const kinds: Record<string, ImportKind> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'text/vcard': 'vcard',
  'text/x-vcard': 'vcard',
  'text/directory': 'vcard',
  'text/calendar': 'ical',
};
const uploadQuery = z.object({
  kind: importKind.optional(),
  name: z.string().max(1_000).default(''),
});
const counts = { total: 0, done: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };

/** Contacts, matters and deadlines out of files, for admins. docs of each route: wire/import.ts. */
export function addImportRoutes(router: Router, signedIn: SignedIn, deps: ImportRouteDeps): void {
  const admin = (route: (caller: Caller, person: Person, ...[req, res]: Rest) => Promise<void>): CallerRoute => {
    return async (caller, req, res) => {
      const person = await askingPerson(caller);
      if (person.role !== 'admin') throw new ProblemError('not_allowed');
      await route(caller, person, req, res);
    };
  };
  const of = async ({ store }: Caller, req: Request): Promise<StoredImport> => {
    const stored = await store.import(String(req.params['importId']));
    if (!stored) throw new ProblemError('not_found');
    return stored;
  };

  router.post(
    '/imports',
    signedIn(
      admin(async ({ tenantId, store }, person, req, res) => {
        if (req.body !== undefined)
          throw new ProblemError('wrong_media_type', { detail: 'The body is the file itself.' });
        const query = readQuery(req, uploadQuery);
        const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
        const bytes = await readUpload(req);
        const file = refusing(() => openFile(bytes, query.kind ?? kinds[type] ?? null));
        const now = deps.now();
        await store.pruneImports({
          unstarted: new Date(now.getTime() - KEEP_UNSTARTED_MS).toISOString(),
          over: new Date(now.getTime() - KEEP_OVER_MS).toISOString(),
        });
        const preview = await previewOf(tenantId, file, null, store);
        const stored: StoredImport = {
          id: randomUUIDv7(),
          fileName: plainName(query.name),
          kind: file.kind,
          state: 'previewed',
          encoding: file.encoding,
          delimiter: file.delimiter,
          ...preview,
          counts: { ...counts, total: preview.counts.total },
          createdAt: now.toISOString(),
          byPersonId: person.id,
          byName: person.name,
          startedAt: null,
          endedAt: null,
        };
        await store.addImport(stored, bytes);
        deps.log.info(
          { tenantId, importId: stored.id, kind: file.kind, rows: stored.counts.total },
          'import_previewed',
        );
        res.status(201).json(viewOf(stored));
      }),
    ),
  );
  router.get(
    '/imports',
    signedIn(
      admin(async ({ store }, _person, _req, res) => {
        res.json({ items: (await store.imports(LISTED)).map(viewOf) });
      }),
    ),
  );
  router.get(
    '/imports/:importId',
    signedIn(
      admin(async (caller, _person, req, res) => {
        res.json(viewOf(await of(caller, req)));
      }),
    ),
  );
  router.put(
    '/imports/:importId/mapping',
    signedIn(
      admin(async (caller, _person, req, res) => {
        const mapping = readBody(req, importMapping);
        const stored = await of(caller, req);
        if (stored.kind !== 'csv' || stored.state !== 'previewed') throw new ProblemError('import_not_ready');
        const bytes = await caller.store.importFile(stored.id);
        if (bytes === null) throw new ProblemError('import_not_ready');
        const file = refusing(() => openFile(bytes, 'csv'));
        const preview = await previewOf(caller.tenantId, file, mapping, caller.store);
        const changed = await caller.store.changeImport(stored.id, (before) =>
          before.state === 'previewed' ? { ...before, ...preview } : null,
        );
        if (!changed) throw new ProblemError('import_not_ready');
        res.json(viewOf(changed.value));
      }),
    ),
  );
  router.post(
    '/imports/:importId/start',
    signedIn(
      admin(async (caller, person, req, res) => {
        const { id, state, needs } = await of(caller, req);
        if (state === 'previewed' && needs.length > 0)
          throw new ProblemError('import_not_ready', { field: needs[0] ?? '', detail: 'The mapping is not complete.' });
        const at = deps.now().toISOString();
        const addJob = (due: number) =>
          caller.store.addJob({
            key: importJobKey(id),
            kind: 'directory_import',
            callId: id,
            recordingId: null,
            dueAt: new Date(due).toISOString(),
            payload: { importId: id },
          });
        // Before the import runs, and due a little later: a process that dies in between leaves no import without its job.
        if (state === 'previewed') await addJob(Date.parse(at) + LATE_START_MS);
        const started = await caller.store.changeImport(id, (before) =>
          before.state === 'previewed' ? { ...before, state: 'running', startedAt: at } : null,
        );
        if (started) {
          await addJob(Date.parse(at));
          deps.publish(caller.tenantId, started.events);
          deps.log.info({ tenantId: caller.tenantId, importId: id, personId: person.id }, 'import_started');
          deps.wakeJobs();
        }
        const now = started?.value ?? (await of(caller, req));
        // Asked again after a lost answer, it is under way; one that is over is not begun anew.
        if (!started && now.state !== 'running' && now.state !== 'completed')
          throw new ProblemError('import_not_ready');
        res.status(202).json(viewOf(now));
      }),
    ),
  );
  /** One that runs is cancelled and stays, with what it did; every other one is removed. */
  router.delete(
    '/imports/:importId',
    signedIn(
      admin(async (caller, _person, req, res) => {
        const stored = await of(caller, req);
        const cancelled = await caller.store.changeImport(stored.id, (before) =>
          before.state === 'running' ? { ...before, state: 'cancelled', endedAt: deps.now().toISOString() } : null,
        );
        if (cancelled) {
          deps.publish(caller.tenantId, cancelled.events);
          res.json(viewOf(cancelled.value));
          return;
        }
        await caller.store.removeImport(stored.id);
        res.status(204).end();
      }),
    ),
  );
  router.get(
    '/imports/:importId/report.csv',
    signedIn(
      admin(async (caller, _person, req, res) => {
        const { language: inLanguage } = readQuery(req, z.object({ language: language.default('en') }));
        const stored = await of(caller, req);
        res.setHeader('content-type', 'text/csv; charset=utf-8');
        res.setHeader('content-disposition', 'attachment; filename="import-report.csv"');
        res.write(reportHeader(stored, inLanguage));
        for (let after = 0; ;) {
          const rows = await caller.store.refusedRows(stored.id, after, REPORT_PAGE);
          const last = rows.at(-1);
          if (last === undefined || res.destroyed) break;
          if (!res.write(reportRows(stored, rows, inLanguage))) await drained(res);
          after = last.position;
        }
        res.end();
      }),
    ),
  );

  async function previewOf(tenantId: string, file: OpenedFile, mapping: ImportMapping | null, store: Caller['store']) {
    const reading = await readingOfFirm(deps.storage.tenants, tenantId, store);
    try {
      const { total, ...preview } = await previewFile(file, mapping, reading);
      return { ...preview, counts: { ...counts, total } };
    } catch (error) {
      throw refusalOf(error);
    }
  }
}
type Rest = [Request, Parameters<CallerRoute>[2]];

/** Resolves as well when whoever reads goes away. */
function drained(res: Parameters<CallerRoute>[2]): Promise<void> {
  return new Promise((resolve) => {
    res.once('drain', resolve);
    res.once('close', resolve);
  });
}

function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refusalOf(error);
  }
}
function refusalOf(error: unknown): unknown {
  return error instanceof ImportError
    ? new ProblemError('import_refused', { field: error.refusal, detail: error.message })
    : error;
}

/** A name without its path. */
function plainName(name: string): string {
  const plain = (name.split(/[/\\]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim();
  return plain.slice(0, 200) || 'file';
}

/** What leaves the relay: without what is only its own. */
const viewOf = (stored: StoredImport) => importView.parse(stored);

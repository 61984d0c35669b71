import type { Response, Router } from 'express';
import { askingPerson } from '../control/asking-person.ts';
import type { Caller } from '../devices/authenticate.ts';
import { contentDisposition, digestOf } from '../exports/export-file.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import type { Person } from '../wire/directory.ts';
import {
  timeExportRequest,
  type TimeExportLack,
  type TimeExportPreview,
  type TimeExportRequest,
} from '../wire/time-export.ts';
import { dayOf } from '../wire/time-rules.ts';
import { reviewedTime, type ChargedEntry } from './charged-entries.ts';
import { lacksOf } from './export-lacks.ts';
import { exportToClio } from './export-to-clio.ts';
import { ledes1998b } from './ledes-1998b.ts';
import { audit, markExported, type TimeExportDeps } from './mark-exported.ts';
import { timeCsv } from './time-csv.ts';
import { timeCsvWords } from './time-csv-words.ts';

/** What was found, and what of it goes. */
interface Chosen {
  ask: TimeExportRequest;
  person: Person;
  entries: ChargedEntry[];
  before: number;
  ofOthers: number;
  lacks: TimeExportLack[];
  ledesFirmId: string;
}

export function addTimeExportRoutes(router: Router, signedIn: SignedIn, deps: TimeExportDeps): void {
  router.post('/time-entries/exports/preview', signedIn(preview));
  router.post('/time-entries/exports', signedIn(createExportRoute(deps)));
}

async function choose(caller: Caller, ask: TimeExportRequest): Promise<Chosen> {
  const person = await askingPerson(caller);
  const { time } = await caller.store.practice();
  const { charged: found, ofOthers } = await reviewedTime(caller.store, ask, person);
  // Clio takes nothing twice, so there `include` means the same as `leave_out`.
  const wasOut = ({ entry }: ChargedEntry) =>
    ask.to === 'clio' ? entry.exported?.to === 'clio' : entry.exported !== null;
  const leaves = ask.exportedBefore === 'leave_out' || (ask.to === 'clio' && ask.exportedBefore === 'include');
  const entries = leaves ? found.filter((one) => !wasOut(one)) : found;
  const before = found.filter(wasOut).length;
  return {
    ask,
    person,
    entries,
    before,
    ofOthers,
    lacks: lacksOf(ask.to, entries, time, ask.invoiceNumber),
    ledesFirmId: time.ledesFirmId,
  };
}

const preview: CallerRoute = async (caller, req, res) => {
  const { entries, before, ofOthers, lacks } = await choose(caller, readBody(req, timeExportRequest));
  const answer: TimeExportPreview = {
    entries: entries.length,
    minutes: entries.reduce((sum, { entry }) => sum + entry.minutes, 0),
    exportedBefore: before,
    ofOthers,
    lacks,
  };
  res.json(answer);
};

/**
 * A file is made whole, written into the audit log, and its entries are marked; only then does its first byte leave. When
 * the answer is lost, the same file is had again by asking with `exportedBefore: include`.
 */
function createExportRoute(deps: TimeExportDeps): CallerRoute {
  return async (caller, req, res) => {
    const chosen = await choose(caller, readBody(req, timeExportRequest));
    const { ask, entries, before, lacks } = chosen;
    if (before > 0 && ask.exportedBefore === 'refuse') {
      throw new ProblemError('already_exported', { field: 'exportedBefore', detail: `${before} of them.` });
    }
    if (entries.length === 0) throw new ProblemError('nothing_to_export', { detail: 'No reviewed time.' });
    if (lacks.length > 0) throw new ProblemError('export_incomplete', { detail: describe(lacks) });
    if (ask.to === 'clio') {
      res.json(await exportToClio(deps, caller, chosen.person, entries));
      return;
    }
    const zone = (await deps.storage.tenants.byId(caller.tenantId))?.routing.hours.timeZone ?? 'UTC';
    const today = dayOf(deps.now().toISOString(), zone);
    const text = ask.to === 'csv' ? timeCsv(entries, ask.language) : ledes1998b(invoicesOf(chosen, today));
    const bytes = Buffer.from(text);
    const digest = digestOf(bytes);
    const name = `${ask.from} ${ask.until} ${timeCsvWords[ask.language].fileName}.${ask.to === 'csv' ? 'csv' : 'txt'}`;
    await audit(deps, caller, `${ask.to} ${entries.length} ${ask.from}..${ask.until} sha256=${digest.hex}`);
    await markExported(deps, caller, chosen.person, entries, () => ({
      to: ask.to,
      reference: ask.to === 'ledes' ? ask.invoiceNumber : name,
    }));
    send(res, { bytes, name, digest: digest.header, type: ask.to === 'csv' ? 'text/csv' : 'text/plain' });
  };
}

function invoicesOf({ ask, entries, ledesFirmId }: Chosen, date: string) {
  const byMatter = Map.groupBy(entries, ({ matter }) => matter?.id ?? '');
  return [...byMatter.values()].map((ofMatter, index) => ({
    date,
    number: byMatter.size === 1 ? ask.invoiceNumber : `${ask.invoiceNumber}-${index + 1}`,
    from: ask.from,
    until: ask.until,
    firmId: ledesFirmId,
    entries: ofMatter,
  }));
}

/** For a log or a curl; the app reads the preview. */
function describe(lacks: readonly TimeExportLack[]): string {
  const said = lacks.map(({ what, of }) => (of === null ? what : `${what}: ${of}`)).join('; ');
  return said.length > 1_000 ? `${said.slice(0, 1_000)}…` : said;
}

function send(res: Response, file: { bytes: Buffer; name: string; digest: string; type: string }): void {
  res.setHeader('content-type', `${file.type}; charset=utf-8`);
  res.setHeader('content-disposition', contentDisposition(file.name));
  res.setHeader('digest', file.digest);
  res.setHeader('content-length', file.bytes.length);
  res.end(file.bytes);
}

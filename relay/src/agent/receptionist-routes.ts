import type { Router } from 'express';
import type { Logger } from 'pino';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import { receptionistGaps, type ReceptionistGap } from '../wire/receptionist-gaps.ts';
import {
  checkScriptRequest,
  receptionistSettings,
  tryScriptRequest,
  type ReceptionistSettings,
} from '../wire/receptionist.ts';
import { language } from '../wire/scalars.ts';
import { enginesUnderPolicy } from './allowed-engines.ts';
import type { ConfiguredEngine } from './desk/engines.ts';
import { checkScript, scriptProblems } from './script/check-script.ts';
import { scriptsOfFirm, shippedScriptText } from './script/shipped-scripts.ts';
import { tryScript } from './script/try-script.ts';

/** Whoever tries a script has a number, as nearly every caller has. */
const PRETEND_CALLER = '+32470123456';

interface Deps {
  storage: Storage;
  engines: readonly ConfiguredEngine[];
  /** What it needs is loaded and rendered before the next call. */
  receptionistSaved: (tenantId: string) => void;
  now: () => Date;
  log: Logger;
}

/**
 * How the firm's AI receptionist is set up. Any device of the firm may read it and try a script; only administrators save.
 */
export function addReceptionistRoutes(router: Router, signedIn: SignedIn, deps: Deps): void {
  router.get(
    '/receptionist',
    signedIn(async ({ store }, _req, res) => {
      res.json(await store.receptionist());
    }),
  );
  router.put('/receptionist', signedIn(createSaveRoute(deps)));
  router.get(
    '/receptionist/engines',
    signedIn(async ({ store }, _req, res) => {
      res.json({ engines: enginesUnderPolicy(await store.capturePolicy(), deps.engines) });
    }),
  );
  router.post(
    '/receptionist/check',
    signedIn(async (_caller, req, res) => {
      const ask = readBody(req, checkScriptRequest);
      res.json(checkScript(ask.language, ask.script ?? (await shippedScriptText(ask.language))));
    }),
  );
  router.post('/receptionist/try', signedIn(createTryRoute(deps)));
}

/**
 * PUT /receptionist: the body carries the revision it was made from, the answer the next one; somebody else's save in between
 * is a `revision_conflict`. What could not take calls is refused, with what is missing. It stands in the audit log.
 */
function createSaveRoute(deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const person = await store.person(device.personId);
    if (person?.role !== 'admin') throw new ProblemError('not_allowed');
    const wanted = readBody(req, receptionistSettings);
    checkLanguages(wanted);
    checkScripts(wanted);
    await checkPeople(wanted, store);
    const [gap] = receptionistGaps(wanted, enginesUnderPolicy(await store.capturePolicy(), deps.engines));
    if (gap !== undefined) throw refusedFor(gap);
    const saved: ReceptionistSettings = { ...wanted, revision: wanted.revision + 1 };
    if (!(await store.putReceptionist(saved, wanted.revision))) throw new ProblemError('revision_conflict');
    await store.addAudit({
      at: deps.now().toISOString(),
      what: 'receptionist_saved',
      callId: null,
      recordingId: null,
      personId: person.id,
      deviceId: device.id,
      detail: `revision ${String(saved.revision)}, ${saved.isOn ? 'on' : 'off'}`,
    });
    deps.log.info(
      { tenantId, personId: person.id, revision: saved.revision, isOn: saved.isOn, thinks: saved.thinks },
      'receptionist_saved',
    );
    deps.receptionistSaved(tenantId);
    res.json(saved);
  };
}

function checkLanguages({ languages }: ReceptionistSettings): void {
  if (new Set(languages).size < languages.length)
    throw new ProblemError('malformed', { field: 'languages', detail: 'A language stands there twice.' });
}

function checkScripts({ scripts }: ReceptionistSettings): void {
  for (const one of language.options) {
    const text = scripts[one];
    if (text === undefined) continue;
    const [first, ...more] = scriptProblems(one, text);
    if (first === undefined) continue;
    const where = first.line === null ? '' : `Line ${String(first.line)}: `;
    const others = more.length === 0 ? '' : ` (and ${String(more.length)} more)`;
    throw new ProblemError('receptionist_refused', {
      field: `scripts.${one}`,
      detail: `${where}${first.message}${others}`,
    });
  }
}

async function checkPeople({ handOverTo }: ReceptionistSettings, store: TenantStore): Promise<void> {
  for (const [index, personId] of handOverTo.entries()) {
    const field = `handOverTo.${String(index)}`;
    if (handOverTo.indexOf(personId) !== index)
      throw new ProblemError('malformed', { field, detail: 'This person stands there twice.' });
    if ((await store.person(personId)) === null)
      throw new ProblemError('malformed', { field, detail: 'There is no such person.' });
  }
}

function refusedFor(gap: ReceptionistGap): ProblemError {
  switch (gap.kind) {
    case 'no_model':
      return refused('thinks', 'No language model is set up at this relay.');
    case 'model_refused':
      return refused('thinks', 'The firm’s policy does not allow the language model that is set up.');
    case 'hearing':
      return refused('hearing', `No engine that is set up and allowed hears this language: ${gap.language}.`);
    case 'voice':
      return refused('voice', `No engine that is set up and allowed speaks this language: ${gap.language}.`);
    default:
      return gap satisfies never;
  }
}

const refused = (field: string, detail: string) => new ProblemError('receptionist_refused', { field, detail });

/** POST /receptionist/try: any device of the firm; nothing is written and nobody is rung. */
function createTryRoute(deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const ask = readBody(req, tryScriptRequest);
    const text = ask.script ?? (await shippedScriptText(ask.language));
    const problems = scriptProblems(ask.language, text);
    if (problems.length > 0) {
      res.json({ problems, lines: [], step: null });
      return;
    }
    const tenant = await deps.storage.tenants.byId(tenantId);
    if (!tenant) throw new ProblemError('not_signed_in');
    const { scripts } = await store.receptionist();
    const context = {
      scripts: await scriptsOfFirm({ ...scripts, [ask.language]: text }),
      firmName: tenant.firm.name,
      country: tenant.firm.country,
      timeZone: tenant.routing.hours.timeZone,
      callerNumber: PRETEND_CALLER,
    };
    const somebody = ask.somebodyIsFree ? await store.person(device.personId) : null;
    res.json({ problems, ...tryScript(context, { ...ask, somebody }, deps.now()) });
  };
}

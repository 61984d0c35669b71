import type { Router } from 'express';
import type { Logger } from 'pino';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import { pageRoute } from '../rest/pages.ts';
import type { StoredEvent, TenantStore } from '../storage/port.ts';
import { insightField, insightPatch } from '../wire/insights.ts';
import { editInsights, type EditOutcome } from './edit-insights.ts';
import { retryField, type Retry } from './retry-field.ts';
import { addInsightJob } from './steps.ts';

interface Deps {
  now: () => Date;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  /** A job was added. */
  wakeJobs: () => void;
}

export function addInsightRoutes(router: Router, signedIn: SignedIn, deps: Deps): void {
  router.get('/insights', signedIn(pageRoute((store, cursor, limit) => store.insightsPage(cursor, limit))));
  router.get('/calls/:callId/insights', signedIn(readInsights));
  router.patch('/calls/:callId/insights', signedIn(createEditRoute(deps)));
  router.post('/calls/:callId/insights/:field/retry', signedIn(createRetryRoute(deps)));
}

/** GET /calls/:id/insights. 404 until the first recording or transcript of the call is here. */
const readInsights: CallerRoute = async ({ store }, req, res) => {
  const insights = await store.insights(String(req.params['callId']));
  if (!insights) throw new ProblemError('not_found');
  res.json(insights);
};

/**
 * PATCH /calls/:id/insights: one edit, signed by who asks. Of two the later counts; an older one, or the same again, changes
 * nothing. Answers the whole.
 */
function createEditRoute(deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const { at = null, ...edit } = readBody(req, insightPatch);
    const receivedAt = deps.now().toISOString();
    const callId = String(req.params['callId']);
    const person = await store.person(device.personId);
    if (!person) throw new ProblemError('not_signed_in');
    const by = { personId: person.id, name: person.shortName };
    // Decided inside the transaction: another edit at the same moment is seen, and both stay.
    let outcome: EditOutcome = 'unknown';
    const changed = await store.changeInsights(callId, (before) => {
      outcome = before ? editInsights(before, edit, by, { at, receivedAt }) : 'unknown';
      return typeof outcome === 'string' ? null : outcome;
    });
    if (changed) {
      deps.publish(tenantId, changed.events);
      deps.log.info({ tenantId, callId, personId: person.id, edit: edit.edit }, 'insights_edited');
      res.json(changed.value);
      return;
    }
    if ((outcome as EditOutcome) === 'not_yours') throw new ProblemError('not_allowed');
    const insights = outcome === ('unchanged' as EditOutcome) ? await store.insights(callId) : null;
    if (!insights) throw new ProblemError('not_found');
    res.json(insights);
  };
}

/** @returns false: the provider never told of a transcript */
async function importAgain(store: TenantStore, callId: string, at: string): Promise<boolean> {
  const known = (await store.jobsOfCall(callId)).find(({ kind }) => kind === 'import');
  if (!known) return false;
  const { key, kind, recordingId, payload } = known;
  await store.addJob({ key, kind, callId, recordingId, payload, dueAt: at });
  return true;
}

/**
 * POST /calls/:id/insights/:field/retry. Asks again for a field that failed or was skipped, and for what it needs. 202 with
 * the insights as they stand now.
 */
function createRetryRoute(deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const callId = String(req.params['callId']);
    const field = insightField.safeParse(req.params['field']);
    if (!field.success) throw new ProblemError('not_found');
    const at = deps.now().toISOString();
    const retries: Retry[] = [];
    const changed = await store.changeInsights(callId, (before) => {
      const retry = before && retryField(before, field.data, at);
      if (retry) retries.push(retry);
      return retry?.insights ?? null;
    });
    const retry = retries.at(-1);
    if (changed && retry !== undefined) {
      // Words come from the recording, from the provider's own transcript, or from whichever is there first.
      const isAskedFor = retry.job === 'transcribe' && (await importAgain(store, callId, at));
      if (!isAskedFor || retry.insights.recordingId !== null) await addInsightJob(store, retry.job, callId, at);
      deps.publish(tenantId, changed.events);
      deps.log.info({ tenantId, callId, field: field.data, personId: device.personId }, 'insight_retry_asked');
      deps.wakeJobs();
    }
    const insights = changed?.value ?? (await store.insights(callId));
    if (!insights) throw new ProblemError('not_found');
    res.status(202).json(insights);
  };
}

import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { addAgentRoutes } from '../agent/agent-routes.ts';
import type { ConfiguredEngine } from '../agent/desk/engines.ts';
import { addReceptionistRoutes } from '../agent/receptionist-routes.ts';
import type { AgentLiveBoard } from '../agent/live-board.ts';
import { addTalkRoutes } from '../agent/talk-routes.ts';
import type { StreamLimits } from '../config.ts';
import { addAuditRoutes } from '../audit/audit-routes.ts';
import { addContactRoutes } from '../contacts/contact-routes.ts';
import { addControlRoutes } from '../control/control-routes.ts';
import { createAuthenticate } from '../devices/authenticate.ts';
import { createRevokeRoute, listDevices } from '../devices/device-routes.ts';
import { createEnrolmentRoute, createRefreshRoute } from '../devices/token-routes.ts';
import { createTicket } from '../devices/ticket.ts';
import type { Hub } from '../events/hub.ts';
import { createStreamRoute } from '../events/stream.ts';
import { addExportRoutes } from '../exports/export-routes.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import { createSignedIn, type CallerRoute } from '../http/signed-in.ts';
import { addImportRoutes } from '../imports/import-routes.ts';
import { addInsightRoutes } from '../insights/insight-routes.ts';
import { addItemRoutes } from '../items/item-routes.ts';
import type { Media } from '../media/open-media.ts';
import { createMediaStatusRoute } from '../media/status-route.ts';
import { addMatterRoutes } from '../matters/matter-routes.ts';
import { addPolicyRoutes } from '../policy/policy-routes.ts';
import type { ClioConnections } from '../practice-systems/clio/clio-connection.ts';
import { addPracticeSystemRoutes } from '../practice-systems/practice-system-routes.ts';
import type { PresenceBoard } from '../presence/presence-board.ts';
import { createReconcileRoute } from '../reconcile/reconcile-route.ts';
import type { Reconciler } from '../reconcile/reconciler.ts';
import type { ConnectedAccounts } from '../providers/accounts.ts';
import { createRecordingMedia } from '../recordings/keeping/recording-media.ts';
import type { RecordingDeps } from '../recordings/recording-deps.ts';
import { createRecordingLinkOf } from '../recordings/routes/link-of-call.ts';
import { addRecordingRoutes } from '../recordings/routes/recording-routes.ts';
import type { Storage } from '../storage/port.ts';
import { createSyncRoute } from '../sync/sync-route.ts';
import { addTimeExportRoutes } from '../time/time-export-routes.ts';
import { createAddContactRoute } from './add-contact.ts';
import { createEditCallRoute } from './edit-call.ts';
import { createIntegrationCallRoute, createIntegrationCallsRoute } from './integration-routes.ts';
import { createIntegrationStatsRoute } from './integration-stats-route.ts';
import { ownTenantOnly } from './own-tenant-only.ts';
import { pageRoute } from './pages.ts';
import { createRingTestRoute } from './ring-test.ts';
import type { RingTester } from './ring-tester.ts';
import { createPreviewRoutingRoute, createRoutingRoute, createSaveRoutingRoute } from './routing.ts';
import { createSessionRoute } from './session.ts';
import { createStatisticsRoute } from './statistics-route.ts';

/** Every route under /api/v1. All but enrolment and refresh need a signed-in device, and see its own tenant only. */
export function createApi(deps: {
  storage: Storage;
  hub: Hub;
  now: () => Date;
  log: Logger;
  limits: StreamLimits;
  enrolmentLimit: RateLimit;
  ringTester: RingTester;
  /** How long a provider may take to do what it is asked (ms). */
  patienceMs: number;
  presence: PresenceBoard;
  agentLive: AgentLiveBoard;
  /** For running calls, as the operator set them up. */
  engines: readonly ConfiguredEngine[];
  receptionistSaved: (tenantId: string) => void;
  media: Media;
  reconciler: Reconciler;
  accounts: ConnectedAccounts;
  recordings: Omit<RecordingDeps, 'wakeJobs'>;
  clio: ClioConnections;
  /** A job was added. */
  wakeJobs: () => void;
}): Router {
  const router = express.Router();
  const authenticate = createAuthenticate(deps);
  const signedIn = createSignedIn(authenticate);
  const publish = deps.hub.publish;

  router.post('/enrolment', createEnrolmentRoute(deps));
  router.post('/tokens/refresh', createRefreshRoute({ ...deps, publish }));

  router.get('/events/stream', createStreamRoute({ ...deps, authenticate }));
  router.post(
    '/events/ticket',
    signedIn(async (caller, _req, res) => {
      res.status(201).json(await createTicket(caller, deps.now()));
    }),
  );

  router.get('/session', signedIn(createSessionRoute(deps)));
  router.get('/calls', signedIn(pageRoute((store, cursor, limit) => store.callPage(cursor, limit))));
  router.get(
    '/calls/:callId',
    signedIn(async ({ store }, req, res) => {
      const call = await store.call(String(req.params['callId']));
      if (!call) throw new ProblemError('not_found');
      res.json(call);
    }),
  );
  router.patch('/calls/:callId', signedIn(createEditCallRoute({ ...deps, publish })));
  router.get('/messages', signedIn(pageRoute((store, cursor, limit) => store.messagePage(cursor, limit))));
  router.get('/contacts', signedIn(pageRoute((store, cursor, limit) => store.contactPage(cursor, limit))));
  router.post('/contacts', signedIn(createAddContactRoute({ ...deps, publish })));
  router.get('/matters', signedIn(pageRoute((store, cursor, limit) => store.matterPage(cursor, limit))));
  addContactRoutes(router, signedIn, { ...deps, publish });
  addMatterRoutes(router, signedIn, { ...deps, publish });
  router.put('/directory/sync', signedIn(createSyncRoute({ ...deps, publish })));
  router.get('/people', signedIn(pageRoute((store, cursor, limit) => store.personPage(cursor, limit))));
  router.get('/devices', signedIn(listDevices));
  router.delete('/devices/:deviceId', signedIn(createRevokeRoute({ ...deps, publish })));
  router.get('/routing', signedIn(createRoutingRoute(deps)));
  router.put('/routing', signedIn(createSaveRoutingRoute(deps)));
  router.post('/routing/preview', signedIn(createPreviewRoutingRoute(deps)));
  router.post('/ring-tests', signedIn(createRingTestRoute(deps)));

  addControlRoutes(router, signedIn, { ...deps, publish });
  router.get(
    '/presence',
    signedIn(async ({ tenantId }, _req, res) => {
      res.json(await deps.presence.read(tenantId));
    }),
  );
  addAgentRoutes(router, signedIn, deps);
  addReceptionistRoutes(router, signedIn, deps);
  addTalkRoutes(router, signedIn, deps);
  router.post('/reconcile', signedIn(createReconcileRoute(deps)));
  addRecordingRoutes(router, signedIn, { ...deps.recordings, wakeJobs: deps.wakeJobs });

  addInsightRoutes(router, signedIn, { ...deps, publish });
  addItemRoutes(router, signedIn, { ...deps, publish });
  router.get('/statistics', signedIn(createStatisticsRoute(deps)));
  addTimeExportRoutes(router, signedIn, { ...deps, publish });
  addPracticeSystemRoutes(router, signedIn, deps);
  addImportRoutes(router, signedIn, { ...deps, publish });
  addPolicyRoutes(router, signedIn, deps);
  addAuditRoutes(router, signedIn);
  const mediaOf = (tenantId: string) => createRecordingMedia(deps.storage.tenant(tenantId), deps.recordings);
  addExportRoutes(router, signedIn, { ...deps, mediaOf });

  const integration = (route: CallerRoute) => signedIn(ownTenantOnly(route));
  const linkOf = createRecordingLinkOf(deps.recordings);
  router.get('/ringover/calls', integration(createIntegrationCallsRoute(linkOf)));
  router.get('/ringover/calls/:callId', integration(createIntegrationCallRoute(linkOf)));
  router.get('/ringover/status', integration(createMediaStatusRoute({ ...deps, tenants: deps.storage.tenants })));
  router.get('/ringover/stats', integration(createIntegrationStatsRoute(deps)));
  return router;
}

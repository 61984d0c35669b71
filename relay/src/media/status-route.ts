import type { CallerRoute } from '../http/signed-in.ts';
import type { Tenant } from '../storage/port.ts';
import type { Media } from './open-media.ts';

/** GET /api/v1/ringover/status (HTTP contract section 6). The calls are those of the asking firm only. */
export function createMediaStatusRoute(deps: {
  media: Pick<Media, 'server' | 'activeCalls'>;
  tenants: { byId(tenantId: string): Promise<Tenant | null> };
}): CallerRoute {
  return async ({ tenantId }, _req, res) => {
    const tenant = await deps.tenants.byId(tenantId);
    const { isRunning, host, port } = deps.media.server;
    res.json({
      initialized: true,
      webhook_security_enabled: (tenant?.secrets.ringoverWebhookKeys.length ?? 0) > 0,
      streaming_server: { is_running: isRunning, host, port },
      active_streaming_calls: deps.media.activeCalls(tenantId),
    });
  };
}

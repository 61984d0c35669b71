import { ProblemError } from '../http/problem-error.ts';
import type { CallerRoute } from '../http/signed-in.ts';

/**
 * HTTP contract section 4: 403 across tenants. The token says whose data it is; existing scripts also name the tenant, and
 * one that names another is told so instead of being shown its own calls as that tenant's.
 */
export function ownTenantOnly(route: CallerRoute): CallerRoute {
  return async (caller, req, res) => {
    const named = [req.query['tenant_id'], req.headers['x-tenant-id']].filter((name) => name !== undefined);
    if (named.some((name) => name !== caller.tenantId)) throw new ProblemError('other_tenant');
    await route(caller, req, res);
  };
}

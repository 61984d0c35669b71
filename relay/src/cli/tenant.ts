import { countryCode, tenantSlug } from '../config.ts';
import type { Tenant } from '../storage/port.ts';
import { createTenant, webhookAddresses } from '../tenants/create-tenant.ts';
import { needed } from './option.ts';
import type { CommandContext, Options } from './run-command.ts';
import { UsageError } from './usage.ts';

export async function tenantCreate(context: CommandContext, options: Options): Promise<void> {
  const key = options['ringover-key'];
  const hasSipgate = options['sipgate'] === true;
  if (typeof key !== 'string' && !hasSipgate) {
    throw new UsageError('Name a provider: --ringover-key <webhook key>, --sipgate, or both.');
  }
  if (typeof key === 'string' && key.length < 8) throw new UsageError('--ringover-key: at least 8 characters.');
  const tenant = await createTenant(context, {
    id: needed(options, 'id', tenantSlug),
    firmName: needed(options, 'name'),
    country: needed(options, 'country', countryCode),
    secrets: {
      ringoverWebhookKeys: typeof key === 'string' ? [key] : [],
      sipgateWebhookSecrets: [],
      sipgatePublicKeys: [],
    },
    providers: [
      ...(typeof key === 'string' ? (['ringover'] as const) : []),
      ...(hasSipgate ? (['sipgate'] as const) : []),
    ],
  });
  printTenant(context, tenant);
}

export async function tenantList(context: CommandContext): Promise<void> {
  const tenants = await context.storage.tenants.list();
  if (tenants.length === 0) context.print('There is no tenant yet.');
  for (const tenant of tenants) printTenant(context, tenant);
}

function printTenant(context: CommandContext, tenant: Tenant): void {
  context.print(`${tenant.id}  ${tenant.firm.name} (${tenant.firm.country})`);
  for (const { label, url } of webhookAddresses(tenant, context.publicBaseUrl)) context.print(`  ${label}: ${url}`);
}

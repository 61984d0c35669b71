import { z } from 'zod';
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
  const tenant = await createTenant(context, {
    id: needed(options, 'id', tenantSlug),
    firmName: needed(options, 'name'),
    country: needed(options, 'country', countryCode),
    secrets: {
      ringoverWebhookKeys: typeof key === 'string' ? [webhookKey(options)] : [],
    },
    providers: [
      ...(typeof key === 'string' ? (['ringover'] as const) : []),
      ...(hasSipgate ? (['sipgate'] as const) : []),
    ],
  });
  printTenant(context, tenant);
}

const keyBlock = z.enum(['call', 'contact', 'search', 'routing'], 'call, contact, search or routing');
/** A block without a key of its own has that of the call events. */
const keysOfBlock = {
  call: 'ringoverWebhookKeys',
  contact: 'ringoverContactKeys',
  search: 'ringoverSearchKeys',
  routing: 'ringoverRoutingKeys',
} as const satisfies Record<z.infer<typeof keyBlock>, keyof Tenant['secrets']>;

/** The key before stays valid, so that no call is lost between this and the change at Ringover; done again, it goes. */
export async function tenantKey(context: CommandContext, options: Options): Promise<void> {
  const tenant = await context.storage.tenants.byId(needed(options, 'id', tenantSlug));
  if (!tenant) throw new UsageError('There is no such tenant.');
  const key = webhookKey(options);
  const block = options['block'] === undefined ? 'call' : needed(options, 'block', keyBlock);
  const field = keysOfBlock[block];
  const [current] = tenant.secrets[field];
  const keys = current === undefined || current === key ? [key] : [key, current];
  const providers = [...new Set([...tenant.firm.providers, 'ringover' as const])];
  const changed = {
    ...tenant,
    firm: { ...tenant.firm, providers },
    secrets: { ...tenant.secrets, [field]: keys },
  };
  await context.storage.tenants.update(changed);
  const where = block === 'call' ? '' : ` in the block ${block}`;
  context.print(`Webhook keys that ${tenant.id} accepts now${where}: ${String(keys.length)}.`);
  printTenant(context, changed);
}

const webhookKey = (options: Options) => needed(options, 'ringover-key', z.string().min(8, 'at least 8 characters'));

export async function tenantList(context: CommandContext): Promise<void> {
  const tenants = await context.storage.tenants.list();
  if (tenants.length === 0) context.print('There is no tenant yet.');
  for (const tenant of tenants) printTenant(context, tenant);
}

function printTenant(context: CommandContext, tenant: Tenant): void {
  context.print(`${tenant.id}  ${tenant.firm.name} (${tenant.firm.country})`);
  for (const { label, url } of webhookAddresses(tenant, context.publicBaseUrl)) context.print(`  ${label}: ${url}`);
}

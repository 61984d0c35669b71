import type { Accepted, Delivery, Tenant } from '../storage/port.ts';
import type { WebhookContext } from './webhook-context.ts';

/** Stores one verified delivery and hands what it changed to the hub. Throws StorageError; then nothing was kept. */
export async function takeIn(context: WebhookContext, tenant: Tenant, delivery: Delivery): Promise<Accepted> {
  const accepted = await context.storage.tenant(tenant.id).accept(delivery);
  if (delivery.unreadable !== null && !accepted.duplicate) {
    context.counts.unreadable += 1;
    context.log.warn(
      { tenantId: tenant.id, provider: delivery.provider, kind: delivery.kind, reason: delivery.unreadable },
      'webhook_unreadable',
    );
  }
  if (accepted.events.length > 0) context.publish(tenant.id, accepted.events);
  return accepted;
}

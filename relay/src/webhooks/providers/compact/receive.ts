import type { RequestHandler } from 'express';
import type { Delivery } from '../../../storage/port.ts';
import { rawBodyOf } from '../../raw-body.ts';
import { refuse, refuseSignature } from '../../refuse.ts';
import { takeIn } from '../../take-in.ts';
import { unreadableDelivery } from '../../unreadable-delivery.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { compactBody } from './body.ts';
import { callOf } from './call-of.ts';
import { compactDelivery } from './delivery.ts';
import { readJson } from './read-json.ts';
import { tenantsThatSigned } from './shared-secret.ts';

/** POST /api/v1/webhooks/ringover: the signed call webhook of earlier integrations (HTTP contract section 1). */
export function receiveCompact(context: WebhookContext): RequestHandler {
  return async (req, res) => {
    const receivedAt = context.now().toISOString();
    const rawBody = rawBodyOf(req);
    const signed = await tenantsThatSigned(context, req.get('X-Ringover-Signature'), rawBody);
    if (signed === 'not_configured') return refuse(res, 'not_configured');
    const [first] = signed;
    if (!first) return refuseSignature(context, res, 'compact', null);

    const raw = {
      provider: 'ringover' as const,
      receivedAt,
      contentType: contentType(req.get('Content-Type')),
      rawBody,
    };
    const json = readJson(rawBody);
    if (json === undefined) {
      // The sender is the firm's own script, whose author needs to hear it; the operator sees it in the inbox too.
      await takeIn(context, first, unreadableDelivery(raw, 'not JSON'));
      return refuse(res, 'malformed', { field: 'body', detail: 'The body is not JSON.' });
    }
    const body = compactBody(first.firm.country).safeParse(json);
    const claimed = tenantIdOf(json);
    // One secret may by mistake serve two tenants; then the body says which of the two.
    const tenant = claimed === null ? first : signed.find((candidate) => candidate.id === claimed);
    if (!tenant) return refuse(res, 'other_tenant', { field: 'tenant_id' });
    if (!body.success) {
      const issue = body.error.issues[0];
      const field = issue?.path.join('.') || 'body';
      return refuse(res, 'malformed', { field, detail: `${field}: ${issue?.message ?? 'malformed'}` });
    }
    const { duplicate, calls } = await takeIn(context, tenant, compactDelivery(raw, body.data));
    const call = calls[0] ?? (await callOf(context.storage.tenant(tenant.id), body.data));
    res.json({
      status: duplicate ? 'duplicate' : 'accepted',
      call_id: body.data.call_id,
      event_created: !duplicate,
      contact_matched: call?.contactId != null,
      case_linked: call?.matterId != null,
    });
  };
}

/** The firm's id as the body claims it; null when it claims none. */
export function tenantIdOf(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('tenant_id' in json)) return null;
  const claimed = json.tenant_id;
  return typeof claimed === 'string' || typeof claimed === 'number' ? String(claimed) : null;
}

export function contentType(header: string | undefined): Delivery['contentType'] {
  return (header ?? '').slice(0, 200);
}

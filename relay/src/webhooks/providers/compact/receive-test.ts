import { readProviderTime } from '../../provider-time.ts';
import { tenantsThatSigned } from '../../shared-secret.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import { headerOf, jsonAnswer, type Receive } from '../../webhook-request.ts';
import { readJson } from '../../read-json.ts';

/**
 * POST /api/v1/webhooks/ringover/test (HTTP contract section 2): says what the relay would have checked. Stores nothing,
 * and says the same of a wrong signature and of a secret that is not set.
 */
export function receiveCompactTest(context: WebhookContext): Receive {
  return async (request) => {
    const now = context.now();
    const { rawBody } = request;
    const signature = headerOf(request, 'x-ringover-signature');
    const signed = signature === undefined ? [] : await tenantsThatSigned(context, 'ringover', signature, rawBody);
    const json = readJson(rawBody);
    const sentAt = timeOf(json);
    return jsonAnswer({
      status: 'tested',
      stored: false,
      signature: {
        header: 'X-Ringover-Signature',
        present: signature !== undefined,
        valid: signed.length > 0 && signed !== 'not_configured',
      },
      body: { bytes: rawBody.length, json: json !== undefined },
      clock: {
        relay: now.toISOString(),
        message: sentAt,
        difference_seconds: sentAt === null ? null : Math.round((now.getTime() - Date.parse(sentAt)) / 1000),
      },
    });
  };
}

function timeOf(json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null;
  if ('timestamp' in json) return readProviderTime(json.timestamp);
  return 'started_at' in json ? readProviderTime(json.started_at) : null;
}

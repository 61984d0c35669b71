import type { Logger } from 'pino';
import type { RelayConfig } from '../config.ts';
import type { TenantRegistry } from '../storage/port.ts';
import { createTenantLookUp, sharedSecretsOf } from '../webhooks/tenant-look-up.ts';
import { openMedia, type Media } from './open-media.ts';

/**
 * The streams of a relay. A firm's secrets for sipgate open the text dialect; the voice URL and the streamer have one secret
 * for the whole relay, and the streamer's calls are those of the first tenant.
 */
export function openMediaOfConfig(
  { mediaStreams, firstTenant }: RelayConfig,
  deps: { tenants: TenantRegistry; publicBaseUrl: string; now: () => Date; log: Logger },
): Promise<Media> {
  const { publicUrl, streamerToken, voiceAuthToken } = mediaStreams;
  const lookUp = createTenantLookUp(deps.tenants, deps.now);
  return openMedia(
    {
      publicBaseUrl: deps.publicBaseUrl,
      ...(publicUrl === null ? {} : { streamsBaseUrl: publicUrl }),
      streamer: streamerToken !== null && firstTenant ? { token: streamerToken, tenantId: firstTenant.id } : null,
      async tenantByHook(hookToken) {
        const tenant = await lookUp.byHookToken(hookToken);
        if (!tenant) return null;
        return {
          tenantId: tenant.id,
          voiceAuthTokens: voiceAuthToken === null ? [] : [voiceAuthToken],
          flowTokens: sharedSecretsOf(tenant, 'sipgate'),
        };
      },
      now: deps.now,
      log: deps.log,
    },
    mediaStreams.server,
  );
}

import { z } from 'zod';
import type { ProviderAccounts, RingoverAccount, SipgateAccount } from '../storage/port.ts';
import { tenantSlug } from '../config.ts';
import { phoneNumber, provider } from '../wire/scalars.ts';
import { needed } from './option.ts';
import type { CommandContext, Options } from './run-command.ts';
import { UsageError } from './usage.ts';

/** telephony facts 1 and 4.4. */
const RINGOVER = 'https://public-api.ringover.com/v2';
const SIPGATE = 'https://api.sipgate.com/v2';
const SIPGATE_TOKENS = 'https://api.sipgate.com/login/third-party/protocol/openid-connect/token';

const secret = z
  .string()
  .trim()
  .min(8, 'at least 8 characters')
  .max(4_000)
  .regex(/^[\x21-\x7e]+$/, 'no blanks and no letters with accents');
const baseUrl = z
  .url({ protocol: /^https?$/, error: 'a URL that starts with https://' })
  .transform((url) => url.replace(/\/+$/, ''));

/**
 * Connects the relay to the firm's account at a provider, or takes that back. A running relay follows within seconds.
 * What was typed is never printed.
 */
export async function tenantAccount(context: CommandContext, options: Options): Promise<void> {
  const tenant = await context.storage.tenants.byId(needed(options, 'id', tenantSlug));
  if (!tenant) throw new UsageError('There is no such tenant.');
  const accounts = accountsAsked(options);
  await context.storage.tenants.update({ ...tenant, accounts: { ...tenant.accounts, ...accounts } });
  for (const [name, account] of Object.entries(accounts)) {
    context.print(`${tenant.id}: ${name} is ${account === null ? 'not connected any more' : 'connected'}.`);
  }
}

function accountsAsked(options: Options): Partial<ProviderAccounts> {
  const isOf = (name: 'ringover' | 'sipgate') => Object.keys(options).some((option) => option.startsWith(`${name}-`));
  if (options['disconnect'] !== undefined) {
    if (isOf('ringover') || isOf('sipgate')) throw new UsageError('--disconnect stands alone.');
    return { [needed(options, 'disconnect', provider)]: null };
  }
  if (isOf('ringover') && isOf('sipgate'))
    throw new UsageError('One provider at a time: each has its own --caller-id.');
  if (isOf('ringover')) return { ringover: ringoverAccount(options) };
  if (isOf('sipgate')) return { sipgate: sipgateAccount(options) };
  throw new UsageError('Name an account: --ringover-api-key, --sipgate-token-id or --sipgate-client-id.');
}

function ringoverAccount(options: Options): RingoverAccount {
  return {
    apiKey: needed(options, 'ringover-api-key', secret),
    baseUrl: urlOr(options, 'ringover-base-url', RINGOVER),
    defaultCallerId: callerId(options),
  };
}

function sipgateAccount(options: Options): SipgateAccount {
  const isOAuth = options['sipgate-client-id'] !== undefined;
  if (isOAuth && options['sipgate-token-id'] !== undefined) {
    throw new UsageError('A personal access token or OAuth, not both.');
  }
  return {
    baseUrl: urlOr(options, 'sipgate-base-url', SIPGATE),
    auth: isOAuth
      ? {
          kind: 'oauth',
          tokenUrl: urlOr(options, 'sipgate-token-url', SIPGATE_TOKENS),
          clientId: needed(options, 'sipgate-client-id'),
          clientSecret: needed(options, 'sipgate-client-secret', secret),
          refreshToken: needed(options, 'sipgate-refresh-token', secret),
        }
      : {
          kind: 'token',
          tokenId: needed(options, 'sipgate-token-id'),
          token: needed(options, 'sipgate-token', secret),
        },
    defaultCallerId: callerId(options),
  };
}

const callerId = (options: Options) =>
  options['caller-id'] === undefined ? null : needed(options, 'caller-id', phoneNumber);
const urlOr = (options: Options, name: string, usual: string) =>
  options[name] === undefined ? usual : needed(options, name, baseUrl);

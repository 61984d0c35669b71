import { askProvider, type ProviderConnection } from '../../providers/provider-request.ts';
import type { LineDeps, BridgeControl } from './line-deps.ts';

/** One call at Twilio or at a SIP bridge that speaks like it. */
export interface BridgeCallControl {
  /** Does this with the caller now; their stream ends. @throws ProviderError */
  redirect(twiml: string): Promise<void>;
  /** @throws ProviderError */
  hangUp(): Promise<void>;
}

/** A caller waits (ms). */
const TIMEOUT_MS = 5_000;

/**
 * `POST /2010-04-01/Accounts/<account>/Calls/<call>.json` with `Twiml` or `Status=completed`, Basic with the account and its
 * token (twilio.com/docs/voice/api/call-resource; sipgate's bridge: node/src/api/calls.ts).
 */
export function bridgeCall(
  bridge: BridgeControl,
  deps: Pick<LineDeps, 'fetch' | 'clock' | 'metrics' | 'log'>,
  { accountSid, callSid }: { accountSid: string; callSid: string },
): BridgeCallControl {
  const key = Buffer.from(`${accountSid}:${bridge.authToken}`).toString('base64');
  const connection: ProviderConnection = {
    ...deps,
    provider: 'bridge',
    baseUrl: bridge.apiBaseUrl,
    pace: null,
    timeoutMs: TIMEOUT_MS,
    authorization: () => Promise.resolve(`Basic ${key}`),
    notFound: () => 'call_over',
  };
  const path = `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Calls/${encodeURIComponent(callSid)}.json`;
  const change = async (operation: string, form: Record<string, string>) => {
    await askProvider(connection, {
      operation,
      method: 'POST',
      path,
      form: new URLSearchParams(form),
      effect: 'changes',
      urgency: 'action',
    });
  };
  return {
    redirect: (twiml) => change('transfer', { Twiml: twiml }),
    hangUp: () => change('hang_up', { Status: 'completed' }),
  };
}

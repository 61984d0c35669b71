import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHandedOver } from '../../../../../relay/src/agent/line/handed-over.ts';
import { signSipgate } from '../../../../../relay/simulator/sign-sipgate.ts';
import { CALLER, LINE, relayWithBridge, until } from '../../../../support/receptionist-line.ts';
import { TENANT } from '../../../../support/relay-under-test.ts';

const BRIDGE = '+3225550199';
const digits = (number: string) => number.slice(1);

describe('A call that sipgate’s push handed to the bridge', () => {
  it('is one call, told by both, and over with sipgate’s hangup', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { relay, call, lineOf, onlyCall, hookToken } = await relayWithBridge({
      environment: { AGENT_SIP_NUMBER: BRIDGE },
    });
    const tenant = await relay.storage.tenants.byId(TENANT);
    if (!tenant) throw new Error('no tenant');
    await relay.storage.tenants.update({ ...tenant, secrets: { ...tenant.secrets, sipgatePublicKeys: [publicKey] } });
    const { routing } = tenant;
    const given = { ...routing, revision: routing.revision + 1, rules: [], otherwise: { kind: 'agent' as const } };
    expect(await relay.storage.tenants.setRouting(TENANT, given, routing.revision)).toBe(true);
    const push = async (form: string) => {
      const answer = await fetch(`${relay.url}/hooks/sipgate/${hookToken}`, {
        method: 'POST',
        body: form,
        headers: { 'x-sipgate-signature': signSipgate(privateKey, form) },
      });
      return answer.text();
    };
    const numbers = `direction=in&from=${digits(CALLER)}&to=${digits(LINE)}`;
    expect(await push(`event=newCall&${numbers}&callId=A1&origCallId=A1&user%5B%5D=`)).toContain(digits(BRIDGE));
    const caller = await call({ to: BRIDGE });
    const line = await lineOf(0);
    expect(line).toMatchObject({ callerNumber: CALLER, calledNumber: LINE });
    expect(await onlyCall()).toMatchObject({ id: line.callId, providerCallId: 'A1', outcome: 'talking' });
    await caller.hangUp();
    await push(`event=hangup&cause=normalClearing&${numbers}&callId=A1&origCallId=A1`);
    await until(async () => expect((await onlyCall()).outcome).toBe('agent'));
  });

  it('is never taken for the call of somebody else who withheld their number', () => {
    let nowMs = Date.parse('2026-11-26T09:00:00.000Z');
    const handedOver = createHandedOver(() => new Date(nowMs));
    const named = (providerCallId: string) => ({ tenantId: 'a', provider: 'sipgate' as const, providerCallId });
    handedOver.put(named('A1'), null);
    handedOver.put(named('A2'), null);
    handedOver.put(named('A3'), CALLER);
    expect(handedOver.take('a', null)).toBeNull();
    expect(handedOver.take('b', CALLER)).toBeNull();
    expect(handedOver.take('a', CALLER)).toEqual(named('A3'));
    expect(handedOver.take('a', CALLER)).toBeNull();
    handedOver.put(named('A4'), CALLER);
    nowMs += 31_000;
    expect(handedOver.take('a', CALLER)).toBeNull();
  });
});

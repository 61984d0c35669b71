import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { Caller } from '../devices/authenticate.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { ProviderError, type ProviderAccount } from '../providers/port.ts';
import type { Tenant, TenantStore } from '../storage/port.ts';
import type { Person } from '../wire/directory.ts';
import { newMessage, type Message, type NewMessage } from '../wire/message.ts';
import type { PhoneNumber, Provider } from '../wire/scalars.ts';
import { accountFor } from './accounts-of-firm.ts';
import { askingPerson } from './asking-person.ts';
import type { ControlDeps } from './control-deps.ts';
import { isEmergencyNumber } from './emergency-number.ts';
import { withinPatience } from './within-patience.ts';

/**
 * POST /messages. Every desktop of the firm sees the message while it is sent and what became of it. Once it is written
 * down the answer is the message, `failed` and `unconfirmed` too; a problem means that there is none.
 */
export function createSendMessageRoute(deps: ControlDeps): CallerRoute {
  const underWay = new Map<string, Promise<Message>>();

  async function send(caller: Caller, asked: NewMessage): Promise<Message> {
    const { tenantId, store } = caller;
    const known = await store.message(asked.id);
    if (known) return known;
    const [tenant, person] = await Promise.all([deps.storage.tenants.byId(tenantId), askingPerson(caller)]);
    if (!tenant) throw new ProblemError('not_signed_in');
    if (isEmergencyNumber(asked.to)) throw new ProblemError('emergency_number');
    const account = await accountFor(deps, tenant, person, 'sms');
    const from = lineFor(asked, tenant, person, account.provider);
    const draft = draftOf(asked, { person, from, provider: account.provider, now: deps.now() });
    const begun = await store.beginMessage(draft);
    deps.publish(tenantId, begun.events);
    // Somebody was quicker, in another process: what becomes of it comes as an event.
    if (!begun.isNew) return begun.value;
    const how = await outcomeOf(deps, account, { from, to: asked.to, body: asked.body, person });
    const { state, failure } = how;
    deps.log.info({ tenantId, messageId: asked.id, personId: person.id, state, failure }, 'message_asked');
    const settled = await store.settleMessage(asked.id, how, deps.now().toISOString());
    if (settled) deps.publish(tenantId, settled.events);
    return settled?.value ?? { ...begun.value, state, failure };
  }

  return async (caller, req, res) => {
    const asked = readBody(req, newMessage);
    await deps.actionLimit.attempt(caller.device.id);
    const key = `${caller.tenantId}/${asked.id}`;
    let answer = underWay.get(key);
    if (!answer) {
      answer = send(caller, asked).finally(() => underWay.delete(key));
      underWay.set(key, answer);
    }
    res.status(201).json(await answer);
  };
}

async function outcomeOf(
  deps: ControlDeps,
  account: ProviderAccount,
  ask: Parameters<ProviderAccount['sendSms']>[0],
): Promise<Parameters<TenantStore['settleMessage']>[1]> {
  try {
    const { providerMessageId } = await withinPatience(account.sendSms(ask), deps.patienceMs);
    return { state: 'sent', providerMessageId, failure: null };
  } catch (error) {
    if (error instanceof ProviderError && error.didNotHappen) {
      return { state: 'failed', providerMessageId: null, failure: error.code };
    }
    if (!(error instanceof ProviderError)) deps.log.error({ err: error }, 'message_failed');
    return { state: 'unconfirmed', providerMessageId: null, failure: null };
  }
}

/**
 * The asked line where it is one of the firm's; else the person's own, else what the account shows for those without.
 * @throws ProblemError malformed: another firm's number; provider_cannot: there is no line to write from
 */
function lineFor(asked: NewMessage, tenant: Tenant, person: Person, provider: Provider): PhoneNumber {
  const byDefault = tenant.accounts[provider]?.defaultCallerId ?? null;
  if (asked.from === undefined) {
    const line = person.lines[0] ?? byDefault ?? tenant.firm.lines[0]?.number;
    if (line === undefined) {
      throw new ProblemError('provider_cannot', { detail: 'There is no line to send from.' });
    }
    return line;
  }
  const lines = [...tenant.firm.lines.map((line) => line.number), ...person.lines, byDefault];
  if (lines.includes(asked.from)) return asked.from;
  throw new ProblemError('malformed', { field: 'from', detail: 'This is no line of the firm.' });
}

/** The storage links it, as it links a call. */
function draftOf(asked: NewMessage, by: { person: Person; from: PhoneNumber; provider: Provider; now: Date }): Message {
  const at = by.now.toISOString();
  return {
    id: asked.id,
    provider: by.provider,
    kind: 'sms',
    direction: 'outbound',
    fromNumber: by.from,
    toNumber: asked.to,
    senderName: null,
    body: asked.body,
    pages: null,
    at,
    state: 'sending',
    failure: null,
    personId: by.person.id,
    personName: by.person.shortName,
    contactId: null,
    matterId: null,
    updatedAt: at,
  };
}

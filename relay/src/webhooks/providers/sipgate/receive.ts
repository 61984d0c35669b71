import { ProblemError } from '../../../http/problem-error.ts';
import { StorageError, type Delivery, type Tenant } from '../../../storage/port.ts';
import { normaliseNumber } from '../../phone-number.ts';
import { whyNoReceptionist } from '../../receptionist-door.ts';
import { routeCall } from '../../route-call.ts';
import { signatureRefused } from '../../signature-refused.ts';
import { takeIn } from '../../take-in.ts';
import { BEFORE_REFUSAL_MS } from '../../tenant-look-up.ts';
import type { PhoneNumber } from '../../../wire/scalars.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import {
  contentTypeOf,
  headerOf,
  type Receive,
  type WebhookAnswer,
  type WebhookRequest,
} from '../../webhook-request.ts';
import { within } from '../../within.ts';
import { sipgateDelivery } from './delivery.ts';
import { readSipgateForm, type SipgatePush } from './form.ts';
import { createHeldBack } from './held-back.ts';
import { nothingToSay, respond, SIPGATE_REPLY_TYPE, type Action } from './reply.ts';
import { actionsAfterMenu, actionsFor, choiceOf } from './route-reply.ts';
import { sipgateSigned } from './verify.ts';

/**
 * How long the caller's phone may wait for our store, all in all (ms). A slow reply makes sipgate go on without us, and then
 * answer and hangup are never pushed.
 */
const BUDGET_MS = 400;
/** Of that, for the routing rules and whose phones they name, both of which the store is asked (ms). */
const ROUTE_MS = 250;
const DECIDE_MS = 200;

/**
 * sipgate's push: one address for newCall, answer, hangup and the keys of a menu. Once the signature holds, the reply
 * lets the human call go on whatever happens on our side; where even that cannot be checked in time, the reply says
 * nothing that the sender does not know.
 */
export function receiveSipgate(context: WebhookContext): Receive {
  const heldBack = createHeldBack(context);

  async function store(tenant: Tenant, delivery: Delivery): Promise<'stored' | 'held' | 'lost'> {
    try {
      await takeIn(context, tenant, delivery);
      return 'stored';
    } catch (error) {
      if (error instanceof StorageError && error.retryable) return heldBack.hold(tenant, delivery) ? 'held' : 'lost';
      context.counts.lost += 1;
      context.log.error({ tenantId: tenant.id, kind: delivery.kind, err: error }, 'webhook_lost');
      return 'lost';
    }
  }

  /** @throws ProblemError not_found, signature_refused */
  async function tenantOf(request: WebhookRequest): Promise<Tenant> {
    const { hookToken, rawBody } = request;
    const signature = headerOf(request, 'x-sipgate-signature');
    const tenant = await context.tenants.byHookToken(hookToken);
    if (!tenant) throw new ProblemError('not_found');
    if (sipgateSigned(rawBody, signature, tenant)) return tenant;
    // The key may have been rotated a moment ago.
    const fresh = await context.tenants.byHookToken(hookToken, BEFORE_REFUSAL_MS);
    if (!fresh || fresh === tenant || !sipgateSigned(rawBody, signature, fresh)) {
      throw signatureRefused(context, 'sipgate', tenant.id);
    }
    return fresh;
  }

  async function actions({ tenant, push, receivedAt, url, query }: Asked): Promise<Action[]> {
    const { country } = tenant.firm;
    const to = normaliseNumber(push.to ?? query.get('t'), country);
    const personOf = (personId: string) => context.storage.tenant(tenant.id).person(personId);
    const agent = () => bridgeFor(tenant, push);
    const deps = { log: context.log.child({ tenantId: tenant.id }), personOf, to, agent };
    if (push.event === 'dtmf') {
      const menu = menuOf(tenant, query.get('m'));
      return menu === null ? [] : actionsAfterMenu(choiceOf(menu, push.digits), deps);
    }
    // The firm's own calls are theirs, and a leg that was passed on goes where a person (or we) sent it.
    const begins = push.event === 'newCall' && push.direction === 'inbound' && push.callId === push.origCallId;
    if (!begins) return [];
    const question = { at: receivedAt, from: normaliseNumber(push.from, country), to };
    const decision = await routeCall(context, tenant, question, DECIDE_MS);
    if (decision === null) return [];
    const menu = new URLSearchParams({ m: decision.ruleId ?? '', ...(to === null ? {} : { t: to.slice(1) }) });
    return actionsFor(decision.outcome, `${url}&${menu.toString()}`, deps);
  }

  /** The number of the firm's SIP bridge, where its receptionist takes this call. */
  async function bridgeFor(tenant: Tenant, push: SipgatePush): Promise<PhoneNumber | null> {
    const { receptionist } = context;
    const tenantId = tenant.id;
    const number = receptionist.bridgeNumber(tenantId);
    const why = number === null ? 'no_bridge' : await whyNoReceptionist(receptionist, tenantId);
    if (number === null || why !== null) {
      context.log.info({ tenantId, why }, 'agent_does_not_take');
      return null;
    }
    const providerCallId = push.origCallId;
    // Keys of a menu are pushed without saying who pressed them.
    const from =
      push.event === 'dtmf'
        ? ((await context.storage.tenant(tenantId).callByProviderId('sipgate', providerCallId))?.call.fromNumber ??
          null)
        : normaliseNumber(push.from, tenant.firm.country);
    receptionist.handedOver({ tenantId, providerCallId, from });
    return number;
  }

  /** Never throws: without actions the call goes on. */
  async function actionsInTime(asked: Asked, budgetMs: number): Promise<Action[]> {
    const tenantId = asked.tenant.id;
    try {
      const decided = await within(budgetMs, actions(asked));
      if (decided !== null) return decided;
      context.log.warn({ tenantId, budgetMs }, 'routing_too_slow');
    } catch (error) {
      context.log.error({ tenantId, err: error }, 'routing_failed');
    }
    return [];
  }

  /** @returns null when the store could not say in time whose address this is */
  async function tenantInTime(request: WebhookRequest): Promise<Tenant | null> {
    try {
      const tenant = await within(BUDGET_MS, tenantOf(request));
      if (tenant !== null) return tenant;
      context.log.error({ budgetMs: BUDGET_MS }, 'tenant_look_up_too_slow');
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      context.log.error({ err: error }, 'tenant_look_up_failed');
    }
    context.counts.lost += 1;
    return null;
  }

  return async (request) => {
    const begun = performance.now();
    const leftMs = () => Math.max(0, BUDGET_MS - (performance.now() - begun));
    const receivedAt = context.now().toISOString();
    const { hookToken, rawBody, query } = request;
    const own = `${context.publicBaseUrl}/hooks/sipgate/${hookToken}`;
    const tenant = await tenantInTime(request);
    if (tenant === null) return xml(respond(own));
    const contentType = contentTypeOf(request);
    const raw = { provider: 'sipgate' as const, receivedAt, contentType, rawBody };
    const stored = store(
      tenant,
      sipgateDelivery(raw, tenant.firm.country, query.get('o'), context.receptionist.bridgeNumber(tenant.id)),
    );
    const push = readSipgateForm(rawBody, query.get('o'));
    if (typeof push === 'string') {
      await within(leftMs(), stored);
      return xml(respond(own));
    }
    if (push.event === 'answer' || push.event === 'hangup') {
      // Their reply is discarded, so its status may say plainly what became of the delivery.
      if ((await within(leftMs(), stored)) === 'lost') throw new ProblemError('storage_unavailable');
      return xml(nothingToSay);
    }
    // In the address too, so that later events of a leg that was passed on say whose they are.
    const url = `${own}?${new URLSearchParams({ o: push.origCallId }).toString()}`;
    const asked = { tenant, push, receivedAt, url, query };
    const routed = actionsInTime(asked, Math.min(ROUTE_MS, leftMs()));
    const [actionsToDo] = await Promise.all([routed, within(leftMs(), stored)]);
    return xml(respond(url, ...actionsToDo));
  };
}

/** What the rules are asked about. */
interface Asked {
  tenant: Tenant;
  push: SipgatePush;
  receivedAt: string;
  /** Where later events of this call are pushed. */
  url: string;
  query: URLSearchParams;
}

const xml = (body: string): WebhookAnswer => ({ contentType: SIPGATE_REPLY_TYPE, body });

/** The menu that asked, as the rules are now; null when it was changed away while the caller listened. */
function menuOf({ routing }: Tenant, ruleId: string | null) {
  if (ruleId === null) return null;
  const outcome = ruleId === '' ? routing.otherwise : routing.rules.find((rule) => rule.id === ruleId)?.then;
  return outcome?.kind === 'menu' ? outcome : null;
}

import { isOver } from '@callbrief/relay/wire/call';
import type { CallAction } from '@callbrief/relay/wire/control';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import type { ActAnswer, ActRefusal, Conversation, DialTarget, Requests } from '../../src-preload/contract.ts';
import type { AgentOrder } from '../../src-preload/contract/agent.ts';
import { represented, soleMatterOf } from '../calls/compose-card.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { readNumber } from '../contacts/read-number.ts';
import { roleOf } from '../contacts/role-of.ts';
import type { History } from '../history/history.ts';
import type { Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { refused, refusedBy, refusalOf } from './act-answer.ts';
import { askOnce } from './ask-once.ts';
import type { CallControls } from './call-controls.ts';
import type { CapabilitiesOfProviders } from './capabilities.ts';

/** What a person does to telephony from the windows. Now or not at all: nothing of it is put aside for later. */
export interface Telephony {
  act(callId: string, act: CallAction): Promise<ActAnswer>;
  /** Tells the AI receptionist on this call. */
  tellAgent(callId: string, order: AgentOrder): Promise<ActAnswer>;
  lookUp(text: string): DialTarget;
  dial(number: string): Promise<ActAnswer>;
  conversation(of: Requests['messages:conversation']['ask']): Conversation | null;
  send(message: Requests['messages:send']['ask']): Promise<ActAnswer>;
  block(ask: Requests['blocked:set']['ask']): Promise<ActAnswer>;
  routing(): Promise<Requests['routing:get']['answer']>;
  saveRouting(next: Requests['routing:save']['ask']): Promise<Requests['routing:save']['answer']>;
  previewRoute(question: Requests['routing:preview']['ask']): Promise<Requests['routing:preview']['answer']>;
  reconcile(days: number): Promise<Requests['reconcile:run']['answer']>;
}

export interface TelephonyOptions {
  history: () => History;
  me: () => Person | null;
  /** Null: no connection to the relay at this moment. */
  client: () => RelayClient | null;
  capabilities: () => CapabilitiesOfProviders | null;
  controls: () => CallControls;
  /** Something about this call can be drawn anew. */
  onCallChanged: (callId: string) => void;
  newId: () => string;
  log: Log;
}

export function createTelephony(options: TelephonyOptions): Telephony {
  const { history, me, client, newId, log } = options;

  /** Runs what rings or sends, when there is a connection. */
  async function now(what: string, ask: (client: RelayClient) => Promise<ActAnswer>): Promise<ActAnswer> {
    const connected = client();
    return connected === null ? refused('offline') : askOnce(() => ask(connected), { what, log });
  }

  /** Runs a question that changes nothing by being asked twice, and is not asked twice. */
  async function question<T>(ask: (client: RelayClient) => Promise<T>): Promise<T | Refusal> {
    const connected = client();
    if (connected === null) return { refused: 'offline', field: null };
    try {
      return await ask(connected);
    } catch (problem) {
      if (!(problem instanceof RelayProblem)) throw problem;
      log.warn('request_failed', { what: 'telephony', problem: problem.code });
      return { refused: refusedBy(problem).refusal, field: problem.field };
    }
  }

  /** Some provider of the firm can do it; null: some can, or the relay has not told yet and shall decide. */
  function cannot(what: 'dial' | 'sms'): 'provider_not_connected' | 'provider_cannot' | null {
    const office = history().office();
    const told = options.capabilities();
    if (office === null || office.firm.providers.length === 0) return 'provider_not_connected';
    if (told === null) return null;
    const providers = office.firm.providers.map((provider) => told[provider]);
    if (providers.some((can) => can[what])) return null;
    return providers.some((can) => Object.values(can).some(Boolean)) ? 'provider_cannot' : 'provider_not_connected';
  }

  return {
    async act(callId, act) {
      const call = history().call(callId);
      if (call === null || isOver(call.outcome)) return refused('call_over');
      const actionId = newId();
      const answer = await now(act.action, async (connected) => {
        const { state } = await connected.actOnCall(callId, { actionId, act });
        return { result: state };
      });
      if (answer.result === 'done') {
        options.controls().done(callId, act);
        options.onCallChanged(callId);
      }
      return answer;
    },

    tellAgent(callId, order) {
      const actionId = newId();
      return now(`agent_${order.act}`, async (connected) => {
        await connected.actOnAgent(callId, { ...order, actionId });
        return { result: 'done' };
      });
    },

    lookUp(text) {
      const number = readNumber(text, history().office()?.firm.country ?? null);
      const [contact, another] = number === null ? [] : history().contactsByNumber(number);
      // Of several contacts with one number none is guessed.
      const known = contact !== undefined && another === undefined ? contact : null;
      const matter = known && soleMatterOf(history(), known);
      return {
        number,
        numberFormatted: number === null ? null : formatNumber(number),
        contactName: known?.name ?? null,
        organisation: known?.organisation ?? null,
        role: number === null ? null : roleOf(known, matter, (id) => history().openMattersOf(id)),
        matter: matter && { number: matter.number, title: matter.title },
        // A warning too many costs a glance: of anybody who has this number.
        represented: number === null ? null : warningFor(number),
        cannotBecause:
          number === null
            ? 'not_a_number'
            : client() === null
              ? 'offline'
              : cannot('dial') === null
                ? null
                : 'provider_not_connected',
      };
    },

    dial(number) {
      const actionId = newId();
      return now('dial', async (connected) => {
        const { state } = await connected.dial({ actionId, to: number });
        return { result: state };
      });
    },

    conversation(of) {
      const stored = history().conversation(of);
      if (stored === null) return null;
      const cannotSend = stored.number === null ? 'no_number' : client() === null ? 'offline' : cannot('sms');
      return { ...stored, cannotSend };
    },

    send({ messageId, number, text }) {
      return now('sms', async (connected) => {
        return becameOf(await connected.sendMessage({ id: messageId, to: number, body: text }));
      });
    },

    block({ number, blocked, comment }) {
      return now(blocked ? 'block' : 'unblock', async (connected) => {
        if (blocked) await connected.blockNumber(number, comment);
        else await connected.unblockNumber(number);
        return { result: 'done' };
      });
    },

    async routing() {
      const saved = await question((connected) => connected.routing());
      if ('refused' in saved) return { refused: saved.refused };
      return {
        routing: saved,
        people: history()
          .people()
          .map(({ id, name }) => ({ id, name })),
        lines: history().office()?.firm.lines ?? [],
        canSave: me()?.role === 'admin',
      };
    },
    saveRouting: (next) => question((connected) => connected.saveRouting(next)),
    previewRoute: (asked) => question((connected) => connected.previewRoute(asked)),
    async reconcile(days) {
      const answer = await question((connected) => connected.reconcile(days));
      return 'refused' in answer ? { refused: answer.refused } : answer;
    },
  };

  function warningFor(number: string): DialTarget['represented'] {
    const warnings = history()
      .contactsByNumber(number)
      .map((contact) => represented(history(), contact, null));
    return warnings.find((warning) => warning !== null) ?? null;
  }
}

/** What the relay has of a message that was sent: nobody knows, as long as it is neither sent nor failed. */
function becameOf({ state, failure }: Message): ActAnswer {
  switch (state) {
    case 'sent':
    case 'received':
      return { result: 'done' };
    case 'failed':
      return refused(failure === null ? 'provider_failed' : refusalOf(failure));
    case 'sending':
    case 'unconfirmed':
      return { result: 'unconfirmed' };
    default:
      return state satisfies never;
  }
}

interface Refusal {
  refused: ActRefusal;
  field: string | null;
}

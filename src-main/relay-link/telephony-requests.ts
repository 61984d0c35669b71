import { agentActResult, type AgentActRequest } from '@callbrief/relay/wire/agent-live';
import {
  actionResult,
  blockedNumberList,
  presenceList,
  reconcileResult,
  type ActionResult,
  type BlockedNumber,
  type CallActionRequest,
  type DialRequest,
  type PresenceList,
  type ReconcileResult,
} from '@callbrief/relay/wire/control';
import { capturePolicy, type CapturePolicy } from '@callbrief/relay/wire/insights';
import { message, type Message, type NewMessage } from '@callbrief/relay/wire/message';
import {
  routeDecision,
  routing,
  type RouteDecision,
  type RoutePreviewRequest,
  type Routing,
} from '@callbrief/relay/wire/routing';
import type { z } from 'zod';
import type { RelayRequest } from './relay-request.ts';

/**
 * What the relay does at the provider when it is asked. One request each: nothing here is kept for later or tried again,
 * because it rings, sends or hangs up. Every method throws a RelayProblem.
 */
export interface TelephonyRequests {
  /** The same `actionId` again does nothing and answers what became of the first. */
  actOnCall(callId: string, request: CallActionRequest): Promise<ActionResult>;
  /** Rings the asking person's own phone, then the number. The same for its `actionId`. */
  dial(request: DialRequest): Promise<ActionResult>;
  /** The same message id again sends nothing. @returns the message as the relay has it. */
  sendMessage(newMessage: NewMessage): Promise<Message>;
  blockedNumbers(): Promise<BlockedNumber[]>;
  blockNumber(number: string, comment: string): Promise<void>;
  unblockNumber(number: string): Promise<void>;
  presence(): Promise<PresenceList>;
  /** The firm's rules for recording and AI. */
  capturePolicy(): Promise<CapturePolicy>;
  /** Tells the AI receptionist that speaks on this call. */
  /** The same `actionId` again does nothing and answers what became of the first. */
  actOnAgent(callId: string, request: AgentActRequest): Promise<void>;
  routing(): Promise<Routing>;
  /** @returns the rules as they are saved, with their new revision. */
  saveRouting(next: Routing): Promise<Routing>;
  previewRoute(question: RoutePreviewRequest): Promise<RouteDecision>;
  reconcile(days: number): Promise<ReconcileResult>;
}

export interface Asking {
  ask: <T extends z.ZodType>(path: string, answer: T, more?: Partial<RelayRequest>) => Promise<z.infer<T>>;
  tell: (path: string, more: Partial<RelayRequest>) => Promise<void>;
}

/** A provider's log of two weeks is read page by page at two requests a second (telephony facts 2.1). */
const RECONCILE_TIMEOUT_MS = 180_000;

export function createTelephonyRequests({ ask, tell }: Asking): TelephonyRequests {
  const blocked = (number: string) => `/blocked-numbers/${encodeURIComponent(number)}`;
  return {
    actOnCall: (callId, body) =>
      ask(`/calls/${encodeURIComponent(callId)}/actions`, actionResult, { method: 'POST', body }),
    dial: (body) => ask('/dial', actionResult, { method: 'POST', body }),
    sendMessage: (body) => ask('/messages', message, { method: 'POST', body }),
    blockedNumbers: async () => (await ask('/blocked-numbers', blockedNumberList)).items,
    blockNumber: (number, comment) => tell(blocked(number), { method: 'PUT', body: { comment } }),
    unblockNumber: (number) => tell(blocked(number), { method: 'DELETE' }),
    presence: () => ask('/presence', presenceList),
    capturePolicy: () => ask('/capture-policy', capturePolicy),
    async actOnAgent(callId, body) {
      await ask(`/calls/${encodeURIComponent(callId)}/agent`, agentActResult, { method: 'POST', body });
    },
    routing: () => ask('/routing', routing),
    saveRouting: (body) => ask('/routing', routing, { method: 'PUT', body }),
    previewRoute: (body) => ask('/routing/preview', routeDecision, { method: 'POST', body }),
    reconcile: (days) =>
      ask('/reconcile', reconcileResult, { method: 'POST', body: { days }, timeoutMs: RECONCILE_TIMEOUT_MS }),
  };
}

import { draft, type EventDraft } from '../calls/event-draft.ts';
import type { Call } from '../wire/call.ts';
import type { Hops } from '../wire/events.ts';
import type { FieldState } from '../wire/field-state.ts';
import { insightField, type CallInsights, type InsightField } from '../wire/insights.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** When each field that integrations were told of had been completed. */
export type ToldFields = Partial<Record<InsightField, IsoTime>>;

/** Only the states: what was made is not in the event log, where it could not be removed any more. */
export function fieldStates(insights: CallInsights): Record<InsightField, FieldState> {
  const stateOf = ({ status, reason, progress, attempts, nextAttemptAt, updatedAt }: FieldState): FieldState => ({
    status,
    reason,
    progress,
    attempts,
    nextAttemptAt,
    updatedAt,
  });
  const states = insightField.options.map((field) => [field, stateOf(insights[field])] as const);
  return Object.fromEntries(states) as Record<InsightField, FieldState>;
}

/**
 * What a change of a call's insights tells: that they changed; and `call_ai_completed` when nothing is under way any more
 * and something was completed that was not told yet. What a person edits leaves a field's `updatedAt` alone, so it is no
 * news here.
 */
export function tellInsights(
  tenantId: string,
  call: Pick<Call, 'id' | 'providerCallId'>,
  insights: CallInsights,
  told: ToldFields,
  hops: Hops,
): { events: EventDraft[]; told: ToldFields } {
  const changed = draft({
    type: 'insights_changed',
    callId: insights.callId,
    revision: insights.revision,
    fields: fieldStates(insights),
    hops,
  });
  const produced = insightField.options.filter(
    (field) => insights[field].status === 'completed' && insights[field].updatedAt !== told[field],
  );
  if (produced.length === 0 || insightField.options.some((field) => isUnderWay(insights[field])))
    return { events: [changed], told };
  const completed = draft({
    type: 'call_ai_completed',
    id: call.id,
    tenant_id: tenantId,
    call_id: call.providerCallId,
    produced,
    occurred_at: hops.committedAt,
    hops,
  });
  return {
    events: [changed, completed],
    told: { ...told, ...Object.fromEntries(produced.map((field) => [field, insights[field].updatedAt])) },
  };
}

export const insightsRemovedDraft = (callId: string, hops: Hops): EventDraft =>
  draft({ type: 'insights_removed', callId, hops });

/** It is being made, or will be by itself. */
export function isUnderWay({ status, nextAttemptAt }: FieldState): boolean {
  return status === 'pending' || status === 'processing' || nextAttemptAt !== null;
}

import type { RouteOutcome } from '@callbrief/relay/wire/routing';

/** Outcomes that can be chosen here. The relay may know more; those are shown and kept as they are. */
export const outcomeKinds = ['proceed', 'ring', 'agent', 'voicemail', 'transfer', 'reject'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];
export type EditableOutcome = Extract<RouteOutcome, { kind: OutcomeKind }>;

export const isEditable = (outcome: RouteOutcome): outcome is EditableOutcome =>
  outcomeKinds.some((kind) => kind === outcome.kind);

/** A freshly chosen outcome, in the wire's order of fields. */
export function outcomeOfKind(kind: OutcomeKind): EditableOutcome {
  switch (kind) {
    case 'ring':
      return { kind, personIds: [], seconds: 20 };
    case 'transfer':
      return { kind, to: '' };
    case 'reject':
      return { kind, reason: 'busy' };
    case 'proceed':
    case 'agent':
    case 'voicemail':
      return { kind };
    default:
      return kind satisfies never;
  }
}

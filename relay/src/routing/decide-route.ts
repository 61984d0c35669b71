import type { RouteCondition, RouteDecision, RouteRule, Routing } from '../wire/routing.ts';
import type { IsoTime, PhoneNumber } from '../wire/scalars.ts';
import type { CallerFacts } from './caller-facts.ts';
import { opennessAt, type Openness } from './opening-hours.ts';

export interface RouteQuestion {
  at: IsoTime;
  /** The line dialled; null when the provider did not say. */
  to: PhoneNumber | null;
}

type Mismatch = RouteDecision['passedOver'][number]['because'];

/**
 * What becomes of a call: the first rule that holds decides. Pure: the same question is answered the same to a provider
 * and to somebody who asks what would happen.
 */
export function decideRoute(
  routing: Pick<Routing, 'hours' | 'rules' | 'otherwise'>,
  question: RouteQuestion,
  caller: CallerFacts,
): RouteDecision {
  const openness = opennessAt(routing.hours, new Date(question.at));
  const facts = { ...openness, ...caller };
  const passedOver: RouteDecision['passedOver'] = [];
  for (const rule of routing.rules) {
    const because = mismatch(rule, question.to, openness, caller);
    if (because === null) return { outcome: rule.then, ruleId: rule.id, facts, passedOver };
    passedOver.push({ ruleId: rule.id, because });
  }
  // The firm does not take these calls, and says so once, in the list of blocked numbers.
  const outcome =
    caller.caller === 'blocked' ? { kind: 'reject' as const, reason: 'rejected' as const } : routing.otherwise;
  return { outcome, ruleId: null, facts, passedOver };
}

function mismatch(
  { enabled, when }: RouteRule,
  to: PhoneNumber | null,
  { open }: Openness,
  caller: CallerFacts,
): Mismatch | null {
  if (!enabled) return 'disabled';
  if (when.lines.length > 0 && (to === null || !when.lines.includes(to))) return 'line';
  if (!isCaller(when, caller)) return 'caller';
  if (when.hours !== 'any' && (when.hours === 'open') !== open) return 'hours';
  const { language } = caller;
  if (when.languages.length > 0 && (language === null || !when.languages.includes(language))) return 'language';
  return null;
}

/** A blocked caller is held by rules for blocked callers only, whoever else they are. */
function isCaller(when: RouteCondition, { caller, roles }: CallerFacts): boolean {
  switch (when.caller) {
    case 'any':
      return caller !== 'blocked';
    case 'role':
      return caller === 'known' && when.roles.some((role) => roles.includes(role));
    case 'known':
    case 'unknown':
    case 'withheld':
    case 'blocked':
      return caller === when.caller;
    default:
      return when.caller satisfies never;
  }
}

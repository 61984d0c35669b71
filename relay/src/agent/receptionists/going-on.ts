import type { Asking } from '../receptionist.ts';
import { interpret, newTalk } from '../script/interpret.ts';
import type { IntakeFacts } from '../script/facts.ts';
import type { TalkContext, TalkState } from '../script/talk.ts';
import type { Language } from '../../wire/scalars.ts';

/**
 * Where the script goes on with what another receptionist knew: at the first question that is open. Who was not told that no
 * person speaks is told first.
 * @param to what is unanswered. Of a transfer that failed the script says so itself
 */
export function goingOn(
  from: { language: Language; facts: IntakeFacts; isAnnounced: boolean },
  context: TalkContext,
  to: Asking,
  now: Date,
): TalkState {
  const { language, facts, isAnnounced } = from;
  const fresh: TalkState = { ...newTalk(language, context), facts, isUrgencyTold: facts.urgency === 'high' };
  const script = context.scripts[language];
  if (!isAnnounced || script === undefined) return fresh;
  const steps = Object.entries(script.steps);
  const transfer = steps.find(([, { tool }]) => tool === 'transfer')?.[0];
  if (to.kind === 'transfer_failed' && transfer !== undefined)
    return { ...fresh, step: transfer, mode: 'working', hasTriedPerson: true };
  // Announced and not answered: what they say now is the answer.
  const consent = steps.find(([, { ask }]) => ask === 'consent')?.[0];
  if (facts.consent === null && consent !== undefined) return { ...fresh, step: consent };
  // Nothing of it is said: this only finds the question that is open.
  const atResume = { ...fresh, step: script.resume };
  return interpret(context, atResume, { kind: 'overheard', text: '' }, now).state;
}

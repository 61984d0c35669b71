import type { CapturePolicy } from '@callbrief/relay/wire/insights';

export type PolicyRule = CapturePolicy['rules'][number];

/** A policy as it is being edited: days stand as they are typed. */
export type PolicyDraft = Omit<CapturePolicy, 'retention'> & { retention: { audioDays: string; textDays: string } };

/** By path, as the relay names fields. `nothing`: a rule names no call; `days`: no number of days. */
export type PolicyProblems = ReadonlyMap<string, 'nothing' | 'days' | 'refused'>;

const MOST_DAYS = 36_500;

export const draftOf = ({ retention, ...policy }: CapturePolicy): PolicyDraft => ({
  ...policy,
  retention: { audioDays: String(retention.audioDays), textDays: String(retention.textDays) },
});

/** @returns null while something in it cannot be read */
export function policyOf({ retention, ...draft }: PolicyDraft): CapturePolicy | null {
  const [audioDays, textDays] = [daysOf(retention.audioDays), daysOf(retention.textDays)];
  return audioDays === null || textDays === null ? null : { ...draft, retention: { audioDays, textDays } };
}

export function checkPolicy({ rules, retention }: PolicyDraft): PolicyProblems {
  const problems = new Map<string, 'nothing' | 'days'>();
  for (const [index, { when }] of rules.entries())
    if (Object.values(when).every((list) => list.length === 0)) problems.set(`rules.${String(index)}.when`, 'nothing');
  for (const which of ['audioDays', 'textDays'] as const)
    if (daysOf(retention[which]) === null) problems.set(`retention.${which}`, 'days');
  return problems;
}

/** Stricter than what holds for everything else: a rule is mostly made to keep less. */
export const newPolicyRule = (id: string): PolicyRule => ({
  id,
  when: { lines: [], countries: [], matterIds: [], contactIds: [] },
  audio: 'none',
  analyse: false,
  mayLeaveMachine: false,
});

function daysOf(text: string): number | null {
  const days = Number(text.trim());
  return /^\s*\d+\s*$/.test(text) && days >= 1 && days <= MOST_DAYS ? days : null;
}

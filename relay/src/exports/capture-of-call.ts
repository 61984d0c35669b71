import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { firmNumber, otherNumber, type Call } from '../wire/call.ts';
import type { CapturePolicy } from '../wire/insights.ts';

type Rule = CapturePolicy['rules'][number];
export type Capture = Pick<CapturePolicy['otherwise'], 'audio' | 'analyse'>;

const strictness = { none: 0, notes: 1, record: 2 } as const;

/** What the firm's policy says of one call: the strictest of the rules that name it, else what holds otherwise. */
export function captureOfCall(policy: CapturePolicy, call: Call): Capture {
  const rules = policy.rules.filter((rule) => names(rule.when, call));
  if (rules.length === 0) return policy.otherwise;
  return {
    audio: rules.map(({ audio }) => audio).reduce((a, b) => (strictness[b] < strictness[a] ? b : a)),
    analyse: rules.every(({ analyse }) => analyse),
  };
}

/** Every list that names something must name this call; a rule without any names all calls. */
function names({ lines, countries, matterIds }: Rule['when'], call: Call): boolean {
  const line = firmNumber(call);
  const number = otherNumber(call);
  const country = number === null ? null : (parsePhoneNumberFromString(number)?.country ?? null);
  const holds = (list: readonly string[], value: string | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  return holds(lines, line) && holds(countries, country) && holds(matterIds, call.matterId);
}

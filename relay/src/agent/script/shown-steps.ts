import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { ShownStep } from '../../wire/receptionist.ts';

const entryNames = ['start', 'person', 'resume', 'finish', 'message', 'promise'] as const;
/** As many as a script could ever need; more are no drawing any more. */
const MOST_STEPS = 200;
const LONGEST = 1_000;

/**
 * The steps of a script for a drawing, in the order in which a talk reaches them; those that none reaches come last. Takes
 * what it can of a script with mistakes, so that the drawing stays while somebody types.
 */
export function shownSteps(text: string): ShownStep[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, merge: false });
  if (document.errors.length > 0) return [];
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return [];
  }
  const script = record(value);
  const written = document.get('steps', true);
  const lineOf = (name: string) => {
    const key = isMap(written)
      ? written.items.find((pair) => isScalar(pair.key) && pair.key.value === name)?.key
      : null;
    const start = isScalar(key) ? key.range?.[0] : undefined;
    return start === undefined ? null : lines.linePos(start).line;
  };
  const entriesOf = (name: string) => entryNames.filter((entry) => script[entry] === name);
  const steps = Object.entries(record(script['steps']))
    .slice(0, MOST_STEPS)
    .map(([name, step]) => shown(name.slice(0, 60), record(step), lineOf(name), entriesOf(name)));
  return inOrder(steps, [script['start'], ...entryNames.map((entry) => script[entry])].flatMap(texts));
}

function shown(name: string, step: Record<string, unknown>, line: number | null, entries: string[]): ShownStep {
  const on = Object.entries(record(step['on'])).flatMap(([answer, target]) =>
    texts(target).map((to) => ({ answer: answer.slice(0, 60), step: to.slice(0, 60) })),
  );
  const next = texts(step['next']).map((to) => ({ answer: null, step: to.slice(0, 60) }));
  const otherwise = texts(step['otherwise']).map((to) => ({ answer: 'otherwise', step: to.slice(0, 60) }));
  return {
    name,
    line,
    say: cut(step['say']),
    isInterruptible: step['interruptible'] !== false,
    ask: cut(step['ask'], 40),
    tool: cut(step['tool'], 40),
    isEnd: step['end'] === true,
    confirm: cut(step['confirm']),
    repair: Array.isArray(step['repair']) ? step['repair'].flatMap(texts).map((one) => one.slice(0, LONGEST)) : [],
    keys: Object.entries(record(step['keys'])).flatMap(([key, answer]) =>
      texts(answer).map((one) => ({ key: key.slice(0, 5), answer: one.slice(0, 60) })),
    ),
    to: [...on, ...next, ...otherwise],
    entries,
  };
}

/** Depth first from the beginning, the usual way before the others. */
function inOrder(steps: readonly ShownStep[], from: readonly string[]): ShownStep[] {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const reached = new Set<ShownStep>();
  const waiting = from.toReversed();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const step = byName.get(name);
    if (step === undefined || reached.has(step)) continue;
    reached.add(step);
    const usual = step.to.filter(({ answer }) => answer === null);
    const others = step.to.filter(({ answer }) => answer !== null);
    waiting.push(...[...usual, ...others].map((to) => to.step).toReversed());
  }
  return [...reached, ...steps.filter((step) => !reached.has(step))];
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const texts = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);
const cut = (value: unknown, longest = LONGEST): string | null => texts(value)[0]?.slice(0, longest) ?? null;

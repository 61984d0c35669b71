import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { answersOf, placeholders, receptionistScript, type ReceptionistScript } from './script.ts';

/** What is wrong with a script, in words for whoever edits it. */
export interface ScriptProblem {
  /** From 1. */
  line: number;
  column: number;
  /** `steps.name.say`; empty: the whole file. */
  path: string;
  message: string;
}

export type ReadScript = { ok: true; script: ReceptionistScript } | { ok: false; problems: ScriptProblem[] };

/** Nobody writes more; a larger file is another file (characters). */
const LARGEST = 200_000;
const MOST_PROBLEMS = 50;

/** Reads an edited script. Never throws; everything that is wrong is told at once, with its line. */
export function readScript(text: string): ReadScript {
  if (text.length > LARGEST)
    return refuse([{ line: 1, column: 1, path: '', message: 'This file is too large for a script.' }]);
  const lines = new LineCounter();
  // Anchors are not wanted, and many of them could fill the memory.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, merge: false });
  const broken = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { line, column: col, path: '', message: `This is not YAML: ${message}` };
  });
  if (broken.length > 0) return refuse(broken);
  const at = (path: readonly PropertyKey[]) => placeOf(document, path, lines);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return refuse([
      { line: 1, column: 1, path: '', message: 'Anchors and aliases (& and *) are not read in a script.' },
    ]);
  }
  const parsed = receptionistScript.safeParse(value);
  if (!parsed.success) {
    return refuse(
      parsed.error.issues.map((issue) => ({ ...at(issue.path), path: issue.path.join('.'), message: wordsOf(issue) })),
    );
  }
  const wrong = check(parsed.data);
  if (wrong.length > 0)
    return refuse(wrong.map(({ path, message }) => ({ ...at(path), path: path.join('.'), message })));
  return { ok: true, script: parsed.data };
}

const refuse = (problems: ScriptProblem[]): ReadScript => ({ ok: false, problems: problems.slice(0, MOST_PROBLEMS) });

/** Where a value stands; of one that is missing, where it should. */
function placeOf(
  document: Document,
  path: readonly PropertyKey[],
  lines: LineCounter,
): { line: number; column: number } {
  for (let length = path.length; length >= 0; length--) {
    const part = path.slice(0, length);
    const parent: unknown =
      length === 0 ? null : length === 1 ? document.contents : document.getIn(part.slice(0, -1), true);
    const key = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === part.at(-1))?.key
      : null;
    const node: unknown = key ?? (length === 0 ? document.contents : document.getIn(part, true));
    const start = rangeOf(node);
    if (start === null) continue;
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

const rangeOf = (node: unknown): number | null =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : null;

function wordsOf(issue: z.core.$ZodIssue): string {
  const name = String(issue.path.at(-1) ?? 'The script');
  if (issue.code === 'unrecognized_keys') return `Not known here: ${issue.keys.join(', ')}.`;
  if (issue.code === 'invalid_type') {
    return issue.message.includes('undefined') ? `"${name}" is missing.` : `"${name}" must be ${aOr(issue.expected)}.`;
  }
  if (issue.code === 'invalid_value') return `"${name}" must be one of: ${issue.values.map(String).join(', ')}.`;
  return `"${name}" ${issue.message.startsWith('must') ? issue.message : `is not right: ${issue.message}`}.`;
}

const aOr = (expected: string) =>
  ({
    string: 'a text',
    boolean: 'true or false',
    array: 'a list',
    tuple: 'a list',
    object: 'a block',
    record: 'a block',
  })[expected] ?? expected;

interface Wrong {
  path: (string | number)[];
  message: string;
}

/** What the shape alone does not tell: steps that are not there, talks that never end. */
function check(script: ReceptionistScript): Wrong[] {
  const { steps } = script;
  const wrong: Wrong[] = [];
  const known = (path: (string | number)[], name: string) => {
    if (!(name in steps)) wrong.push({ path, message: `There is no step "${name}".` });
  };
  for (const entry of ['start', 'person', 'resume', 'finish', 'message', 'promise'] as const)
    known([entry], script[entry]);
  for (const [name, step] of Object.entries(steps)) {
    const path = ['steps', name];
    const does = [step.ask, step.tool, step.end].filter((one) => one !== undefined);
    if (does.length > 1) wrong.push({ path, message: `"${name}" may have one of ask, tool and end.` });
    if (does.length === 0 && step.say === undefined) wrong.push({ path, message: `"${name}" says and does nothing.` });
    if (step.ask !== undefined && step.say === undefined)
      wrong.push({ path, message: `"${name}" asks, so it needs "say".` });
    if (step.end === undefined && step.next === undefined)
      wrong.push({ path, message: `"${name}" needs "next", or "end: true".` });
    if (step.end !== undefined && step.next !== undefined)
      wrong.push({ path, message: `"${name}" ends, so nothing comes next.` });
    if (step.confirm !== undefined && step.ask !== 'spelling' && step.ask !== 'number' && step.ask !== 'name') {
      wrong.push({ path: [...path, 'confirm'], message: 'Only a name, a spelling or a number is read back.' });
    }
    const answers = answersOf[step.ask ?? step.tool ?? 'reason'];
    for (const [answer, target] of Object.entries(step.on)) {
      if (!answers.includes(answer)) {
        wrong.push({ path: [...path, 'on', answer], message: `"${answer}" is no answer here${listed(answers)}.` });
      }
      known([...path, 'on', answer], target);
    }
    for (const [key, answer] of Object.entries(step.keys)) {
      if (!answers.includes(answer)) {
        wrong.push({ path: [...path, 'keys', key], message: `"${answer}" is no answer here${listed(answers)}.` });
      }
    }
    if (step.next !== undefined) known([...path, 'next'], step.next);
    if (step.otherwise !== undefined) known([...path, 'otherwise'], step.otherwise);
    for (const [field, text] of textsOf(step)) wrong.push(...unknownPlaceholders(text, [...path, ...field]));
  }
  for (const [name, text] of Object.entries(script.phrases)) {
    const texts = typeof text === 'string' ? [text] : text;
    wrong.push(...texts.flatMap((one) => unknownPlaceholders(one, ['phrases', name])));
  }
  if (wrong.length === 0) wrong.push(...endless(script), ...undisclosed(script));
  return wrong;
}

const listed = (answers: readonly string[]) => (answers.length === 0 ? '' : `; it may be ${answers.join(', ')}`);

function textsOf({ say, confirm, repair }: ReceptionistScript['steps'][string]): [(string | number)[], string][] {
  return [
    ...(say === undefined ? [] : [[['say'], say] as [string[], string]]),
    ...(confirm === undefined ? [] : [[['confirm'], confirm] as [string[], string]]),
    ...repair.map((text, index): [(string | number)[], string] => [['repair', index], text]),
  ];
}

function unknownPlaceholders(text: string, path: (string | number)[]): Wrong[] {
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  return names
    .filter((name) => !(placeholders as readonly string[]).includes(name))
    .map((name) => ({
      path,
      message: `{${name}} is not known; it may be ${placeholders.map((one) => `{${one}}`).join(', ')}.`,
    }));
}

/** Steps that say and never ask, in a circle, would talk for ever. */
function endless({ steps }: ReceptionistScript): Wrong[] {
  return Object.keys(steps).flatMap((name) => {
    const seen = new Set<string>();
    let at: string | undefined = name;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      const step: ReceptionistScript['steps'][string] | undefined = steps[at];
      at = step?.ask === undefined && step?.tool === undefined ? step?.next : undefined;
    }
    return at === name ? [{ path: ['steps', name, 'next'], message: `From "${name}" it goes round for ever.` }] : [];
  });
}

/** A caller must have been told that no person speaks, to the end of the sentence. */
function undisclosed({ steps, start }: ReceptionistScript): Wrong[] {
  const first = steps[start];
  if (first?.say !== undefined && !first.interruptible) return [];
  return [
    {
      path: ['steps', start, 'interruptible'],
      message: `"${start}" comes first and says that this is an AI: it needs "say" and "interruptible: false".`,
    },
  ];
}

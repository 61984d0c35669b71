import { basename } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { ImpossibleStep, type HowTold, type TimedStep } from '../life/call-life.ts';
import { pretendPerson, type PretendPerson } from '../life/person.ts';
import { tell } from '../life/tell.ts';
import type { Expected, ExpectedCall, Fault, Scenario } from './scenario.ts';
import { scenarioFile, type ScenarioFile } from './scenario-file.ts';
import { ScenarioError, type ScenarioProblem } from './scenario-error.ts';
import { readStep } from './step-text.ts';

/**
 * Reads a scenario and tries it once: whatever would stop it half-way is found before anything is sent.
 * @param text YAML
 * @param file for the words of an error, and the scenario's name
 * @param people who can be named in it, beside its own
 * @throws ScenarioError
 */
export function readScenario(text: string, file: string, people: readonly PretendPerson[]): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new ScenarioError(file, [{ line, field: '', message: broken.message }]);
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(document, lines, path);
  const parsed = scenarioFile.safeParse(document.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ofIssue(issue, lineOf));
    throw new ScenarioError(file, problems);
  }
  const content = parsed.data;
  const own = Object.entries(content.people).map(([id, { name, ringover, sipgate }]) =>
    pretendPerson({ id, name, providerUserIds: [ringover, sipgate] }),
  );
  const known = new Map([...people, ...own].map((person) => [person.key, person]));
  const read = readSteps(content, known, lineOf);
  if ('problems' in read) throw new ScenarioError(file, read.problems);
  const scenario: Scenario = {
    name: basename(file).replace(/\.ya?ml$/, ''),
    title: content.title,
    how: howTold(content),
    direction: content.direction,
    from: content.from === 'anonymous' ? null : content.from,
    to: content.to,
    steps: read.steps,
    shuffle: content.shuffle ?? null,
    repeat: content.repeat,
    clockSkewMs: content.clockSkew,
    faults: content.faults.map(faultOf),
    healAtMs: read.healAtMs,
    expect: content.expect ? expectedOf(content.expect) : null,
  };
  const problems = [...tryOnce(scenario, read.indexes, lineOf), ...unknownExpected(content, known, lineOf)];
  if (problems.length > 0) throw new ScenarioError(file, problems);
  return scenario;
}

type LineOf = (path: readonly PropertyKey[]) => number | null;

/** The line of a value, or of the nearest thing around it that is in the file. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return null;
}

function ofIssue(issue: z.core.$ZodIssue, lineOf: LineOf): ScenarioProblem {
  const field = fieldName(issue.path);
  if (issue.code !== 'unrecognized_keys') return { line: lineOf(issue.path), field, message: issue.message };
  const [key = ''] = issue.keys;
  const path = [...issue.path, key];
  return { line: lineOf(path), field: fieldName(path), message: 'is no field of a scenario' };
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');
}

interface StepsRead {
  steps: TimedStep[];
  /** Of each step, its place in the file: `heal` is a step there only. */
  indexes: number[];
  healAtMs: number | null;
}

function readSteps(
  content: ScenarioFile,
  people: ReadonlyMap<string, PretendPerson>,
  lineOf: LineOf,
): StepsRead | { problems: ScenarioProblem[] } {
  const problems: ScenarioProblem[] = [];
  const result: StepsRead = { steps: [], indexes: [], healAtMs: null };
  let before: number | null = null;
  let tags: readonly string[] = [];
  for (const [index, text] of content.steps.entries()) {
    const read = readStep(text, { people, before, tags });
    if (typeof read === 'string') {
      problems.push({ line: lineOf(['steps', index]), field: `steps[${index}]`, message: read });
      continue;
    }
    before = read.atMs;
    if (read.step.kind === 'tags') tags = read.step.tags;
    if (read.step.kind === 'heal') {
      result.healAtMs = read.atMs;
      continue;
    }
    result.steps.push({ atMs: read.atMs, step: read.step });
    result.indexes.push(index);
  }
  return problems.length > 0 ? { problems } : result;
}

function howTold({ told, oddities }: ScenarioFile): HowTold {
  return { teller: told, ...oddities, tenantId: null };
}

function faultOf(fault: ScenarioFile['faults'][number]): Fault {
  const nth = fault.nth ?? null;
  return 'lose' in fault
    ? { kind: 'lose', event: fault.lose, nth }
    : { kind: 'refuse', event: fault.refuse, nth, times: fault.times };
}

/** The whole life is told once, to nobody: what cannot happen, and faults of what is never told. */
function tryOnce(scenario: Scenario, indexes: readonly number[], lineOf: LineOf): ScenarioProblem[] {
  const life = { ...scenario, callId: '7000000000000000001', startedAt: new Date(0) };
  let told;
  try {
    told = tell(life, scenario.how);
  } catch (error) {
    if (!(error instanceof ImpossibleStep)) throw error;
    const index = indexes[error.index] ?? 0;
    return [{ line: lineOf(['steps', index]), field: `steps[${index}]`, message: error.message }];
  }
  const names = told.map(({ event }) => event);
  return scenario.faults.flatMap((fault, i) => {
    const count = names.filter((name) => name === fault.event).length;
    if (count >= (fault.nth ?? 1)) return [];
    const problem =
      count === 0 ? `“${fault.event}” is never told here` : `“${fault.event}” is told ${count} times only`;
    const told = `told are ${[...new Set(names)].join(', ')}`;
    return [{ line: lineOf(['faults', i]), field: `faults[${i}]`, message: `${problem}; ${told}` }];
  });
}

function unknownExpected(
  { expect }: ScenarioFile,
  people: ReadonlyMap<string, PretendPerson>,
  lineOf: LineOf,
): ScenarioProblem[] {
  const named = [
    ...(expect?.call?.answeredBy == null
      ? []
      : [{ path: ['expect', 'call', 'answeredBy'], key: expect.call.answeredBy }]),
    ...Object.keys(expect?.call?.legs ?? {}).map((key) => ({ path: ['expect', 'call', 'legs', key], key })),
  ];
  return named
    .filter(({ key }) => !people.has(key))
    .map(({ path, key }) => ({ line: lineOf(path), field: fieldName(path), message: `nobody is called “${key}”` }));
}

function expectedOf(expect: NonNullable<ScenarioFile['expect']>): Expected {
  const orNull = (value: string) => (value === 'anonymous' ? null : value);
  return {
    ...(expect.call === undefined ? {} : { call: expect.call && expectedCallOf(expect.call) }),
    ...(expect.messages === undefined
      ? {}
      : {
          messages: expect.messages.map(({ from, to, ...message }) => ({
            ...message,
            ...(from === undefined ? {} : { fromNumber: orNull(from) }),
            ...(to === undefined ? {} : { toNumber: orNull(to) }),
          })),
        }),
  };
}

function expectedCallOf(call: NonNullable<NonNullable<ScenarioFile['expect']>['call']>): ExpectedCall {
  const { answeredAt, endedAt, talk, from, voicemail, recording, transcription, ...same } = call;
  return {
    ...same,
    ...(answeredAt === undefined ? {} : { answeredAtSeconds: answeredAt }),
    ...(endedAt === undefined ? {} : { endedAtSeconds: endedAt }),
    ...(talk === undefined ? {} : { talkSeconds: talk }),
    ...(from === undefined ? {} : { fromNumber: from === 'anonymous' ? null : from }),
    ...(voicemail === undefined ? {} : { voicemailSeconds: voicemail }),
    ...(recording === undefined ? {} : { recordingSeconds: recording }),
    ...(transcription === undefined ? {} : { hasTranscription: transcription }),
  };
}

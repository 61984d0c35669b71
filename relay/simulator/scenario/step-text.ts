import type { LifeStep } from '../life/call-life.ts';
import type { PretendPerson } from '../life/person.ts';
import type { SipgateCause } from '../told/sipgate-told.ts';
import { dialogueNames } from '../sound/dialogues.ts';
import { readDuration } from './duration.ts';

/** `heal`: the provider's own log is read. It happens to the relay, not in the life of the call. */
export type StepOfFile = LifeStep | { kind: 'heal' };

export interface ReadStep {
  atMs: number;
  step: StepOfFile;
}

export interface StepContext {
  people: ReadonlyMap<string, PretendPerson>;
  /** When the step before happens; null: this is the first. */
  before: number | null;
  /** Tags that stand at the call by now: after-call events always tell all of them. */
  tags: readonly string[];
}

/** Words of the steps, as an error lists them. */
export const stepWords =
  'ring, answer, refuse, forward to, transfer to, consult, hand over, hang up, miss, voicemail, press, tags, comment, ' +
  'after-call, recording, voicemail-link, recorded, transcription, summary, sms from, fax, ask, heal';

/**
 * One line of `steps`: `0s ring sofie, jonas`, `+6s answer jonas`. A time with a plus counts from the step before.
 * @returns the step, or a sentence that says what is wrong
 */
export function readStep(text: string, context: StepContext): ReadStep | string {
  const [time = '', word = '', ...others] = text.trim().split(/\s+/);
  const atMs = readTime(time, context.before);
  if (typeof atMs === 'string') return atMs;
  if (word === '') return 'says when, but not what happens';
  const step = readWhat(word, others.join(' '), context);
  return typeof step === 'string' ? step : { atMs, step };
}

function readTime(time: string, before: number | null): number | string {
  const ms = readDuration(time);
  if (ms === null) return `begins with a time like 0s, +6s, +20m; “${time}” is none`;
  if (time.startsWith('-')) return `${time} is before the step before; disorder is said with “shuffle”`;
  if (time.startsWith('+')) return (before ?? 0) + ms;
  if (before !== null && ms < before) {
    return `${time} is before the step before (${before / 1000}s); disorder is said with “shuffle”`;
  }
  return ms;
}

type ReadWhat = (rest: string, context: StepContext) => StepOfFile | string;

const causes: readonly SipgateCause[] = [
  'normalClearing',
  'busy',
  'cancel',
  'noAnswer',
  'congestion',
  'notFound',
  'forwarded',
];

const verbs: Readonly<Record<string, ReadWhat>> = {
  ring: (rest, { people }) => withPeople(rest, people, (found) => ({ kind: 'ring', people: found })),
  answer: (rest, { people }) => withPeople(rest, people, (found) => ({ kind: 'answer', people: found })),
  refuse: (rest, { people }) => withPerson(rest, people, (person) => ({ kind: 'refuse', person })),
  forward: (rest, { people }) => withPerson(afterTo(rest), people, (to) => ({ kind: 'forward', to })),
  transfer: (rest, { people }) => withPerson(afterTo(rest), people, (to) => ({ kind: 'transfer', to })),
  consult: (rest, { people }) => withPerson(rest, people, (person) => ({ kind: 'consult', with: person })),
  hand: (rest) => (rest === 'over' ? { kind: 'hand_over' } : '“hand” is said “hand over”'),
  hang: (rest) => {
    const [up, cause] = rest.split(' ');
    if (up !== 'up') return '“hang” is said “hang up”';
    const known = causes.find((one) => one === cause);
    if (cause !== undefined && known === undefined) return `“${cause}” is no cause; there are ${causes.join(', ')}`;
    return { kind: 'hang_up', cause: known ?? null };
  },
  miss: (rest) => ({ kind: 'miss', reason: rest === '' ? null : rest }),
  voicemail: (rest) => withSeconds(rest, (seconds) => ({ kind: 'voicemail', seconds })),
  press: (rest) => {
    if (rest === 'nothing') return { kind: 'press', digits: null };
    return /^[0-9*#]+$/.test(rest) ? { kind: 'press', digits: rest } : 'press digits, *, # or nothing';
  },
  tags: (rest) => ({ kind: 'tags', tags: listed(rest) }),
  comment: (rest, { tags }) => withText(rest, (text) => ({ kind: 'comment', text, tags })),
  'after-call': (rest, { tags }) => withText(rest, (text) => ({ kind: 'after_call', text, tags })),
  recording: (rest) => withSeconds(rest, (seconds) => ({ kind: 'recording', seconds })),
  'voicemail-link': (rest) => withSeconds(rest, (seconds) => ({ kind: 'voicemail_link', seconds })),
  recorded: (rest) => {
    const [, isVoicemail, dialogue = ''] = /^(voicemail )?(\S*)$/.exec(rest) ?? [];
    if (!dialogueNames.includes(dialogue)) return `“${rest}” was never said; there are ${dialogueNames.join(', ')}`;
    return { kind: 'recorded', as: isVoicemail === undefined ? 'recording' : 'voicemail', dialogue };
  },
  transcription: () => ({ kind: 'transcription' }),
  summary: (rest) => withText(rest, (text) => ({ kind: 'summary', text })),
  sms: (rest, { people }) => {
    const [, who = '', text = ''] = /^from (\S+) (.+)$/.exec(rest) ?? [];
    if (text === '') return 'an SMS is said “sms from caller Thank you” or “sms from sofie On my way”';
    if (who === 'caller') return { kind: 'sms', to: 'firm', text, person: null };
    return withPerson(who, people, (person) => ({ kind: 'sms', to: 'caller', text, person }));
  },
  fax: (rest) => {
    const [, pages] = /^(\d{1,3}) pages?$/.exec(rest) ?? [];
    if (rest !== '' && (pages === undefined || pages === '0')) return 'a fax is said “fax” or “fax 3 pages”';
    return { kind: 'fax', pages: pages === undefined ? null : Number(pages) };
  },
  ask: (rest) => {
    if (rest === 'contact' || rest === 'routing') return { kind: 'ask', about: rest };
    const [, query] = /^search (.+)$/.exec(rest) ?? [];
    if (query !== undefined) return { kind: 'ask_search', query, person: null };
    const [, code] = /^code (\d{1,9})$/.exec(rest) ?? [];
    if (code !== undefined) return { kind: 'ask_ivr', code: Number(code) };
    return 'a provider asks “contact”, “routing”, “search Muster” or “code 1234”';
  },
  heal: () => ({ kind: 'heal' }),
};

function readWhat(word: string, rest: string, context: StepContext): StepOfFile | string {
  const read = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  return read ? read(rest, context) : `“${word}” is no step; there are ${stepWords}`;
}

function withPeople(
  rest: string,
  people: StepContext['people'],
  make: (found: PretendPerson[]) => StepOfFile,
): StepOfFile | string {
  const found: PretendPerson[] = [];
  for (const name of listed(rest)) {
    const person = people.get(name);
    if (!person) return unknownPerson(name, people);
    if (found.includes(person)) return `${name} is named twice`;
    found.push(person);
  }
  return make(found);
}

function withPerson(
  name: string,
  people: StepContext['people'],
  make: (person: PretendPerson) => StepOfFile,
): StepOfFile | string {
  const person = people.get(name);
  return person ? make(person) : unknownPerson(name, people);
}

function unknownPerson(name: string, people: StepContext['people']): string {
  const known = [...people.keys()].join(', ');
  return name === '' ? `says of nobody; there are ${known}` : `nobody is called “${name}”; there are ${known}`;
}

function withSeconds(rest: string, make: (seconds: number) => StepOfFile): StepOfFile | string {
  const ms = readDuration(rest);
  return ms === null || ms < 0 ? `“${rest}” is no length like 32s` : make(ms / 1000);
}

const withText = (rest: string, make: (text: string) => StepOfFile) => (rest === '' ? 'says nothing' : make(rest));
const afterTo = (rest: string) => rest.replace(/^to\b\s*/, '');
const listed = (rest: string) =>
  rest
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

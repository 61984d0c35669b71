import type {
  CheckedScript,
  CheckScriptRequest,
  TriedScript,
  TryScriptRequest,
} from '@callbrief/relay/wire/receptionist';
import type { ReceptionistDesk } from '../../src-preload/contract/receptionist.ts';
import { checkScript } from '../../relay/src/agent/script/check-script.ts';
import { readScript } from '../../relay/src/agent/script/read-script.ts';
import { tryScript } from '../../relay/src/agent/script/try-script.ts';

/** On an office machine of its own; the language model stands in the United States, and nothing may leave. */
export const mockReceptionistDesk: Omit<ReceptionistDesk, 'canSave'> = {
  settings: {
    revision: 2,
    isOn: true,
    thinks: 'script',
    languages: ['fr', 'nl'],
    scripts: {},
    about: '',
    handOverTo: ['jonas'],
    lastResort: '+3222223344',
  },
  engines: [
    {
      stage: 'hearing',
      id: 'sherpa:nemotron-3.5-streaming-160ms',
      leavesMachine: false,
      region: null,
      languages: ['en', 'fr', 'nl'],
      refused: null,
      onlyOnSome: false,
    },
    {
      stage: 'thinking',
      id: 'openai-compatible:gpt-5-mini',
      leavesMachine: true,
      region: 'us',
      languages: null,
      refused: 'leaves_machine',
      onlyOnSome: false,
    },
    {
      stage: 'voice',
      id: 'espeak-ng:en-gb+fr+nl+de@150',
      leavesMachine: false,
      region: null,
      languages: null,
      refused: null,
      onlyOnSome: false,
    },
  ],
  people: [
    { id: 'jonas', name: 'Jonas Peeters' },
    { id: 'mira', name: 'Mira Claes' },
  ],
};

/** Short, and right; its sentences are in English for every language. */
const shipped = (language: string) => `version: 1
language: ${language}
start: greet
person: find
resume: reason
finish: take
message: reason
promise: take
phrases:
  silence: ['I did not hear anything.', 'Say "a person" or press zero.']
  silent_goodbye: I cannot hear you. Goodbye.
  too_long: I have to end this call now.
  not_understood: I did not understand that.
  no_files: I cannot say anything about files.
  recording_off: Understood.
  urgent_noted: I have noted that this is urgent.
  language_changed: Of course.
  person_comes: Somebody is coming.
note: { language: L, party: P, message: M, asked_for_file: A, objected: O, no_reason: N, unfinished: U }
steps:
  greet:
    say: This is {firm}. You are speaking with a computer.
    interruptible: false
    next: reason
  reason:
    say: How can we help you?
    ask: reason
    repair: [Could you tell me why you are calling?]
    next: urgent
  urgent:
    say: Is it urgent?
    ask: urgency
    keys: { '1': yes, '2': no }
    on: { yes: find }
    next: take
  find:
    tool: find_person
    on: { nobody: take }
    next: connect
  connect:
    say: I will connect you.
    tool: transfer
    on: { failed: take }
    next: take
  take:
    tool: take_message
    next: goodbye
  goodbye:
    say: Thank you. Goodbye.
    end: true
`;

export const pretendCheck = ({ language, script }: CheckScriptRequest): CheckedScript =>
  checkScript(language, script ?? shipped(language));

/** The office's own reader and talk: what it answers is what the office would. */
export function pretendTalk({ script, ...ask }: TryScriptRequest): TriedScript {
  const text = script ?? shipped(ask.language);
  const { problems } = checkScript(ask.language, text);
  const read = readScript(text);
  if (problems.length > 0 || !read.ok) return { problems, lines: [], step: null };
  const context = {
    scripts: { [ask.language]: read.script },
    firmName: 'Delcourt & Maes',
    country: 'BE',
    timeZone: 'Europe/Brussels',
    callerNumber: null,
  };
  const somebody = ask.somebodyIsFree ? { id: 'mira', name: 'Mira Claes' } : null;
  return { problems, ...tryScript(context, { ...ask, somebody }, new Date('2026-11-19T10:00:00Z')) };
}

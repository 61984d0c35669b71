import type { CallOutcome, FollowUp } from '../../wire/call.ts';
import type { PartyRole, Person } from '../../wire/directory.ts';
import type { ExportKind } from '../../wire/export.ts';
import type { Language } from '../../wire/scalars.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';

/**
 * What the relay itself says in a file that it gives away. `{name}` is filled in by `fill`; numbers, dates and
 * durations are written by Intl, never here.
 */
export interface ExportWords {
  /** In the name of the file, and above it. */
  fileName: Record<ExportKind, string>;
  note: string;
  transcript: string;

  call: string;
  firm: string;
  matter: string;
  noMatter: string;
  line: string;
  direction: Record<'inbound' | 'outbound', string>;
  directionLabel: string;
  outcomeLabel: string;
  outcome: Record<CallOutcome, string>;
  start: string;
  end: string;
  endUnknown: string;
  duration: string;
  timeZone: string;
  answeredBy: string;
  nobody: string;
  tags: string;
  providerComment: string;

  participants: string;
  participant: { name: string; role: string; number: string };
  outside: Record<'inbound' | 'outbound', string>;
  withheld: string;
  partyRole: Record<PartyRole, string>;
  firmRole: Record<Exclude<Person['role'], 'admin'>, string>;
  ofTheFirm: string;

  summary: string;
  unverified: string;
  verified: string;
  edited: string;
  writtenBy: string;
  leftMachine: string;
  soundLeft: string;
  stayed: string;
  leftOut: { one: string; other: string };
  source: string;
  notAnalysed: string;
  /** Of a summary and of a transcript that is not there. */
  absent: Record<'pending' | 'failed' | 'skipped', string>;
  keyPassages: string;
  keyPassagesAre: string;
  providerSummary: string;
  providerSummaryIs: string;

  tasks: string;
  suggestedTasks: string;
  due: string;
  accepted: string;
  /** Under the heading of those that nobody accepted. */
  suggested: string;

  noteSection: string;
  noNote: string;
  noteBy: string;
  followUpLabel: string;
  followUp: Record<FollowUp, string>;
  comments: string;

  recording: string;
  recordingKind: Record<'call' | 'voicemail', string>;
  noRecording: string;
  length: string;
  sha256: string;
  size: string;
  channels: { one: string; other: string };
  recordingAbsent: Record<'pending' | 'failed' | 'skipped', string>;
  removed: Record<'retention' | 'demand' | 'policy', string>;
  legalHold: string;
  consent: string;
  /** `{time}`: since the call was answered. */
  announced: string;
  announcedAndObjected: string;
  objected: string;
  notAnnounced: string;

  access: string;
  accessNewest: string;
  noAccess: string;
  when: string;
  who: string;
  what: string;
  /** Of an audit entry; one that is not here stands as it is written in the log. */
  audit: Record<string, string>;
  byItself: string;

  made: string;
  page: string;

  speaker: Record<'caller' | 'firm' | 'unknown', string>;
  corrected: string;
  transcriptBy: Record<'engine' | 'provider', string>;
  times: string;
  timesEstimated: string;
}

const all: Record<Language, ExportWords> = { en, fr, nl, de };

export const wordsOf = (language: Language): ExportWords => all[language];

/** @param text `Made on {when}`; a name that is not given stays as it is, so that a missing one is seen */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

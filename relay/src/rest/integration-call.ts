import { otherNumber, type Call, type CallOutcome } from '../wire/call.ts';
import type { FieldReason, FieldStatus } from '../wire/field-state.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';

/** HTTP contract section 4: names are exact, because scripts of firms read them. */
export interface IntegrationCall {
  id: string;
  call_id: string;
  contact_id: string | null;
  contact_name: string | null;
  case_id: string | null;
  phone_number: string | null;
  direction: 'inbound' | 'outbound';
  call_type: IntegrationCallType;
  duration_seconds: number;
  duration_formatted: string;
  occurred_at: string;
  /** Plays on the relay for a few minutes; null: there is none, or not yet. */
  recording_url: string | null;
  transcript_status: FieldStatus;
  /** Only for `failed` and `skipped`. */
  transcript_status_reason: FieldReason | null;
  transcript: string | null;
  summary_status: FieldStatus;
  summary_status_reason: FieldReason | null;
  /** Ours, which cites, or else the provider's own as it came; never a mixture. */
  ai_summary: string | null;
  sentiment_score: number | null;
  sentiment_label: 'positive' | 'neutral' | 'negative' | null;
  tasks_generated: boolean;
  extracted_tasks: { title: string; due_date: string | null }[];
}

export const integrationCallTypes = ['answered', 'missed', 'voicemail'] as const;
export type IntegrationCallType = (typeof integrationCallTypes)[number];

/** The old contract knows calls only when they are over, and three ends. A human or the agent who spoke: answered. */
export const outcomesOf: Record<IntegrationCallType, CallOutcome[]> = {
  answered: ['answered', 'agent'],
  missed: ['missed', 'rejected', 'dropped'],
  voicemail: ['voicemail'],
};

/** What was made of a call: its insights, or how far its recordings are. */
export interface MadeOfCall {
  insights: CallInsights | null;
  recordings: readonly Recording[];
}

/** @returns null for a call that is not over. */
export function describeForIntegration(
  call: Call,
  contactName: string | null,
  madeOf: MadeOfCall,
  recordingUrl: string | null,
): IntegrationCall | null {
  const callType = integrationCallTypes.find((type) => outcomesOf[type].includes(call.outcome));
  if (!callType) return null;
  const seconds = call.durationSeconds ?? 0;
  return {
    id: call.id,
    call_id: call.providerCallId,
    contact_id: call.contactId,
    contact_name: contactName,
    case_id: call.matterId,
    phone_number: otherNumber(call),
    direction: call.direction,
    call_type: callType,
    duration_seconds: seconds,
    duration_formatted: `${Math.floor(seconds / 60)}m ${seconds % 60}s`,
    occurred_at: call.startedAt,
    recording_url: recordingUrl,
    ...words(call, madeOf),
  };
}

/** Without insights the recording says why: it is not here yet, could not be had, or there is none. */
function words(call: Call, { insights, recordings }: MadeOfCall) {
  if (!insights) {
    const [audio] = recordings.map((recording) => recording.audio);
    const status = audio ? statusOfAudio(audio.status) : ('skipped' as const);
    const reason = audio ? audio.reason : ('no_recording' as const);
    const provided = call.added.summary;
    return {
      transcript_status: status,
      transcript_status_reason: reason,
      transcript: null,
      summary_status: provided === null ? status : ('completed' as const),
      summary_status_reason: provided === null ? reason : null,
      ai_summary: provided,
      sentiment_score: null,
      sentiment_label: null,
      tasks_generated: false,
      extracted_tasks: [],
    };
  }
  const { transcript, summary, sentiment, tasks } = insights;
  const isSummarised = summary.status === 'completed';
  const provided = isSummarised ? null : call.added.summary;
  const taken = tasks.status === 'completed' ? tasks.tasks.filter((task) => task.state !== 'dismissed') : [];
  return {
    transcript_status: transcript.status,
    transcript_status_reason: transcript.reason,
    transcript: transcript.status === 'completed' ? transcriptText(transcript) : null,
    summary_status: provided === null ? summary.status : ('completed' as const),
    summary_status_reason: provided === null ? summary.reason : null,
    ai_summary: isSummarised ? summary.sentences.map((sentence) => sentence.text).join(' ') : provided,
    sentiment_score: sentiment.status === 'completed' ? (sentiment.overall?.score ?? null) : null,
    sentiment_label: sentiment.status === 'completed' ? (sentiment.overall?.label ?? null) : null,
    tasks_generated: tasks.status === 'completed',
    extracted_tasks: taken.map(({ title, dueDate }) => ({ title, due_date: dueDate })),
  };
}

/** The audio is here and nothing was made of it yet: that is to come. */
function statusOfAudio(status: FieldStatus): FieldStatus {
  return status === 'completed' || status === 'processing' ? 'pending' : status;
}

/** One line for each time somebody speaks: `Caller: Is the hearing still on Friday?` */
function transcriptText({ segments, speakerNames }: CallInsights['transcript']): string {
  const names = { caller: speakerNames.caller ?? 'Caller', firm: speakerNames.firm ?? 'Firm', unknown: null };
  return segments
    .map(({ speaker, text }) => (names[speaker] === null ? text : `${names[speaker]}: ${text}`))
    .join('\n');
}

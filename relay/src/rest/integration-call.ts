import { otherNumber, type Call, type CallOutcome } from '../wire/call.ts';

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
  transcript_status: 'skipped';
  transcript_status_reason: string;
  transcript: null;
  summary_status: 'skipped';
  summary_status_reason: string;
  ai_summary: null;
  sentiment_score: null;
  sentiment_label: null;
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

const NO_RECORDING = 'no_recording';

/** @returns null for a call that is not over. */
export function describeForIntegration(
  call: Call,
  contactName: string | null,
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
    transcript_status: 'skipped',
    transcript_status_reason: NO_RECORDING,
    transcript: null,
    summary_status: 'skipped',
    summary_status_reason: NO_RECORDING,
    ai_summary: null,
    sentiment_score: null,
    sentiment_label: null,
    tasks_generated: false,
    extracted_tasks: [],
  };
}

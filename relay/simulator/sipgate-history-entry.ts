import type { PretendPastPhone } from './pretend-calls.ts';

/** A line of sipgate's history (its OpenAPI document, and `callId` and `callStatus` as its library reads them). */
export function sipgateHistoryEntry({ id, call, phone, endedAt, lastState }: PretendPastPhone) {
  const isVoicemail = lastState === 'VOICEMAIL';
  const isOver = phone.answeredAt !== null;
  const way = call.direction === 'inbound' ? 'INCOMING' : 'OUTGOING';
  const seconds = phone.answeredAt ? Math.round((endedAt.getTime() - phone.answeredAt.getTime()) / 1_000) : 0;
  return {
    id: String(id),
    source: call.from ?? 'anonymous',
    target: call.to,
    sourceAlias: '',
    targetAlias: '',
    type: isVoicemail ? 'VOICEMAIL' : 'CALL',
    created: `${phone.startedAt.toISOString().slice(0, 19)}Z`,
    lastModified: `${endedAt.toISOString().slice(0, 19)}Z`,
    direction: isOver ? way : `MISSED_${way}`,
    incoming: call.direction === 'inbound',
    status: isOver ? 'PICKUP' : 'NOPICKUP',
    connectionIds: [],
    endpoints: phone.user === null ? [] : [{ type: 'PICKUP', endpoint: { extension: phone.user.id, type: 'USER' } }],
    duration: seconds,
    ...(isVoicemail
      ? { transcription: '', recordingUrl: `https://secure.sipgate.example/${id}.mp3` }
      : { callId: call.callId, callStatus: isOver ? 'SUCCESS' : 'MISSED', recordings: [] }),
    note: '',
    read: true,
    archived: false,
    starred: false,
    labels: [],
  };
}

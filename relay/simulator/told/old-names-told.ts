import type { Envelope } from './ringover-told.ts';

/** The nine kinds of HTTP contract section 2, by Ringover's own `resource/event`. */
const oldNames: Readonly<Record<string, string>> = {
  'call/ringing': 'call_ringing',
  'call/answered': 'call_answered',
  'call/hangup': 'call_ended',
  'call/missed': 'missed_call',
  'call/voicemail': 'voicemail',
  'sms/received': 'sms_received',
  'sms/sent': 'sms_sent',
  'aftercall/aftercall': 'after_call_work',
  'fax/received': 'fax_received',
};

/** The other names that earlier integrations gave to Ringover's fields. */
const oldFields: Readonly<Record<string, string>> = {
  start_time: 'started_at',
  hangup_time: 'ended_at',
  duration_in_seconds: 'duration_seconds',
  from_number: 'caller_number',
  to_number: 'callee_number',
};

/**
 * The same event as earlier integrations send it to `/api/v1/webhooks/ringover/event`: one flat object, `event_type`,
 * numbers with plus, ISO times.
 * @returns JSON text, or null for what had no name then
 */
export function inOldNames({ resource, event, at, data }: Envelope, tenantId: string | null): string | null {
  const name = oldNames[`${resource}/${event}`];
  if (name === undefined) return null;
  const fields = Object.entries(data).map(([key, value]) => [oldFields[key] ?? key, inOldForm(key, value)]);
  return JSON.stringify({
    event_type: name,
    ...(tenantId === null ? {} : { tenant_id: tenantId }),
    timestamp: at.toISOString(),
    ...Object.fromEntries(fields),
  });
}

function inOldForm(key: string, value: unknown): unknown {
  if (key.endsWith('_number') && typeof value === 'string' && /^\d+$/.test(value)) return `+${value}`;
  if (key.endsWith('_time') && typeof value === 'number') return new Date(value * 1000).toISOString();
  return value;
}

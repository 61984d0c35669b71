/**
 * The names of earlier integrations (HTTP contract section 2) and what they are on Ringover's own wire (telephony facts
 * 2.2). `fax/received` is our word: Ringover's name for it is published nowhere.
 */
export const oldNames: ReadonlyMap<string, { resource: string; event: string }> = new Map([
  ['call_ringing', { resource: 'call', event: 'ringing' }],
  ['call_answered', { resource: 'call', event: 'answered' }],
  ['call_ended', { resource: 'call', event: 'hangup' }],
  ['missed_call', { resource: 'call', event: 'missed' }],
  ['voicemail', { resource: 'call', event: 'voicemail' }],
  ['sms_received', { resource: 'sms', event: 'received' }],
  ['sms_sent', { resource: 'sms', event: 'sent' }],
  ['after_call_work', { resource: 'aftercall', event: 'aftercall' }],
  ['fax_received', { resource: 'fax', event: 'received' }],
]);

/**
 * Kinds of deliveries that we know and keep, although no screen shows them yet: SMS, fax, after-call work (HTTP contract
 * section 2, telephony facts 2.2), the questions that Ringover asks (2.2), digits pressed (4.1). Whatever else makes no
 * call is unknown, and an operator should look at it: a new event of a provider, or a dashboard entry that points to the
 * wrong address of ours.
 */
export const notShownKinds: readonly string[] = [
  'sms/received',
  'sms/sent',
  'fax/received',
  'aftercall/aftercall',
  'aftercall/comments_updated',
  'aftercall/tags_updated',
  'aftercall/record_available',
  'aftercall/voicemail_available',
  'aftercall/transcription_available',
  'aftercall/summary_available',
  'call/contact',
  'search/contact',
  'call/routing',
  'call/ivr_response_code',
  'dtmf',
];

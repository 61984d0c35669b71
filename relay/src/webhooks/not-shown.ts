/**
 * Kinds of deliveries that we know and keep although they make nothing in the history: the questions that Ringover asks
 * and waits for (telephony facts 2.2). Whatever else makes no call and no message is unknown, and an operator should look
 * at it: a new event of a provider, or a dashboard entry that expects an answer which we do not give.
 */
export const notShownKinds: readonly string[] = [
  'call/contact',
  'call/routing',
  'call/ivr_response_code',
  'search/contact',
];

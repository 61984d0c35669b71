/** What this process saw since it started. The lasting counts are in the inbox (`inboxCounts`). */
export interface WebhookCounts {
  signaturesRefused: number;
  /** The body was not what the provider signed; the signed text was taken. */
  bodyDiffersFromSigned: number;
  /** Of the two signatures on one delivery only one held. */
  signaturesDisagree: number;
  /** Signed, but not readable; kept raw. */
  unreadable: number;
  /** Answered so that the human call goes on, although the inbox could not be written yet. */
  heldBack: number;
  /** Held back and given up. */
  lost: number;
}

export function createWebhookCounts(): WebhookCounts {
  return { signaturesRefused: 0, bodyDiffersFromSigned: 0, signaturesDisagree: 0, unreadable: 0, heldBack: 0, lost: 0 };
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** sipgate ignores any other type (telephony facts 4.2). */
export const SIPGATE_REPLY_TYPE = 'application/xml';

/**
 * Lets the call go on as it would have, and asks for its answer and hangup: sipgate pushes those only when the reply to
 * newCall names their address.
 * @param url absolute, from our configuration
 */
export function goOnAndTellUs(url: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response onAnswer="${escaped(url)}" onHangup="${escaped(url)}"/>`;
}

/** The reply to events whose reply sipgate discards. */
export const nothingToSay = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

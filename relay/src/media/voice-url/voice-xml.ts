import type { DialledPhone } from '../media-deps.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => entities[char] ?? '');

/** Connects the caller with our stream. The token is in the address: it holds before anything is upgraded. */
export function connectStream(url: string, parameters: Readonly<Record<string, string>>): string {
  const named = Object.entries(parameters)
    .map(([name, value]) => `<Parameter name="${escape(name)}" value="${escape(value)}"/>`)
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="${escape(url)}">${named}</Stream></Connect></Response>`;
}

/** Nobody here can take the call: the provider goes on as it does with a busy line. */
export const rejectCall = '<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>';

export const hangUpCall = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

/**
 * Rings a telephone with the caller (TwiML `<Dial>`, twilio.com/docs/voice/twiml/dial; the subset that sipgate's bridge
 * reads: node/src/twiml/parse.ts). When it is over the provider posts `DialCallStatus` to `action`.
 */
export function dialPhone({ to, ringSeconds, action, told }: DialledPhone): string {
  return `<Response><Dial timeout="${ringSeconds}" action="${escape(action)}"><Number statusCallback="${escape(told)}" statusCallbackEvent="answered">${escape(to)}</Number></Dial></Response>`;
}

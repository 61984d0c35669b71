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

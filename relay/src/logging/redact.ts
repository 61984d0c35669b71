/** Keys whose values never reach a log, at any depth: bodies, secrets and what people are called or wrote. */
const secretKey =
  /^(authorization|cookie|.*token|.*secrets?|.*keys?|password|invitation_?code|ticket|raw_?body|body|payload|note|text|name|short_?name|organisation|caller_?name|by_?name|q)$/i;

/**
 * Digits that may be a phone number, with or without plus. Not inside longer words or ids (a Ringover id has 16 to 20
 * digits and operators need it), not a number of our own such as milliseconds, which is no text.
 */
const phoneLike = /(?<![\w.-])\+?\d{7,15}(?![\w-])/g;

/** "+32440271836" becomes "…836": enough for an operator to recognise a call that a firm asks about. */
export function maskNumbers(text: string): string {
  return text.replace(phoneLike, (digits) => `…${digits.slice(-3)}`);
}

/** A copy that may be logged. Deep objects are cut at six levels, so that no log line can blow up. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskNumbers(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deep]';
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, secretKey.test(key) ? '[redacted]' : redact(item, depth + 1)]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: maskNumbers(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack ? { stack: maskNumbers(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}

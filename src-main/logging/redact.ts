/** Fields whose whole value is nobody's business, whatever it looks like. */
const SECRET =
  /^(note|text|body|rawbody|html|name|.*name|title|subject|email|code|token|.*token|authorization|cookie|secret|password|key)$/i;
/** Words that end in "name" but are ours. */
const OURS = new Set(['errorName', 'eventName']);

/** Our ids and times are told first, so that only what is left can be taken for a number: six digits and more. */
const ID_OR_NUMBER =
  /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?|(\+?\d[\d ().\u00a0/-]{4,}\d)/gi;
const BEARER = /\b(Bearer|Basic)\s+\S+/gi;
const QUERY_SECRET = /([?&](?:token|code|ticket)=)[^&\s]+/gi;

const DEPTH = 4;
const LONGEST_TEXT = 400;

/**
 * The last gate before a log line: names, notes and tokens are replaced, numbers keep their last three digits, errors
 * keep their class, code and a redacted message.
 */
export function redact(value: unknown, key = '', depth = 0): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (SECRET.test(key) && !OURS.has(key)) return '[left out]';
  if (typeof value === 'number' || typeof value === 'bigint') return typeof value === 'number' ? value : String(value);
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return redactError(value, depth);
  if (typeof value !== 'object' || depth >= DEPTH) return `[${typeof value}]`;
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redact(item, key, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(inner, name, depth + 1)]));
}

/** Numbers of six digits and more keep the last three: `…836`. */
export function redactText(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return short
    .replaceAll(BEARER, '$1 [left out]')
    .replaceAll(QUERY_SECRET, '$1[left out]')
    .replaceAll(ID_OR_NUMBER, (found, number: string | undefined) => {
      if (number === undefined) return found;
      const digits = number.replaceAll(/\D/g, '');
      return digits.length < 6 ? found : `…${digits.slice(-3)}`;
    });
}

function redactError(error: Error, depth: number): unknown {
  const { code, cause } = error as Error & { code?: unknown };
  return {
    errorName: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    ...(cause instanceof Error && depth < DEPTH ? { cause: redactError(cause, depth + 1) } : {}),
  };
}

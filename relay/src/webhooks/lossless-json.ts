type LosslessReviver = (key: string, value: unknown, context: { source?: string }) => unknown;
// TypeScript's library does not know the third argument yet; Node 24 passes it (V8 13, "JSON.parse source text access").
const parse = JSON.parse as (text: string, reviver: LosslessReviver) => unknown;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON in which whole numbers that JavaScript cannot hold stay as their digits, as text. Ringover's ids are uint64, and
 * a plain JSON.parse turns 7534779999276888538 into ...888000 (telephony facts 0.3).
 * Throws SyntaxError (JSON), TypeError (not UTF-8) or RangeError (nested too deep).
 */
export function parseLosslessly(bytes: Uint8Array): unknown {
  return parse(utf8.decode(bytes), (_key, value, context) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && isWholeNumber(context.source) ? context.source : value,
  );
}

function isWholeNumber(source: string | undefined): boolean {
  return source !== undefined && /^-?\d{1,40}$/.test(source);
}

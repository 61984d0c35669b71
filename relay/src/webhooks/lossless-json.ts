const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON in which whole numbers that JavaScript cannot hold become text. Ringover's ids are uint64, and a plain JSON.parse
 * turns 7534779999276888538 into ...888000 (telephony facts 0.3). Node 24's reviver could tell the source of a number,
 * but it is called for every value and costs ten times the parse on the hot path.
 * Throws SyntaxError (JSON), TypeError (not UTF-8) or RangeError (nested too deep).
 */
export function parseLosslessly(bytes: Uint8Array): unknown {
  return JSON.parse(quoteLongIntegers(utf8.decode(bytes)));
}

/** From 16 digits on a whole number may be above 2^53. */
const LONG = 16;
/** No provider nests more than five deep; whatever walks a value afterwards must not run out of stack. */
const DEEPEST = 100;

function quoteLongIntegers(json: string): string {
  const escapes = json.includes('\\');
  let quoted = '';
  let done = 0;
  let depth = 0;
  for (let i = 0; i < json.length; i += 1) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) {
      i = endOfString(json, i, escapes);
    } else if (isDigit(code) || code === MINUS) {
      const end = endOfNumber(json, i);
      const token = json.slice(i, end);
      if (token.length >= LONG && isUnsafeInteger(token)) {
        quoted += `${json.slice(done, i)}"${token}"`;
        done = end;
      }
      i = end - 1;
    } else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      depth += 1;
      if (depth > DEEPEST) throw new RangeError('JSON nested too deep');
    } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) {
      depth -= 1;
    }
  }
  return done === 0 ? json : quoted + json.slice(done);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/**
 * @param escapes whether there is a backslash anywhere; mostly there is none, and the quote is found in one step
 * @returns the index of the closing quote, or the end of a text that is no JSON
 */
function endOfString(json: string, start: number, escapes: boolean): number {
  if (!escapes) {
    const end = json.indexOf('"', start + 1);
    return end === -1 ? json.length : end;
  }
  let i = start + 1;
  for (; i < json.length; i += 1) {
    const code = json.charCodeAt(i);
    if (code === BACKSLASH) i += 1;
    else if (code === QUOTE) return i;
  }
  return i;
}

/** Takes fractions and exponents along, so that their digits are not read as a number of their own. */
function endOfNumber(json: string, start: number): number {
  let i = start + 1;
  for (; i < json.length; i += 1) {
    const code = json.charCodeAt(i);
    // . + - e E
    if (!isDigit(code) && code !== 0x2e && code !== 0x2b && code !== MINUS && code !== 0x65 && code !== 0x45) break;
  }
  return i;
}

/** Only what JSON itself would take for a whole number: a leading zero stays, and fails to parse. */
function isUnsafeInteger(token: string): boolean {
  return /^-?[1-9]\d*$/.test(token) && !Number.isSafeInteger(Number(token));
}

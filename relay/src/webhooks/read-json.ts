import { parseLosslessly } from './lossless-json.ts';

/** @returns the parsed body, or undefined when it is no JSON in UTF-8 */
export function readJson(rawBody: Uint8Array): unknown {
  try {
    return parseLosslessly(rawBody);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

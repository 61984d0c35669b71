/**
 * Typed text that can only be meant as a telephone number: digits and what stands between them. Whether it is one is
 * said by the main process (`dial:look-up`), which knows the country of the firm.
 */
export function looksLikeNumber(text: string): boolean {
  return /^[\s+(]*\d[\d\s()./\u2013-]*$/.test(text) && text.replace(/\D/g, '').length >= 3;
}

import { randomBytes } from 'node:crypto';

/** Stands in every built document where the nonce goes: `html.cspNonce` of electron.vite.config.ts. */
export const NONCE_PLACE = '%STYLE_NONCE%';

/**
 * The waveform brings its style as an element of its own. A document gets a new nonce each time it is read, and only a
 * style that carries it is used; everything else inline stays forbidden.
 */
export function withStyleNonce(html: string, policy: string): { html: string; policy: string } {
  const nonce = randomBytes(18).toString('base64');
  return {
    html: html.replaceAll(NONCE_PLACE, nonce),
    policy: policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
  };
}

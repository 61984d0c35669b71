import type { KeyStore } from '../../src-main/enrolment/key-store.ts';

/** Scrambles with one byte; another key cannot read it, as with another person's key store. */
export function pretendKeyStore({ available = true, key = 42 } = {}): KeyStore & { setAvailable(now: boolean): void } {
  const scramble = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ key));
  let isAvailable = available;
  return {
    available: () => isAvailable,
    encrypt: (text) => scramble(Buffer.from(text)),
    decrypt: (sealed) => scramble(sealed).toString(),
    setAvailable(now) {
      isAvailable = now;
    },
  };
}

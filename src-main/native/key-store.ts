import { safeStorage } from 'electron';
import type { KeyStore } from '../enrolment/key-store.ts';

/**
 * The system's key store. Where Linux has none, Chromium falls back to `basic_text`, a fixed password that protects
 * nothing: that counts as no key store, and the person is told.
 */
export function createKeyStore(platform: NodeJS.Platform): KeyStore {
  return {
    available: () =>
      safeStorage.isEncryptionAvailable() &&
      (platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (sealed) => safeStorage.decryptString(sealed),
  };
}

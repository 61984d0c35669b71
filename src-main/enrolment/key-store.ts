/** The system's protected place for keys; Electron's safeStorage in src-main/native/key-store.ts. */
export interface KeyStore {
  /** False: nothing is written to disk, the person signs in again at each start, and is told. */
  available(): boolean;
  encrypt(text: string): Buffer;
  /** Throws when it was encrypted by another person or on another computer. */
  decrypt(sealed: Buffer): string;
}

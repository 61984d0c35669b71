/**
 * For one sentence, from the question to the last byte (ms). The call itself goes on without it when the first sound is late;
 * this one only ends what nobody waits for any more.
 */
export const PATIENCE_MS = 20_000;

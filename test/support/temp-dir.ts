import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory for the running test only. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'callbrief-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

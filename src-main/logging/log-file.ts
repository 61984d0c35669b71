import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log, LogFields, LogWord } from './log.ts';
import { redact } from './redact.ts';

export interface LogFileOptions {
  /** `…/logs/callbrief.log`; older ones stand beside it as `callbrief.log.1`, `.2`. */
  path: string;
  now: () => Date;
  /** Rotates above this. 1 MB holds some days of a busy desk and still fits in an e-mail. */
  maxBytes?: number;
  /** Old files kept beside the current one. */
  keep?: number;
  /** Stands in every line: `{ version, pid }`. */
  always?: LogFields;
}

/**
 * JSON lines in a rotating file. A log that cannot be written never stops the app: the line is dropped, and the next
 * one that can be written says how many were.
 */
export function createLogFile(options: LogFileOptions): Log & { path: string } {
  const { path, now, maxBytes = 1_000_000, keep = 3, always = {} } = options;
  let sizeBytes = sizeOf(path);
  let dropped = 0;

  const write = (level: 'info' | 'warn' | 'error', word: LogWord, fields: LogFields) => {
    const line = JSON.stringify({
      at: now().toISOString(),
      level,
      event: word,
      ...always,
      ...(redact(fields) as LogFields),
      ...(dropped > 0 ? { linesDropped: dropped } : {}),
    });
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (sizeBytes > 0 && sizeBytes + line.length > maxBytes) {
        rotate(path, keep);
        sizeBytes = 0;
      }
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
      sizeBytes += Buffer.byteLength(line) + 1;
      dropped = 0;
    } catch {
      dropped += 1;
    }
  };

  return {
    path,
    info: (word, fields = {}) => write('info', word, fields),
    warn: (word, fields = {}) => write('warn', word, fields),
    error: (word, fields = {}) => write('error', word, fields),
  };
}

function rotate(path: string, keep: number): void {
  rmSync(`${path}.${keep}`, { force: true });
  for (let n = keep - 1; n >= 0; n -= 1) {
    const from = n === 0 ? path : `${path}.${n}`;
    if (sizeOf(from) > 0) renameSync(from, `${path}.${n + 1}`);
  }
}

/** 0 when it is not there. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

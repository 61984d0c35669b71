import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { maskNumbers, redact } from './redact.ts';

/**
 * One JSON line per event with a fixed word as message. Redaction is here, so that no caller has to think of it:
 * numbers keep three digits, and bodies, tokens and names never pass.
 */
export function createLogger(options: { level: Level | 'silent'; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (line: Record<string, unknown>) => redact(line) as Record<string, unknown>,
      bindings: (bound: Record<string, unknown>) => redact(bound) as Record<string, unknown>,
    },
    hooks: {
      logMethod(this: Logger, args: Parameters<Logger['info']>, method: Logger['info']) {
        const masked = args.map((arg) => (typeof arg === 'string' ? maskNumbers(arg) : arg)) as typeof args;
        method.apply(this, masked);
      },
    },
    serializers: {},
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

import { pino, type Bindings, type DestinationStream, type Level, type Logger } from 'pino';
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
    },
    hooks: {
      logMethod(this: Logger, args: Parameters<Logger['info']>, method: Logger['info']) {
        const masked = args.map((arg) => (typeof arg === 'string' ? maskNumbers(arg) : arg)) as typeof args;
        method.apply(this, masked);
      },
    },
    // Errors are described by `redact`; pino's own serializer would run after it.
    serializers: { err: (described: unknown) => described },
  };
  return guarded(options.destination ? pino(settings, options.destination) : pino(settings));
}

/** What is bound to a child line is written by pino as it is, past the formatters: it is redacted on its way in. */
function guarded(log: Logger): Logger {
  const child = log.child.bind(log) as unknown as (bindings: Bindings, options?: object) => Logger;
  const redacted = (bindings: Bindings, options?: object) => guarded(child(redact(bindings) as Bindings, options));
  return Object.assign(log, { child: redacted });
}

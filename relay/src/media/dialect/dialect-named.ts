import type { Dialect, DialectName } from './dialect.ts';
import { createPlainDialect } from './plain.ts';
import { createRingoverDialect } from './ringover.ts';
import { createTwilioDialect } from './twilio.ts';

/** As it is before anything was announced on a connection: it says which commands a provider has. */
export function dialectNamed(name: DialectName): Dialect {
  switch (name) {
    case 'plain':
      return createPlainDialect({ rate: 8_000, hasMarks: false });
    case 'twilio':
      return createTwilioDialect();
    case 'ringover':
      return createRingoverDialect();
    default:
      return name satisfies never;
  }
}

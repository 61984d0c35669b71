import type { Storage } from '../../storage/port.ts';
import type { Call } from '../../wire/call.ts';
import type { Language } from '../../wire/scalars.ts';
import type { CallOnLine } from '../call-on-line.ts';
import { personOfLine } from './firm-calls.ts';

/** What the firm's own data say of a caller. */
export async function whoCalls(
  storage: Storage,
  tenantId: string,
  call: Call,
): Promise<Pick<CallOnLine, 'callerNumber' | 'calledNumber' | 'wantedPersonId' | 'language'>> {
  const store = storage.tenant(tenantId);
  const [wantedPersonId, language] = await Promise.all([
    personOfLine(store, call.toNumber),
    languageOf(store, call.fromNumber),
  ]);
  return { callerNumber: call.fromNumber, calledNumber: call.toNumber, wantedPersonId, language };
}

/** Several people on one number who prefer different languages: nobody knows who calls. */
async function languageOf(
  store: Pick<ReturnType<Storage['tenant']>, 'contactsByNumber'>,
  number: string | null,
): Promise<Language | null> {
  if (number === null) return null;
  const preferred = new Set((await store.contactsByNumber(number)).map(({ languages }) => languages[0] ?? null));
  return preferred.size === 1 ? ([...preferred][0] ?? null) : null;
}

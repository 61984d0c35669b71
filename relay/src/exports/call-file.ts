import type { Consent } from '../policy/consent.ts';
import type { Call } from '../wire/call.ts';
import type { Contact, Firm, Matter, Person } from '../wire/directory.ts';
import type { CallInsights } from '../wire/insights.ts';
import type { AuditEntry, Recording } from '../wire/recording.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** All that the relay knows of one call, read for one export. Everything that is drawn is made of this and of nothing else. */
export interface CallFile {
  firm: Firm;
  /** IANA, of the firm's opening hours. */
  timeZone: string;
  call: Call;
  contact: Contact | null;
  matter: Matter | null;
  /** People of the firm that the call, the insights or the access log name. */
  people: ReadonlyMap<string, Person>;
  recordings: readonly Recording[];
  /** Null: nothing was made of its words, or the firm's rules do not allow to give it away. */
  insights: CallInsights | null;
  /** The firm's rules do not allow a machine to analyse it. */
  notAnalysed: boolean;
  /** What the caller was told of being recorded, and said to it. */
  consent: Consent;
  /** Newest first, and how many there are in all. */
  access: { entries: readonly AuditEntry[]; total: number };
  madeBy: Person;
  madeAt: IsoTime;
}

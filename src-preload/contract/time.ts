import type { TimeEntryFields } from '@callbrief/relay/wire/time-entry';
import type {
  ClioConnect,
  ClioExportResult,
  ClioState,
  TimeExportLack,
  TimeExportTarget,
} from '@callbrief/relay/wire/time-export';
import type { SecondTimekeeper } from '@callbrief/relay/wire/time-rules';
import type { ActRefusal } from '../contract.ts';

/** Time to charge: drafts that calls give, what people made of them, and how it leaves the firm. */
export interface TimeRequests {
  /** From this computer, offline too: stored entries and the drafts of calls, the newest day first. */
  'time:list': { ask: { from: string; until: string; whose: 'mine' | 'all' }; answer: TimeList };
  /** The timekeeper's first. Empty: this call gives nothing to charge. */
  'time:of-call': { ask: { callId: string }; answer: TimeRow[] };
  /** Touching a draft keeps it; sent to the office when there is a connection. */
  'time:edit': { ask: TimeEditAsk; answer: void };
  /** Asks the office what would be missing first. Nothing goes that nobody reviewed. */
  'time:export': { ask: TimeExportAsk; answer: TimeExportAnswer };
  'clio:state': { ask: void; answer: ClioState | { refused: ActRefusal } };
  /** Opens Clio's page in the browser of the system. */
  'clio:connect': { ask: Omit<ClioConnect, 'language'>; answer: { opened: true } | { refused: ActRefusal } };
  'clio:disconnect': { ask: void; answer: { done: true } | { refused: ActRefusal } };
}

export interface TimeList {
  rows: TimeRow[];
  /** Reviewed minutes by day and by matter, the newest day first, matters by number. */
  days: { date: string; minutes: number; drafts: number }[];
  matters: { number: string | null; title: string | null; minutes: number; drafts: number }[];
  minutes: number;
  drafts: number;
}

export interface TimeRow extends Pick<
  TimeEntryFields,
  'callId' | 'personId' | 'date' | 'measuredSeconds' | 'minutes' | 'activityCode' | 'narrative' | 'narrativeFrom'
> {
  entryId: string;
  state: TimeEntryFields['state'];
  personName: string;
  isMine: boolean;
  /** Of the call. */
  startedAt: string | null;
  /** A name, else a number formatted for reading; null: withheld. */
  withWhom: string | null;
  matter: { number: string; title: string } | null;
  second: SecondTimekeeper;
  exported: TimeEntryFields['exported'];
  /** Written here, and not at the office yet. */
  waiting: boolean;
}

export interface TimeEditAsk {
  entryId: string;
  /** Of a draft that is stored nowhere yet. */
  callId: string | null;
  set: Partial<Pick<TimeEntryFields, 'minutes' | 'narrative' | 'activityCode' | 'state' | 'secondConfirmed'>>;
}

export interface TimeExportAsk {
  to: TimeExportTarget;
  from: string;
  until: string;
  whose: 'mine' | 'all';
  exportedBefore: 'refuse' | 'leave_out' | 'include';
  invoiceNumber: string;
}

export type TimeExportAnswer =
  /** `ofOthers`: reviewed too, but not this person's to take out. */
  | { result: 'saved'; entries: number; path: string | null; ofOthers: number }
  | ({ result: 'sent' } & Pick<ClioExportResult, 'failed' | 'left' | 'retryAfterSeconds'> & {
        posted: number;
        unconfirmed: number;
      })
  | { result: 'nothing'; ofOthers: number }
  | { result: 'exported_before'; count: number }
  | { result: 'lacks'; lacks: TimeExportLack[] }
  /** Reviews of this computer are not at the office yet. */
  | { result: 'waiting'; count: number }
  | { result: 'refused'; refusal: ActRefusal };

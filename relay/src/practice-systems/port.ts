import type { IsoTime } from '../wire/scalars.ts';

/**
 * The software in which a firm keeps matters and bills. Ids are that software's own, as text. Every method throws a
 * ProviderError; `find…` asks and changes nothing.
 */
export interface PracticeSystem {
  /** By the number that the firm writes. Null: there is none, or there are several. */
  findMatter(number: string): Promise<string | null>;
  findUser(email: string): Promise<string | null>;
  /** Null: nobody has exactly this name, or several have. */
  findContact(name: string): Promise<string | null>;
  /** The firm's own category of work for a code of UTBMS. Null: it has none. */
  findActivityCode(code: string): Promise<string | null>;

  /** A call that was logged under this key before. */
  findCall(key: string): Promise<string | null>;
  logCall(call: LoggedCall): Promise<string>;
  /** Charged time that was added before, since `askedAt`. */
  findTime(time: AddedTime, askedAt: IsoTime): Promise<string | null>;
  addTime(time: AddedTime): Promise<string>;
}

export interface LoggedCall {
  /** Ours; the same call is found by it again. */
  key: string;
  direction: 'inbound' | 'outbound';
  subject: string;
  body: string;
  at: IsoTime;
  /** The local day. */
  date: string;
  matterId: string;
  userId: string;
  contactId: string | null;
}

export interface AddedTime {
  /** The local day. */
  date: string;
  /** What is charged. */
  seconds: number;
  note: string;
  matterId: string;
  userId: string;
  activityCodeId: string | null;
  /** The logged call that it belongs to. */
  callId: string | null;
}

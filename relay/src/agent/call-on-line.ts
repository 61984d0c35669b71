import type { EndReason } from '../media/session/handlers.ts';
import type { IsoTime, Language, PhoneNumber } from '../wire/scalars.ts';
import type { Transfer } from './tools.ts';

/** The firm's call to which a media stream belongs, and what can be done with it at its provider. */
export interface CallOnLine {
  readonly tenantId: string;
  /** The firm's own id of the call. */
  readonly callId: string;
  /** Null: withheld. */
  readonly callerNumber: PhoneNumber | null;
  /** Which of the firm's numbers was called. */
  readonly calledNumber: PhoneNumber | null;
  /** Who was dialled, where the line is a person's own. */
  readonly wantedPersonId: string | null;
  /** What the contact of this number prefers to speak; null: not known. */
  readonly language: Language | null;
  readonly since: IsoTime;
  /** The network tells keys of the telephone on this call. */
  readonly hasKeys: boolean;
  readonly canReachPerson: boolean;
  readonly canReachVoicemail: boolean;
  /**
   * The telephone rings of a person while the caller stays with us as long as the provider allows it. `caller_left`: the
   * provider takes the caller away while it rings; when nobody answers, their stream comes back for the same call.
   */
  ring: Transfer;
  readonly staysWhileRinging: boolean;
  /** To the provider's voicemail or the firm's last resort. @returns false: there is none, or it was refused */
  toVoicemail(): Promise<boolean>;
  hangUp(): Promise<void>;
  /** The receptionist speaks with the caller: the firm's call says so from now on. */
  took(): Promise<void>;
  /** Its part of the call is over. */
  left(reason: EndReason): Promise<void>;
}

import type { ReceptionistSettings } from '../wire/receptionist.ts';

/** How one tenant's AI receptionist is set up. */
export interface ReceptionistStore {
  /** Of a firm that saved none: off, with the languages of its country. */
  receptionist(): Promise<ReceptionistSettings>;
  /** Compare-and-set on `revision`. @returns false when somebody else saved first */
  putReceptionist(settings: ReceptionistSettings, expectedRevision: number): Promise<boolean>;
}

import {
  checkedScript,
  receptionistEngines,
  receptionistSettings,
  triedScript,
  type CheckedScript,
  type CheckScriptRequest,
  type ReceptionistEngine,
  type ReceptionistSettings,
  type TriedScript,
  type TryScriptRequest,
} from '@callbrief/relay/wire/receptionist';
import type { Asking } from './telephony-requests.ts';

/** The firm's AI receptionist. Every method throws a RelayProblem. */
export interface ReceptionistLinkRequests {
  receptionist(): Promise<ReceptionistSettings>;
  /** @returns the settings as they are saved, with their new revision. */
  saveReceptionist(next: ReceptionistSettings): Promise<ReceptionistSettings>;
  receptionistEngines(): Promise<ReceptionistEngine[]>;
  checkScript(script: CheckScriptRequest): Promise<CheckedScript>;
  tryScript(talk: TryScriptRequest): Promise<TriedScript>;
}

export function createReceptionistRequests({ ask }: Pick<Asking, 'ask'>): ReceptionistLinkRequests {
  return {
    receptionist: () => ask('/receptionist', receptionistSettings),
    saveReceptionist: (body) => ask('/receptionist', receptionistSettings, { method: 'PUT', body }),
    receptionistEngines: async () => (await ask('/receptionist/engines', receptionistEngines)).engines,
    checkScript: (body) => ask('/receptionist/check', checkedScript, { method: 'POST', body }),
    tryScript: (body) => ask('/receptionist/try', triedScript, { method: 'POST', body }),
  };
}

import type {
  CheckedScript,
  CheckScriptRequest,
  ReceptionistEngine,
  ReceptionistSettings,
  TriedScript,
  TryScriptRequest,
} from '@callbrief/relay/wire/receptionist';
import type { ActRefusal } from '../contract.ts';

/** The firm's AI receptionist: it is set up at the relay and edited there, with a connection. */
export interface ReceptionistRequests {
  'receptionist:get': { ask: void; answer: ReceptionistDesk | { refused: ActRefusal } };
  /** Administrators. `field`, where the office names what is wrong: `thinks`, `hearing`, `voice`, `scripts.nl`... */
  'receptionist:save': {
    ask: ReceptionistSettings;
    answer: ReceptionistSettings | { refused: ActRefusal; field: string | null };
  };
  /** What is wrong with a script, and its steps; nothing is written. */
  'receptionist:check': { ask: CheckScriptRequest; answer: CheckedScript | { refused: ActRefusal } };
  /** What would be answered to whoever types as a caller; nothing is written and nobody is rung. */
  'receptionist:try': { ask: TryScriptRequest; answer: TriedScript | { refused: ActRefusal } };
}

export interface ReceptionistDesk {
  settings: ReceptionistSettings;
  /** As the operator set them up, with what the firm's policy says to each. */
  engines: ReceptionistEngine[];
  people: { id: string; name: string }[];
  /** Only an admin saves; others may look and try. */
  canSave: boolean;
}

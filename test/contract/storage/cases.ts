import { agentTalkCases } from './agent-talk-cases.ts';
import { callCases } from './call-cases.ts';
import { deliveryCases } from './delivery-cases.ts';
import { deviceCases } from './device-cases.ts';
import { directoryCases } from './directory-cases.ts';
import { directoryEditCases } from './directory-edit-cases.ts';
import { earlyCases } from './early-cases.ts';
import { entryCases } from './entry-cases.ts';
import { itemCases } from './item-cases.ts';
import { importCases } from './import-cases.ts';
import { jobCases } from './job-cases.ts';
import { logCases } from './log-cases.ts';
import { matchingCases } from './matching-cases.ts';
import { messageCases } from './message-cases.ts';
import { practiceSystemCases } from './practice-system-cases.ts';
import { receptionistCases } from './receptionist-cases.ts';
import { recordingCases } from './recording-cases.ts';
import { restrictedCases } from './restricted-cases.ts';
import { silenceCases } from './silence-cases.ts';
import type { StorageCase } from './subject.ts';
import { telephonyCases } from './telephony-cases.ts';
import { tenantCases } from './tenant-cases.ts';

/** Everything that a storage must do. */
export const storageCases: readonly StorageCase[] = [
  ...deliveryCases,
  ...earlyCases,
  ...entryCases,
  ...messageCases,
  ...telephonyCases,
  ...silenceCases,
  ...recordingCases,
  ...agentTalkCases,
  ...jobCases,
  ...itemCases,
  ...importCases,
  ...logCases,
  ...callCases,
  ...directoryCases,
  ...directoryEditCases,
  ...matchingCases,
  ...restrictedCases,
  ...tenantCases,
  ...deviceCases,
  ...practiceSystemCases,
  ...receptionistCases,
];

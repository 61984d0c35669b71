import type { Database } from 'better-sqlite3';
import { prepareCalls } from './calls.ts';
import { prepareDevices } from './devices.ts';
import { prepareDirectory } from './directory.ts';
import { prepareEventLog } from './event-log.ts';
import { createGroupCommit } from './group-commit.ts';
import { prepareInbox } from './inbox.ts';
import { prepareOneTimeCodes } from './one-time-codes.ts';

export type Tables = ReturnType<typeof prepareTables>;

/** Every statement, prepared once per file and shared by all tenants' handles. */
export function prepareTables(db: Database, committed: () => void) {
  const directory = prepareDirectory(db);
  const log = prepareEventLog(db);
  return {
    inbox: prepareInbox(db),
    calls: prepareCalls(db),
    directory,
    log,
    devices: prepareDevices(db),
    codes: prepareOneTimeCodes(db),
    groupCommit: createGroupCommit(db, {
      begun() {
        log.forgetHeads();
        directory.forgetIfChanged();
      },
      committing: () => log.moveHeads(),
      committed,
    }),
  };
}

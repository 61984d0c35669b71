import type { Database } from 'better-sqlite3';
import { prepareActions } from './actions.ts';
import { prepareAgentTalks } from './agent-talks.ts';
import { prepareAudit } from './audit.ts';
import { prepareBlockedNumbers } from './blocked-numbers.ts';
import { prepareCalls } from './calls.ts';
import { prepareCapturePolicies } from './capture-policies.ts';
import { prepareDevices } from './devices.ts';
import { prepareDirectory } from './directory.ts';
import { prepareEarlyFacts } from './early-facts.ts';
import { prepareEventLog } from './event-log.ts';
import { createGroupCommit } from './group-commit.ts';
import { prepareImports } from './imports.ts';
import { prepareInbox } from './inbox.ts';
import { prepareInsights } from './insights.ts';
import { prepareItems } from './items.ts';
import { prepareJobs } from './jobs.ts';
import { prepareMessages } from './messages.ts';
import { prepareOneTimeCodes } from './one-time-codes.ts';
import { preparePracticeSystems } from './practice-systems.ts';
import { preparePractices } from './practices.ts';
import { prepareReceptionists } from './receptionists.ts';
import { prepareRecordings } from './recordings.ts';
import { prepareRestrictedMatters } from './restricted-matters.ts';

export type Tables = ReturnType<typeof prepareTables>;

/** Every statement, prepared once per file and shared by all tenants' handles. */
export function prepareTables(db: Database, committed: () => void) {
  const directory = prepareDirectory(db);
  const restricted = prepareRestrictedMatters(db);
  const log = prepareEventLog(db, restricted);
  return {
    inbox: prepareInbox(db),
    calls: prepareCalls(db),
    earlyFacts: prepareEarlyFacts(db),
    messages: prepareMessages(db),
    actions: prepareActions(db),
    blockedNumbers: prepareBlockedNumbers(db),
    recordings: prepareRecordings(db),
    insights: prepareInsights(db),
    agentTalks: prepareAgentTalks(db),
    jobs: prepareJobs(db),
    audit: prepareAudit(db),
    capturePolicies: prepareCapturePolicies(db),
    items: prepareItems(db),
    practices: preparePractices(db),
    practiceSystems: preparePracticeSystems(db),
    receptionists: prepareReceptionists(db),
    imports: prepareImports(db),
    directory,
    restricted,
    log,
    devices: prepareDevices(db),
    codes: prepareOneTimeCodes(db),
    groupCommit: createGroupCommit(db, {
      begun() {
        log.forgetHeads();
        if (directory.forgetIfChanged()) restricted.forget();
      },
      committing: () => log.moveHeads(),
      committed,
    }),
  };
}

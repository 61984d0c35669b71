import { firstTables } from './0001-first-tables.ts';
import { openCalls } from './0002-open-calls.ts';
import { telephony } from './0003-telephony.ts';
import { recordings } from './0004-recordings.ts';
import { afterTheCall } from './0005-after-the-call.ts';
import { directory } from './0006-directory.ts';
import { imports } from './0007-imports.ts';
import { practiceSystems } from './0008-practice-systems.ts';
import { receptionist } from './0009-receptionist.ts';
import { agentTalks } from './0010-agent-talks.ts';

/** In order; a migration's version is its place, counted from 1. Never edited once released, only added to. */
export const migrations: readonly string[] = [
  firstTables,
  openCalls,
  telephony,
  recordings,
  afterTheCall,
  directory,
  imports,
  practiceSystems,
  receptionist,
  agentTalks,
];

import { inTenant, secured } from './secured.ts';

/** As SQLite's: how each firm's AI receptionist is set up. */
const tables = `
CREATE TABLE receptionists (
  tenant_id text COLLATE "C" PRIMARY KEY,
  revision integer NOT NULL,
  json text NOT NULL
);
`;

export const receptionist = [tables, secured('receptionists', inTenant)].join('\n');

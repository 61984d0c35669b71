/**
 * Calls that go on are looked for every minute (`endSilentCalls`). What integrations were told of a call follows from its
 * row; nothing needs to remember it.
 */
export const openCalls = `
CREATE INDEX calls_open ON calls (tenant_id) WHERE outcome IN ('ringing', 'talking');
ALTER TABLE calls DROP COLUMN announced_over;
`;

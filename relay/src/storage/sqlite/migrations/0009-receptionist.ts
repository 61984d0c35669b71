/** How each firm's AI receptionist is set up. */
export const receptionist = `
CREATE TABLE receptionists (
  tenant_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

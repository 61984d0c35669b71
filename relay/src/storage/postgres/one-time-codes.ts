import type { Session } from './session.ts';

export async function createInvitation(
  session: Session,
  tenantId: string,
  codeHash: string,
  personId: string,
  expiresAt: string,
): Promise<void> {
  await session.run('INSERT INTO invitations (code_hash, tenant_id, person_id, expires_at) VALUES ($1, $2, $3, $4)', [
    codeHash,
    tenantId,
    personId,
    expiresAt,
  ]);
}

/** One statement: of two desktops with one code, the second waits for the first's commit and then finds it used. */
export async function redeemInvitation(
  session: Session,
  tenantId: string,
  codeHash: string,
  now: string,
): Promise<{ personId: string } | 'unknown' | 'used' | 'expired'> {
  const [redeemed] = await session.rows<{ personId: string }>(
    `UPDATE invitations SET used_at = $3 WHERE tenant_id = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > $3
     RETURNING person_id AS "personId"`,
    [tenantId, codeHash, now],
  );
  if (redeemed) return redeemed;
  const [row] = await session.rows<{ used_at: string | null }>(
    'SELECT used_at FROM invitations WHERE tenant_id = $1 AND code_hash = $2',
    [tenantId, codeHash],
  );
  if (!row) return 'unknown';
  return row.used_at === null ? 'expired' : 'used';
}

export async function createTicket(
  session: Session,
  tenantId: string,
  ticketHash: string,
  deviceId: string,
  expiresAt: string,
  now: string,
): Promise<void> {
  await session.run('DELETE FROM tickets WHERE tenant_id = $1 AND expires_at <= $2', [tenantId, now]);
  await session.run('INSERT INTO tickets VALUES ($1, $2, $3, $4)', [tenantId, ticketHash, deviceId, expiresAt]);
}

export async function consumeTicket(
  session: Session,
  tenantId: string,
  ticketHash: string,
  now: string,
): Promise<{ deviceId: string } | null> {
  const [row] = await session.rows<{ device_id: string; expires_at: string }>(
    'DELETE FROM tickets WHERE tenant_id = $1 AND ticket_hash = $2 RETURNING device_id, expires_at',
    [tenantId, ticketHash],
  );
  return row && row.expires_at > now ? { deviceId: row.device_id } : null;
}

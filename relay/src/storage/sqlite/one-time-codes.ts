import type { Database } from 'better-sqlite3';

/** Invitations and stream tickets: each works once. */
export interface OneTimeCodes {
  createInvitation(tenantId: string, codeHash: string, personId: string, expiresAt: string): void;
  tenantIdOfInvitation(codeHash: string): string | null;
  redeemInvitation(
    tenantId: string,
    codeHash: string,
    now: string,
  ): { personId: string } | 'unknown' | 'used' | 'expired';
  createTicket(tenantId: string, ticketHash: string, deviceId: string, expiresAt: string, now: string): void;
  consumeTicket(tenantId: string, ticketHash: string, now: string): { deviceId: string } | null;
}

export function prepareOneTimeCodes(db: Database): OneTimeCodes {
  const createInvitation = db.prepare<[string, string, string, string]>(
    'INSERT INTO invitations (code_hash, tenant_id, person_id, expires_at) VALUES (?, ?, ?, ?)',
  );
  const tenantOf = db.prepare<[string], string>('SELECT tenant_id FROM invitations WHERE code_hash = ?').pluck();
  const redeem = db.prepare<[string, string, string, string], { personId: string }>(
    `UPDATE invitations SET used_at = ? WHERE code_hash = ? AND tenant_id = ? AND used_at IS NULL AND expires_at > ?
     RETURNING person_id AS "personId"`,
  );
  const usedAt = db.prepare<[string, string], { used_at: string | null }>(
    'SELECT used_at FROM invitations WHERE code_hash = ? AND tenant_id = ?',
  );
  const dropTickets = db.prepare<[string, string]>('DELETE FROM tickets WHERE tenant_id = ? AND expires_at <= ?');
  const createTicket = db.prepare<[string, string, string, string]>('INSERT INTO tickets VALUES (?, ?, ?, ?)');
  const consume = db.prepare<[string, string], { device_id: string; expires_at: string }>(
    'DELETE FROM tickets WHERE tenant_id = ? AND ticket_hash = ? RETURNING device_id, expires_at',
  );
  return {
    createInvitation: (tenantId, codeHash, personId, expiresAt) =>
      void createInvitation.run(codeHash, tenantId, personId, expiresAt),
    tenantIdOfInvitation: (codeHash) => tenantOf.get(codeHash) ?? null,
    redeemInvitation(tenantId, codeHash, now) {
      const redeemed = redeem.get(now, codeHash, tenantId, now);
      if (redeemed) return redeemed;
      const row = usedAt.get(codeHash, tenantId);
      if (!row) return 'unknown';
      return row.used_at === null ? 'expired' : 'used';
    },
    createTicket(tenantId, ticketHash, deviceId, expiresAt, now) {
      dropTickets.run(tenantId, now);
      createTicket.run(tenantId, ticketHash, deviceId, expiresAt);
    },
    consumeTicket(tenantId, ticketHash, now) {
      const row = consume.get(tenantId, ticketHash);
      return row && row.expires_at > now ? { deviceId: row.device_id } : null;
    },
  };
}

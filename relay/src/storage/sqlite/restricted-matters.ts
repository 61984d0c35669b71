import type { Database } from 'better-sqlite3';
import type { About } from '../../calls/event-draft.ts';
import { audienceOf, audienceOfEvent, type Audience } from '../../policy/may-see.ts';
import type { Matter } from '../../wire/directory.ts';

/** Matters that only some people may know of. Few in any firm, so all of a tenant's are read at once. */
export interface RestrictedMatters {
  /** Who may know of an event. */
  audience(tenantId: string): (about: About | null) => Audience;
  /** The same, remembered from delivery to delivery until `forget`. */
  rememberedAudience(tenantId: string): (about: About | null) => Audience;
  forget(): void;
  of(tenantId: string): ReadonlyMap<string, readonly string[]>;
  /** Which of these calls are filed under one of these matters. */
  callsIn(tenantId: string, callIds: readonly string[], matterIds: readonly string[]): string[];
  put(tenantId: string, matter: Matter): void;
}

export function prepareRestrictedMatters(db: Database): RestrictedMatters {
  const all = db.prepare<[string], { matter_id: string; allowed_json: string }>(
    'SELECT matter_id, allowed_json FROM restricted_matters WHERE tenant_id = ?',
  );
  const restrict = db.prepare<[string, string, string]>('INSERT OR REPLACE INTO restricted_matters VALUES (?, ?, ?)');
  const lift = db.prepare<[string, string]>('DELETE FROM restricted_matters WHERE tenant_id = ? AND matter_id = ?');
  const matterOfCall = db
    .prepare<[string, string], string | null>('SELECT matter_id FROM calls WHERE tenant_id = ? AND id = ?')
    .pluck();
  const callsIn = db
    .prepare<[Record<string, string>], string>(
      `SELECT id FROM calls WHERE tenant_id = $tenantId AND id IN (SELECT value FROM json_each($callIds))
         AND matter_id IN (SELECT value FROM json_each($matterIds))`,
    )
    .pluck();
  const remembered = new Map<string, ReadonlyMap<string, readonly string[]>>();

  const of = (tenantId: string): ReadonlyMap<string, readonly string[]> =>
    new Map(all.all(tenantId).map((row) => [row.matter_id, JSON.parse(row.allowed_json) as string[]]));
  const audienceIn = (tenantId: string, matters: ReadonlyMap<string, readonly string[]>) => (about: About | null) =>
    matters.size === 0
      ? null
      : audienceOfEvent(
          about,
          (matterId) => matters.get(matterId) ?? null,
          (callId) => matterOfCall.get(tenantId, callId) ?? null,
        );

  return {
    of,
    audience: (tenantId) => audienceIn(tenantId, of(tenantId)),
    rememberedAudience(tenantId) {
      let matters = remembered.get(tenantId);
      if (!matters) {
        matters = of(tenantId);
        remembered.set(tenantId, matters);
      }
      return audienceIn(tenantId, matters);
    },
    forget: () => remembered.clear(),
    callsIn: (tenantId, callIds, matterIds) =>
      callsIn.all({ tenantId, callIds: JSON.stringify(callIds), matterIds: JSON.stringify(matterIds) }),
    put(tenantId, matter) {
      const allowed = audienceOf(matter);
      if (allowed === null) lift.run(tenantId, matter.id);
      else restrict.run(tenantId, matter.id, JSON.stringify(allowed));
      remembered.delete(tenantId);
    },
  };
}

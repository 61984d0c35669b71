import type { About, EventDraft } from '../../calls/event-draft.ts';
import { audienceOf, audienceOfEvent, type Audience } from '../../policy/may-see.ts';
import type { Matter } from '../../wire/directory.ts';
import type { Session } from './session.ts';

/** Matters that only some people may know of, with those people. Few in any firm, so all are read at once. */
export async function restrictedMatters(
  session: Session,
  tenantId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await session.rows<{ matter_id: string; allowed_json: string }>(
    'SELECT matter_id, allowed_json FROM restricted_matters WHERE tenant_id = $1',
    [tenantId],
  );
  return new Map(rows.map((row) => [row.matter_id, JSON.parse(row.allowed_json) as string[]]));
}

/** Who may know of each of these events. Asks nothing for events of no matter. */
export async function audiencesOf(
  session: Session,
  tenantId: string,
  drafts: readonly EventDraft[],
): Promise<(about: About | null) => Audience> {
  const abouts = drafts.flatMap(({ about }) => about ?? []);
  if (!abouts.some((about) => about.matterId !== null || about.callId !== null)) return () => null;
  const matters = await restrictedMatters(session, tenantId);
  if (matters.size === 0) return () => null;
  const callIds = [...new Set(abouts.flatMap((about) => about.callId ?? []))];
  const calls = callIds.length === 0 ? [] : await mattersOfCalls(session, tenantId, callIds);
  const matterOf = new Map(calls.map((row) => [row.id, row.matter_id]));
  return (about) =>
    audienceOfEvent(
      about,
      (matterId) => matters.get(matterId) ?? null,
      (callId) => matterOf.get(callId) ?? null,
    );
}

function mattersOfCalls(session: Session, tenantId: string, callIds: readonly string[]) {
  return session.rows<{ id: string; matter_id: string | null }>(
    'SELECT id, matter_id FROM calls WHERE tenant_id = $1 AND id = ANY ($2::text[])',
    [tenantId, callIds],
  );
}

/** Which of these calls are filed under one of these matters. */
export async function callsInMatters(
  session: Session,
  tenantId: string,
  callIds: readonly string[],
  matterIds: readonly string[],
): Promise<string[]> {
  const hidden = new Set(matterIds);
  const rows = await mattersOfCalls(session, tenantId, callIds);
  return rows.filter((row) => row.matter_id !== null && hidden.has(row.matter_id)).map((row) => row.id);
}

export async function putRestrictions(session: Session, tenantId: string, matters: readonly Matter[]): Promise<void> {
  const open = matters.filter((matter) => audienceOf(matter) === null).map((matter) => matter.id);
  const closed = matters.filter((matter) => audienceOf(matter) !== null);
  if (open.length > 0) {
    await session.run('DELETE FROM restricted_matters WHERE tenant_id = $1 AND matter_id = ANY ($2::text[])', [
      tenantId,
      open,
    ]);
  }
  if (closed.length > 0) {
    await session.run(
      `INSERT INTO restricted_matters SELECT $1, * FROM unnest($2::text[], $3::text[])
       ON CONFLICT (tenant_id, matter_id) DO UPDATE SET allowed_json = excluded.allowed_json`,
      [tenantId, closed.map((matter) => matter.id), closed.map((matter) => JSON.stringify(audienceOf(matter)))],
    );
  }
}

import type { Database } from 'better-sqlite3';
import { defaultReceptionist } from '../../agent/default-receptionist.ts';
import { receptionistSettings, type ReceptionistSettings } from '../../wire/receptionist.ts';
import type { ReceptionistStore } from '../receptionist-port.ts';
import type { Connection } from './connection.ts';

export interface ReceptionistTable {
  of(tenantId: string): ReceptionistSettings;
  put(tenantId: string, settings: ReceptionistSettings): void;
}

export function prepareReceptionists(db: Database): ReceptionistTable {
  const saved = db.prepare<[string], string>('SELECT json FROM receptionists WHERE tenant_id = ?').pluck();
  const country = db
    .prepare<[string], string>(`SELECT json_extract(json, '$.firm.country') FROM tenants WHERE id = ?`)
    .pluck();
  const put = db.prepare<[string, number, string]>('INSERT OR REPLACE INTO receptionists VALUES (?, ?, ?)');
  return {
    of(tenantId) {
      const json = saved.get(tenantId);
      if (json === undefined) return defaultReceptionist(country.get(tenantId) ?? null);
      return receptionistSettings.parse(JSON.parse(json));
    },
    put: (tenantId, settings) => void put.run(tenantId, settings.revision, JSON.stringify(settings)),
  };
}

export function createReceptionistStore(
  tenantId: string,
  { read, write }: Connection,
  table: ReceptionistTable,
): ReceptionistStore {
  return {
    receptionist: () => read(() => table.of(tenantId)),
    putReceptionist: (settings, expected) =>
      write(() => {
        if (table.of(tenantId).revision !== expected) return false;
        table.put(tenantId, settings);
        return true;
      }),
  };
}

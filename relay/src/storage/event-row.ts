import type { StoredEvent } from './port.ts';

/** An event as both databases hold it. */
export interface EventRow {
  id: number;
  type: StoredEvent['type'];
  json: string;
  audience_json: string | null;
  withheld_json: string | null;
}

export function storedEventOf({ id, type, json, audience_json, withheld_json }: EventRow): StoredEvent {
  if (audience_json === null || withheld_json === null) return { id, type, json };
  return { id, type, json, restricted: { to: JSON.parse(audience_json) as string[], withheldJson: withheld_json } };
}

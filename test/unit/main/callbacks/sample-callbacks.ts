import { newCallback, type Callback } from '@callbrief/relay/wire/callback';
import { sampleNow } from '../history/sample-firm.ts';

/** Of Anneke, made a while ago, due at noon; nobody has it yet. */
export function sampleCallback(id: string, more: Partial<Callback> = {}): Callback {
  return {
    ...newCallback,
    id,
    contactId: 'anneke',
    matterId: 'm-0318',
    number: '+32440271836',
    reason: 'Wants the address',
    dueAt: '2026-11-19T12:00:00.000Z',
    createdAt: '2026-11-19T09:00:00.000Z',
    stamps: {},
    traces: [],
    updatedAt: sampleNow,
    ...more,
  };
}

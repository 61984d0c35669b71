import { emptyContact, emptyMatter } from '../../relay/src/wire/directory.ts';
import { defaultPractice, type Practice } from '../../relay/src/wire/practice.ts';
import { timeEntryIdOf, type TimeEntryFields } from '../../relay/src/wire/time-entry.ts';
import type { TenantStore } from '../../relay/src/storage/port.ts';
import type { Call } from '../../relay/src/wire/call.ts';
import { callWith } from '../unit/relay/control/call-with.ts';
import { personNamed, TENANT, type RelayUnderTest } from './relay-under-test.ts';

const at = '2026-11-19T11:31:00.000Z';

export const chargingPractice: Practice = {
  ...defaultPractice,
  time: {
    ...defaultPractice.time,
    ledesFirmId: '24-6437381',
    timekeepers: [
      { personId: 'peeters', code: 'JP', classification: 'PT', hourlyRate: 250 },
      { personId: 'delcourt', code: 'CD', classification: 'AS', hourlyRate: 180 },
    ],
  },
};

/** A firm with one matter, its client, two lawyers with codes and rates, and an answered call. */
export async function chargedFirm(relay: RelayUnderTest): Promise<{
  store: TenantStore;
  token: string;
  colleague: string;
  receptionist: string;
  /** @param writtenAt the later writing of a field wins */
  review: (more?: Partial<TimeEntryFields>, writtenAt?: string) => Promise<string>;
}> {
  const store = relay.storage.tenant(TENANT);
  await store.putPerson({ ...personNamed('peeters', 'admin'), name: 'Jonas Peeters', email: 'jonas@firm.example' });
  await store.putPerson({
    ...personNamed('delcourt', 'lawyer'),
    name: 'Claire Delcourt',
    email: 'claire@firm.example',
  });
  await store.putContact({ id: 'anneke', name: 'Anneke Verhulst', ...emptyContact, externalId: 'C-77' }, at);
  await store.putMatter({
    id: 'm-1',
    number: '2026/0318',
    title: 'Verhulst / Immo Nord',
    updatedAt: at,
    ...emptyMatter,
    parties: [{ contactId: 'anneke', role: 'client', representedBy: null, reference: '423-987' }],
  });
  await store.setPractice(chargingPractice, 0, at);
  await store.importCalls([answeredCall('call-1'), answeredCall('call-2')], at);
  const { accessToken: token } = await relay.enrolDevice('peeters');
  const { accessToken: colleague } = await relay.enrolDevice('delcourt');
  const { accessToken: receptionist } = await relay.enrolDevice('reception', 'receptionist');
  return {
    store,
    token,
    colleague,
    receptionist,
    async review(more = {}, writtenAt = at) {
      const { callId = 'call-1', personId = 'peeters' } = more;
      const entryId = callId === null ? `by-hand-${personId}` : timeEntryIdOf(callId, personId);
      const set = { ...reviewed, ...more, callId, personId };
      const edit = { editId: `review-${entryId}-${writtenAt}`, at: writtenAt, set };
      const answer = await relay.ask(`/api/v1/time-entries/${entryId}`, { token, method: 'PATCH', body: edit });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return entryId;
    },
  };
}

const reviewed = {
  matterId: 'm-1',
  contactId: 'anneke',
  date: '2026-11-19',
  measuredSeconds: 527,
  minutes: 12,
  activityCode: 'A106',
  narrative: 'Advised on the lease.',
  narrativeFrom: 'note',
  state: 'reviewed',
} as const;

export function answeredCall(id: string): Call {
  return callWith([], {
    id,
    providerCallId: id,
    outcome: 'answered',
    startedAt: '2026-11-19T10:30:00.000Z',
    durationSeconds: 527,
    contactId: 'anneke',
    matterId: 'm-1',
  });
}

import { describe, expect, it } from 'vitest';
import type { ReceptionistSettings } from '@callbrief/relay/wire/receptionist';
import type { Person } from '@callbrief/relay/wire/directory';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { receptionistHandlers } from '../../../../src-main/receptionist/receptionist-requests.ts';
import type { RelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { RelayProblem } from '../../../../src-main/relay-link/relay-problem.ts';
import { mockReceptionistDesk } from '../../../support/mock-receptionist.ts';
import { personNamed } from '../../../support/relay-under-test.ts';

const { settings, engines } = mockReceptionistDesk;
const people: Person[] = [personNamed('mira', 'receptionist'), personNamed('jonas', 'admin')];

function handlers(client: Partial<RelayClient> | null, role: Person['role'] = 'admin') {
  return receptionistHandlers({
    history: () => ({ people: () => people }),
    me: () => personNamed('me', role),
    client: () => client as RelayClient | null,
    log: silentLog,
  });
}
const office: Partial<RelayClient> = {
  receptionist: () => Promise.resolve(settings),
  receptionistEngines: () => Promise.resolve(engines),
};

describe('the AI receptionist, from the office to the window', () => {
  it('comes with its engines, the people of the firm, and whether this person may save it', async () => {
    const desk = await handlers(office)['receptionist:get']();
    expect(desk).toMatchObject({ settings, engines, canSave: true, people: [{ id: 'mira' }, { id: 'jonas' }] });
    expect(await handlers(office, 'lawyer')['receptionist:get']()).toMatchObject({ canSave: false });
  });

  it('is refused as offline without a connection', async () => {
    const offline = handlers(null);
    expect(await offline['receptionist:get']()).toEqual({ refused: 'offline' });
    expect(await offline['receptionist:save'](settings)).toMatchObject({ refused: 'offline' });
  });

  it('tells which field the office refused', async () => {
    const saveReceptionist = (): Promise<ReceptionistSettings> =>
      Promise.reject(new RelayProblem('receptionist_refused', 'no', { status: 422, field: 'hearing' }));
    const answer = await handlers({ ...office, saveReceptionist })['receptionist:save'](settings);
    expect(answer).toEqual({ refused: 'malformed', field: 'hearing' });
  });

  it('keeps somebody else’s save', async () => {
    const saveReceptionist = (): Promise<ReceptionistSettings> =>
      Promise.reject(new RelayProblem('revision_conflict', 'no', { status: 409 }));
    const answer = await handlers({ ...office, saveReceptionist })['receptionist:save'](settings);
    expect(answer).toMatchObject({ refused: 'revision_conflict' });
  });
});

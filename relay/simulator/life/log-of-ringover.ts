import type { PretendCalls } from '../pretend-calls.ts';
import type { CallLife } from './call-life.ts';
import { asRingoverUser } from './person.ts';
import { createPhones, type Phone, type PhoneChange } from './phones.ts';
import { channelIdOf } from './tell-ringover.ts';

/**
 * Writes a life into the log that Ringover's REST API shows, whatever of its webhooks arrived: the source from which a
 * reconcile heals. Ids are those of the webhooks.
 */
export function logOfRingover(life: CallLife, calls: PretendCalls): void {
  const { callId, direction, from, to, startedAt } = life;
  const phones = createPhones();
  const channelOf = (phone: Phone) => channelIdOf(callId, phone);
  const userOf = ({ person }: Phone) => (person ? asRingoverUser(person) : null);

  function write(change: PhoneChange, at: Date): void {
    switch (change.kind) {
      case 'rang':
        for (const phone of change.phones) {
          const channelId = channelOf(phone);
          const user = userOf(phone);
          const going = calls.addPhone(callId, to, user, at);
          if (going) Object.assign(going, { channelId });
          else calls.begin({ callId, channelId, direction, from, to, startedAt: at, user });
        }
        return;
      case 'answered':
        calls.answer(callId, channelOf(change.phone), at);
        return;
      case 'gone':
        calls.end(callId, channelOf(change.phone), at);
        return;
      default:
        change satisfies never;
    }
  }

  for (const { step, atMs } of life.steps) {
    const at = new Date(startedAt.getTime() + atMs);
    for (const change of phones.take(step, atMs)) write(change, at);
  }
}

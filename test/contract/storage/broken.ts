import { randomUUID } from 'node:crypto';
import type { Storage, TenantStore } from '../../../relay/src/storage/port.ts';
import type { StoredJob } from '../../../relay/src/storage/recording-port.ts';
import type { Subject } from './subject.ts';

type Change = (store: TenantStore, storage: Storage) => Partial<TenantStore>;

/** A storage with one defect of the kind that was really found elsewhere, and which sentence must notice it. */
export interface Defect {
  name: string;
  noticedBy: string;
  breaks: Change;
}

export const defects: readonly Defect[] = [
  {
    name: 'keeps the receptionist’s talk when the words of its call are removed',
    noticedBy: 'a talk goes with the texts of its call, by its age and on demand, and not while the call is on hold',
    breaks: (store) => ({
      async removeInsights(callId) {
        const talk = await store.agentTalk(callId);
        const events = await store.removeInsights(callId);
        if (talk) await store.putAgentTalk(talk);
        return events;
      },
    }),
  },
  {
    name: 'forgets which deliveries it has seen',
    noticedBy: 'the same delivery again is a duplicate and changes nothing',
    breaks: (store) => ({ accept: (delivery) => store.accept({ ...delivery, dedupeKey: randomUUID() }) }),
  },
  {
    name: 'remembers deliveries per process only',
    noticedBy: 'two handles that get the same deliveries at once take each one once',
    breaks: (store) => {
      const process = randomUUID();
      return { accept: (d) => store.accept({ ...d, dedupeKey: `${process} ${d.dedupeKey}` }) };
    },
  },
  {
    name: 'tells integrations once and never corrects it',
    noticedBy: 'in whatever order a call’s facts arrive, its last entry says the same',
    breaks: (store) => {
      const told = new Set<string>();
      return {
        accept: async (delivery) => {
          const accepted = await store.accept(delivery);
          const providerCallId = delivery.facts[0]?.providerCallId ?? '';
          const isNews = (type: string) => type !== 'call_event_created' || !told.has(providerCallId);
          const events = accepted.events.filter((event) => isNews(event.type));
          if (events.some((event) => event.type === 'call_event_created')) told.add(providerCallId);
          return { ...accepted, events };
        },
      };
    },
  },
  {
    name: 'throws away what comes before its call',
    noticedBy: 'a comment that comes before its call makes no call, and stands on it once it is told',
    breaks: (store) => {
      const begun = new Set<string>();
      return {
        accept: (delivery) => {
          const isKnown = ({ providerCallId, fact }: (typeof delivery.facts)[number]) =>
            fact.kind !== 'added' || begun.has(providerCallId);
          const facts = delivery.facts.filter(isKnown);
          for (const { providerCallId } of facts) begun.add(providerCallId);
          return store.accept({ ...delivery, facts });
        },
      };
    },
  },
  {
    name: 'doubles an SMS of its own when the provider is quicker than its answer',
    noticedBy: 'our SMS is one message, whether the provider tells of it before or after it answers us',
    breaks: (store) => ({
      accept: (delivery) =>
        store.accept({
          ...delivery,
          messages: delivery.messages?.map((m) => ({ ...m, body: `${m.body} (told)` })) ?? [],
        }),
    }),
  },
  {
    name: 'gives up calls that still ring',
    noticedBy: 'a ring without an end is missed after five minutes, not before, and says that nobody told its end',
    breaks: (store) => ({
      endSilentCalls: (at) => store.endSilentCalls(new Date(Date.parse(at) + 3_600_000).toISOString()),
    }),
  },
  {
    name: 'shows one tenant the calls of another',
    noticedBy: 'a tenant reads and writes nothing of another, by any method',
    breaks: (_store, storage) => ({ call: (callId) => storage.tenant('firm-a').call(callId) }),
  },
  {
    name: 'shows one tenant the log of another',
    noticedBy: 'a tenant reads and writes nothing of another, by any method',
    breaks: (_store, storage) => ({
      eventsAfter: (after, limit) => storage.tenant('firm-a').eventsAfter(after, limit),
    }),
  },
  {
    name: 'leaves gaps between ids',
    noticedBy: 'ids rise by one without a gap while several handles write everything at once',
    breaks: (store) => ({
      eventsAfter: async (after, limit) =>
        (await store.eventsAfter(after, limit)).map((event) => ({ ...event, id: event.id * 2 })),
    }),
  },
  {
    name: 'loses an event between commit and log',
    noticedBy: 'a reader that follows the log never finds an id behind the one it has seen',
    breaks: (store) => ({
      eventsAfter: async (after, limit) => (await store.eventsAfter(after, limit)).filter((event) => event.id !== 13),
    }),
  },
  {
    name: 'reads ids as numbers',
    noticedBy: '64-bit ids come back digit by digit',
    breaks: (store) => ({
      call: async (callId) => {
        const call = await store.call(callId);
        return call && { ...call, providerCallId: String(Number(call.providerCallId)) };
      },
    }),
  },
  {
    name: 'lets the last writer win',
    noticedBy: 'of two notes written offline the later one stays, field by field, in whatever order they arrive',
    breaks: (store) => ({
      editCall: (id, edit, by, receivedAt) => store.editCall(id, { ...edit, at: receivedAt }, by, receivedAt),
    }),
  },
  {
    name: 'takes whoever heard a voicemail last',
    noticedBy:
      'of those who heard a voicemail the first one stands, until it is marked as not heard, whatever the provider adds',
    breaks: (store) => ({
      editCall: async (id, edit, by, receivedAt) => {
        if (edit.voicemailHeard) await store.editCall(id, { ...edit, voicemailHeard: false }, by, receivedAt);
        return store.editCall(id, { ...edit, at: receivedAt }, by, receivedAt);
      },
    }),
  },
  {
    name: 'gives one invitation to everybody who asks',
    noticedBy: 'an invitation works once, also when two desktops use it at the same moment',
    breaks: (store) => ({
      redeemInvitation: async (codeHash, now) => {
        const redeemed = await store.redeemInvitation(codeHash, now);
        return redeemed === 'used' ? { personId: 'person-1' } : redeemed;
      },
    }),
  },
  {
    name: 'takes a ticket twice',
    noticedBy: 'a stream ticket works once and 60 seconds',
    breaks: (store) => {
      let last: { deviceId: string } | null = null;
      return { consumeTicket: async (hash, now) => (last = (await store.consumeTicket(hash, now)) ?? last) };
    },
  },
  {
    name: 'rotates without comparing',
    noticedBy: 'of two rotations of one refresh token one succeeds',
    breaks: (store) => ({
      rotateDevice: async (device) => {
        await store.putDevice(device);
        return true;
      },
    }),
  },
  {
    name: 'brings a revoked device back when it rotates',
    noticedBy: 'a revoked device stays revoked, also when it rotates at that moment, and is told of once',
    breaks: (store) => ({
      rotateDevice: async (device) => {
        await store.putDevice(device);
        return true;
      },
    }),
  },
  {
    name: 'gives one job to everybody who asks',
    noticedBy: 'of several processes that ask at once each job is held by one, the longest due first',
    breaks: (store) => {
      let last: StoredJob | null = null;
      let asked = 0;
      return {
        claimJob: async (kinds, now, leaseMs) => {
          asked += 1;
          if (asked % 3 === 0 && last) return last;
          return (last = await store.claimJob(kinds, now, leaseMs));
        },
      };
    },
  },
  {
    name: 'lets a process that lost its lease finish the job of another',
    noticedBy:
      'a killed process’s job is due again when its lease is over, one attempt more; the old holder changes nothing',
    breaks: (store) => ({
      finishJob: async (held) => {
        const running = (await store.jobsOfCall('c1')).find((job) => job.id === held.id);
        return running ? store.finishJob(running) : false;
      },
    }),
  },
  {
    name: 'loses one of two changes of a recording',
    noticedBy: 'changes of one recording at the same moment all count, and each is told',
    breaks: (store) => ({
      changeRecording: async (id, change) => {
        const before = await store.recording(id);
        return store.changeRecording(id, () => change(before));
      },
    }),
  },
  {
    name: 'says that something was produced which was not',
    noticedBy: 'what was produced is told once nothing is under way any more, once, and only that',
    breaks: (store) => ({
      changeInsights: async (callId, change) => {
        const changed = await store.changeInsights(callId, change);
        const events = changed?.events.map((event) => ({
          ...event,
          json: event.json.replace('["dynamics"]', '["summary","dynamics"]'),
        }));
        return changed && { ...changed, events: events ?? [] };
      },
    }),
  },
  {
    name: 'removes what is on hold',
    noticedBy: 'what may be removed are recordings and texts of old calls that are not on hold, the oldest first',
    breaks: (store) => ({
      recordingsBefore: async (before, limit) =>
        (await store.recordingPage(null, limit)).items.filter((r) => !r.removed && r.createdAt < before),
    }),
  },
  {
    name: 'shows one tenant what was said in the calls of another',
    noticedBy: 'recordings, texts, jobs, the audit log and the policy of one tenant are nothing to another',
    breaks: (_store, storage) => ({ insights: (callId) => storage.tenant('firm-a').insights(callId) }),
  },
  {
    name: 'takes the policy of whoever saves last',
    noticedBy: 'of two administrators who save the capture policy at once one is told that the other was first',
    breaks: (store) => ({
      setCapturePolicy: async (policy, expected) => {
        const { revision } = await store.capturePolicy();
        return store.setCapturePolicy(policy, Math.max(revision, expected));
      },
    }),
  },
  {
    name: 'takes the receptionist of whoever saves last',
    noticedBy: 'of two administrators who save the receptionist at once one is told that the other was first',
    breaks: (store) => ({
      putReceptionist: async (settings, expected) => {
        const { revision } = await store.receptionist();
        return store.putReceptionist(settings, Math.max(revision, expected));
      },
    }),
  },
  {
    name: 'lets an import write over what a person wrote after it',
    noticedBy: 'an import writes over what a person wrote before it, and not over what a person wrote after it',
    breaks: (store) => ({ putContacts: (list) => store.putContacts(list, '2099-01-01T00:00:00.000Z') }),
  },
  {
    name: 'unlinks what a merged contact had',
    noticedBy:
      'a merged contact gives what it had to the other: numbers, calls, messages, callbacks and parts in matters',
    breaks: (store) => ({ removeContact: (id, _into, at) => store.removeContact(id, null, at) }),
  },
  {
    name: 'tells everybody what happens in a restricted matter',
    noticedBy:
      'what happens in a restricted matter is for its people and the responsible lawyer; the log says so, after a restart too',
    breaks: (store) => ({
      eventsAfter: async (after, limit) =>
        (await store.eventsAfter(after, limit)).map(({ id, type, json }) => ({ id, type, json })),
    }),
  },
  {
    name: 'shows a person outside the calls of a restricted matter',
    noticedBy: 'a person outside finds nothing of a restricted matter, by id or in a list, and writes nothing into it',
    breaks: () => ({ hiddenMatterIds: () => Promise.resolve([]) }),
  },
  {
    name: 'fails a whole burst for one delivery',
    noticedBy: 'of deliveries that share a transaction each fails alone and leaves nothing half-written',
    breaks: (store) => {
      let burst: Promise<unknown>[] = [];
      return {
        accept: async (delivery) => {
          const accepted = store.accept(delivery);
          burst = [...burst, accepted];
          await Promise.all(burst);
          return accepted;
        },
      };
    },
  },
];

/** The same implementation with the defect put in front of it. */
export function withDefect(subject: Subject, { breaks }: Pick<Defect, 'breaks'>): Subject {
  return {
    async open() {
      const storage = await subject.open();
      return {
        ...storage,
        tenant: (tenantId) => {
          const store = storage.tenant(tenantId);
          return { ...store, ...breaks(store, storage) };
        },
      };
    },
  };
}

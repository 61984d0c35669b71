import type { LifeStep } from './call-life.ts';
import type { PretendPerson } from './person.ts';

/** One phone in the life of a call. A person whose phone rings a second time has a second one. */
export interface Phone {
  /** 0, 1, 2… in the order in which they began to ring. */
  number: number;
  /** Null: the provider does not name anybody. */
  person: PretendPerson | null;
  state: 'rings' | 'talks' | 'gone';
  answeredAtMs: number | null;
}

/** What one step does to the phones. Phones of one `rang` began to ring by one act (a ring group). */
export type PhoneChange =
  | { kind: 'rang'; phones: readonly Phone[]; how: 'call' | 'forward' | 'transfer' | 'consult' }
  | { kind: 'answered'; phone: Phone }
  | { kind: 'gone'; phone: Phone; why: 'hung_up' | 'taken_elsewhere' | 'refused' | 'forwarded' | 'missed' };

export interface Phones {
  readonly all: readonly Phone[];
  /** @throws Error with a sentence when the step cannot happen now */
  take(step: LifeStep, atMs: number): PhoneChange[];
}

/**
 * Keeps which phones ring and talk, so that every teller tells the same life, and a life that cannot happen is refused
 * in words: an answer where nothing rings, a transfer while nobody talks.
 */
export function createPhones(): Phones {
  const all: Phone[] = [];
  const where = (state: Phone['state']) => all.filter((phone) => phone.state === state);

  function ring(people: readonly (PretendPerson | null)[], how: 'call' | 'forward' | 'transfer' | 'consult') {
    for (const person of people) {
      const busy = person && all.find((phone) => phone.person?.key === person.key && phone.state !== 'gone');
      if (busy) throw new Error(`${person.key}’s phone ${busy.state} already`);
    }
    const phones = people.map((person, i): Phone => {
      return { number: all.length + i, person, state: 'rings', answeredAtMs: null };
    });
    all.push(...phones);
    return { kind: 'rang', phones, how } as const;
  }
  const leave = (phones: readonly Phone[], why: (PhoneChange & { kind: 'gone' })['why']): PhoneChange[] =>
    phones.map((phone) => {
      phone.state = 'gone';
      return { kind: 'gone', phone, why };
    });
  function ringingAt(person: PretendPerson): Phone {
    const phone = where('rings').find((one) => one.person?.key === person.key);
    if (!phone) throw new Error(`${person.key}’s phone does not ring`);
    return phone;
  }
  function some(state: 'rings' | 'talks', sentence: string): Phone[] {
    const phones = where(state);
    if (phones.length === 0) throw new Error(sentence);
    return phones;
  }

  return {
    all,
    take(step, atMs) {
      switch (step.kind) {
        case 'ring':
          return [ring(step.people.length === 0 ? [null] : step.people, 'call')];
        case 'answer': {
          const [first] = some('rings', 'no phone rings that could be answered');
          const takers = step.people.length === 0 && first ? [first] : step.people.map(ringingAt);
          const talked = where('talks').length > 0;
          for (const phone of takers) Object.assign(phone, { state: 'talks', answeredAtMs: atMs });
          const answered = takers.map((phone) => ({ kind: 'answered', phone }) as const);
          return [...answered, ...(talked ? [] : leave(where('rings'), 'taken_elsewhere'))];
        }
        case 'refuse':
          return leave([ringingAt(step.person)], 'refused');
        case 'forward':
          return [
            ...leave(some('rings', 'no phone rings that could be forwarded'), 'forwarded'),
            ring([step.to], 'forward'),
          ];
        case 'transfer':
          return [...leave(some('talks', 'nobody talks who could transfer'), 'hung_up'), ring([step.to], 'transfer')];
        case 'consult':
          some('talks', 'nobody talks who could ask a colleague');
          return [ring([step.with], 'consult')];
        case 'hand_over': {
          const talking = some('talks', 'nobody talks who could hand over');
          if (talking.length < 2) throw new Error('nobody else talks to whom it could be handed over');
          return leave(talking.slice(0, 1), 'hung_up');
        }
        case 'hang_up': {
          const left = all.filter((phone) => phone.state !== 'gone');
          if (left.length === 0) throw new Error('no phone rings or talks that could hang up');
          return leave(left, 'hung_up');
        }
        case 'miss':
          if (where('talks').length > 0) throw new Error('somebody talks, so it is not missed');
          return leave(where('rings'), 'missed');
        case 'voicemail':
          if (where('talks').length > 0) throw new Error('somebody talks, so there is no voicemail yet');
          return leave(where('rings'), 'missed');
        case 'press':
        case 'tags':
        case 'comment':
        case 'after_call':
        case 'recording':
        case 'voicemail_link':
        case 'recorded':
        case 'transcription':
        case 'summary':
        case 'sms':
        case 'fax':
        case 'ask':
        case 'ask_search':
        case 'ask_ivr':
          return [];
        default:
          return step satisfies never;
      }
    },
  };
}

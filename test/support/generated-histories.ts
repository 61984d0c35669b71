import * as fc from 'fast-check';
import type { CallLife, HowTold, LifeStep, Teller, TimedStep, Told } from '../../relay/simulator/life/call-life.ts';
import { sipgateIdFrom, uint64From } from '../../relay/simulator/life/derived-id.ts';
import { pretendPerson, type PretendPerson } from '../../relay/simulator/life/person.ts';
import { createPhones } from '../../relay/simulator/life/phones.ts';
import { plainly, providerOf, tell } from '../../relay/simulator/life/tell.ts';
import { asOnTraffic } from '../../relay/simulator/told/ringover-told.ts';

/** One call or conversation as a provider really tells it, and how it arrives. */
export interface GeneratedHistory {
  teller: Teller;
  life: CallLife;
  /** What arrives at least once, in true order; what was lost on the way is not in it. */
  told: readonly Told[];
  /** The same in the order in which it arrives, some of it several times: places in `told`, and the how manieth time. */
  arrival: readonly { index: number; attempt: number }[];
}

export const generatedPeople: readonly PretendPerson[] = [
  { id: 'jonas', name: 'Jonas Peeters', providerUserIds: ['22673838', 'w0'] },
  { id: 'claire', name: 'Claire Delcourt', providerUserIds: ['22673801', 'w1'] },
  { id: 'sofie', name: 'Sofie Maes', providerUserIds: ['22673804', 'w4'] },
  { id: 'nadia', name: 'Nadia Benali', providerUserIds: ['22673805', 'w5'] },
].map(pretendPerson);

/** One decision on the way through a life: which of the things that can happen now, after how long, to whom. */
interface Turn {
  choice: number;
  /** Under two seconds now and then: a caller who gives up at once. */
  afterMs: number;
  who: number;
  many: number;
}
const turn: fc.Arbitrary<Turn> = fc.record({
  choice: fc.nat(999),
  afterMs: fc.oneof(fc.integer({ min: 1, max: 1_900 }), fc.integer({ min: 2_000, max: 90_000 })),
  who: fc.nat(3),
  many: fc.integer({ min: 0, max: 4 }),
});

/**
 * Walks through a life that can happen: rings a group, lets phones answer, refuse, forward and transfer, hangs up or
 * misses, and adds what is added afterwards. Always ends the call; that its end is lost is decided elsewhere.
 */
function walk(turns: readonly Turn[], teller: Teller): TimedStep[] {
  const phones = createPhones();
  const steps: TimedStep[] = [];
  const tellsAll = teller === 'ringover';
  let atMs = 0;
  let over = false;
  const where = (state: string) => phones.all.filter((phone) => phone.state === state);
  const take = (step: LifeStep) => {
    phones.take(step, atMs);
    steps.push({ atMs, step });
  };
  const person = (n: number) => generatedPeople[n % generatedPeople.length] as PretendPerson;
  /** Somebody whose phone is free. */
  const free = (n: number) =>
    generatedPeople
      .map((_, i) => person(n + i))
      .find((one) => !phones.all.some((phone) => phone.person === one && phone.state !== 'gone'));

  for (const { choice, afterMs, who, many } of turns) {
    atMs += steps.length === 0 ? 0 : afterMs;
    const options = possible(who, many);
    const step = options[choice % options.length];
    if (step) take(step);
    if (step?.kind === 'hang_up' || step?.kind === 'miss') over = true;
  }
  if (!over && phones.all.length > 0) {
    atMs += 3_000;
    take(where('talks').length > 0 ? { kind: 'hang_up', cause: null } : { kind: 'miss', reason: null });
  }
  return steps;

  function possible(who: number, many: number): LifeStep[] {
    const ringing = where('rings');
    const talking = where('talks');
    const next = free(who);
    const taker = ringing[who % Math.max(1, ringing.length)]?.person;
    const taken = taker ? [taker] : [];
    if (over) return afterwards(who, many);
    if (phones.all.length === 0) {
      const group = generatedPeople.slice(who).concat(generatedPeople.slice(0, who)).slice(0, many);
      return [{ kind: 'ring', people: group }];
    }
    if (talking.length > 0) {
      return [
        { kind: 'hang_up', cause: null },
        { kind: 'hang_up', cause: null },
        ...(ringing.length > 0 ? [{ kind: 'answer', people: taken } as const] : []),
        ...(ringing.length > 0 && taker ? [{ kind: 'refuse', person: taker } as const] : []),
        ...(next ? [{ kind: 'transfer', to: next } as const, { kind: 'consult', with: next } as const] : []),
        ...(talking.length > 1 ? [{ kind: 'hand_over' } as const] : []),
        ...menu(many),
      ];
    }
    if (ringing.length > 0) {
      const two = ringing.flatMap((phone) => phone.person ?? []).slice(0, 2);
      return [
        { kind: 'answer', people: taken },
        { kind: 'answer', people: taken },
        { kind: 'answer', people: two.length === 2 ? two : taken },
        { kind: 'miss', reason: many === 0 ? 'OUT_PLANNING' : null },
        { kind: 'hang_up', cause: many === 1 ? 'busy' : null },
        ...(taker ? [{ kind: 'refuse', person: taker } as const] : []),
        ...(next ? [{ kind: 'forward', to: next } as const] : []),
        ...menu(many),
      ];
    }
    // A transfer that was refused, or a phone whose owner did not want it.
    return [{ kind: 'miss', reason: null }, ...(next ? [{ kind: 'ring', people: [next] } as const] : [])];
  }
  /**
   * The same keys once more in one call would be, byte for byte, the same push as a repetition, and nothing in it could
   * tell the two apart (telephony facts 4.3: no time, no id). So a caller here presses the same keys only once.
   */
  function menu(many: number): LifeStep[] {
    const digits = [null, '', '1', '012', '*#'][many] ?? null;
    const before = steps.some(({ step }) => step.kind === 'press' && step.digits === digits);
    return teller === 'sipgate' && !before ? [{ kind: 'press', digits }] : [];
  }
  function afterwards(who: number, many: number): LifeStep[] {
    if (!tellsAll) return menu(many);
    const tags = [['RDV'], ['RDV', 'Urgent'], [], ['Rappel']][who] ?? [];
    // The caller hangs up after the message, so there is one at most; and none after a talk that was hung up.
    const mayLeaveMessage = steps.at(-1)?.step.kind === 'miss';
    return [
      // As likely as all the rest together.
      ...(mayLeaveMessage ? Array.from({ length: 6 }, () => ({ kind: 'voicemail', seconds: 5 + many }) as const) : []),
      { kind: 'tags', tags },
      { kind: 'comment', text: `Comment ${many}`, tags },
      { kind: 'after_call', text: `After ${many}`, tags },
      { kind: 'recording', seconds: 60 + many },
      { kind: 'voicemail_link', seconds: 5 + many },
      { kind: 'transcription' },
      { kind: 'summary', text: `Summary ${who}` },
    ];
  }
}

/** SMS to and fro, and faxes. */
function correspondence(turns: readonly Turn[]): TimedStep[] {
  let atMs = 0;
  return turns.map(({ choice, afterMs, who, many }) => {
    atMs += afterMs;
    const sender = generatedPeople[who] ?? null;
    const step: LifeStep =
      choice % 5 === 0
        ? { kind: 'fax', pages: many === 0 ? null : many }
        : choice % 2 === 0
          ? { kind: 'sms', to: 'firm', text: `Message ${choice}`, person: null }
          : { kind: 'sms', to: 'caller', text: `Answer ${choice}`, person: sender };
    return { atMs, step };
  });
}

const oddities = fc.record({
  userPrefix: fc.boolean(),
  numberBooleans: fc.boolean(),
  ressource: fc.boolean(),
  answeredTime: fc.boolean(),
  user: fc.constantFrom('named' as const, 'named' as const, 'named' as const, 'empty' as const, 'absent' as const),
  idsAsText: fc.boolean(),
  withheld: fc.constantFrom('anonymous' as const, 'Unknown' as const, '' as const, null),
  time: fc.constantFrom('seconds' as const, 'milliseconds' as const, 'iso' as const),
  durationsAsText: fc.boolean(),
  transcriptionLink: fc.boolean(),
});

const HOUR_MS = 3_600_000;

export interface HistoryOptions {
  tellers?: readonly Teller[];
  /** Deliveries that never arrive. */
  losses?: boolean;
  /** Clocks of one provider that disagree within a call. */
  clockErrors?: boolean;
  /** When they begin, on our clock; the provider's may be an hour away. */
  from: Date;
  /** They begin within so long (ms). */
  withinMs: number;
}

/** Histories of both providers, at the level of the wire. */
export function generatedHistory(options: HistoryOptions): fc.Arbitrary<GeneratedHistory> {
  const { tellers = ['ringover', 'sipgate'], losses = true, clockErrors = true } = options;
  return fc
    .record({
      teller: fc.constantFrom(...tellers),
      key: fc.uuid(),
      turns: fc.array(turn, { minLength: 1, maxLength: 9 }),
      isCall: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
      beginsMs: fc.nat(options.withinMs),
      skewMs: fc.constantFrom(0, 0, HOUR_MS, -HOUR_MS),
      errorsMs: fc.constantFrom([], [], [0, HOUR_MS], [-90_000, 0, 250]),
      withheld: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
      outbound: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      caller: fc.nat(999_999),
      odd: fc.option(oddities, { nil: asOnTraffic }),
      lost: losses ? fc.array(fc.nat(40), { maxLength: 2 }) : fc.constant<number[]>([]),
      order: fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 60 }),
      repeats: fc.array(fc.nat(40), { maxLength: 5 }),
    })
    .map(({ order, ...h }) => {
      const provider = providerOf(h.teller);
      const isCall = h.isCall || provider === 'sipgate';
      const other = `+3247${String(1_000_000 + h.caller)}`;
      const outbound = isCall && h.outbound;
      const from = outbound ? FIRM_LINE : isCall && h.withheld ? null : other;
      const life: CallLife = {
        callId: provider === 'ringover' ? uint64From(h.key) : sipgateIdFrom(h.key),
        direction: outbound ? 'outbound' : 'inbound',
        from,
        to: outbound ? other : FIRM_LINE,
        // sipgate tells no time, so its clock cannot be wrong.
        startedAt: new Date(options.from.getTime() + h.beginsMs + (provider === 'ringover' ? h.skewMs : 0)),
        steps: isCall ? walk(h.turns, h.teller) : correspondence(h.turns),
      };
      const how: HowTold = {
        ...plainly(h.teller),
        ringover: h.odd,
        ...(clockErrors && h.errorsMs.length > 0 ? { clockErrorsMs: h.errorsMs } : {}),
      };
      const all = tell(life, how);
      const lost = new Set(h.lost.map((n) => n % 41));
      // Something must arrive, or there is no history.
      const told = all.filter((_, i) => i === 0 || !lost.has(i));
      const again = h.repeats.map((n, i) => ({ index: n % told.length, attempt: i + 2 }));
      const arriving = [...told.map((_, index) => ({ index, attempt: 1 })), ...again];
      const arrival = arriving
        .map((one, i) => ({ one, place: order[i % order.length] ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ one }) => one);
      return { teller: h.teller, life, told, arrival };
    });
}

export const FIRM_LINE = '+3221234567';

/**
 * When a delivery reached the relay. sipgate's pushes carry no time, so their arrival is the time: a shuffled run hands
 * each of them over later or earlier, but with the receivedAt that it had in the ordered run. That is all that "the same
 * final state" can mean there: were the pushes themselves late, the call would have been late.
 */
export function receivedAt({ teller, life }: GeneratedHistory, told: Told): Date {
  const at = life.startedAt.getTime() + told.atMs;
  return new Date(providerOf(teller) === 'sipgate' ? at : at + 150);
}

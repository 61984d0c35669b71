import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallEdit } from '@callbrief/relay/wire/call';
import { editStoredCall } from '../../../../relay/src/calls/edit-stored-call.ts';
import { nothingChosen, type StoredCall } from '../../../../relay/src/calls/stored-call.ts';
import { later, NOW, pastCall } from '../../../contract/storage/made-up.ts';

const lookUps = { contactIdsByNumber: () => [], openMatterIdsOf: () => [], personIdOf: () => null };
const fresh = (): StoredCall => ({ call: pastCall(), state: { facts: [] }, chosenAt: nothingChosen, imported: false });

/** @param seconds when it was written, from NOW */
function write(
  before: StoredCall,
  who: string,
  seconds: number,
  edit: Omit<CallEdit, 'at'>,
  received = 900,
): StoredCall {
  const context = {
    tenantId: 'firm-a',
    by: { personId: who, name: who },
    receivedAt: later(received),
    lookUps,
    now: new Date(later(received)),
  };
  return editStoredCall(before, { at: later(seconds), ...edit }, context)?.write.stored ?? before;
}

const texts = ({ call }: StoredCall) => ({
  note: call.note?.value ?? null,
  others: call.otherNotes.map(({ value }) => value),
});
const noteAt = ({ call }: StoredCall) => call.note?.at ?? null;

describe('Two people who write one note', () => {
  const both = [
    { who: 'ada', seconds: 10, note: 'by Ada' },
    { who: 'bob', seconds: 20, note: 'by Bob' },
  ];

  test('without having seen each other’s text keep both, whoever’s arrives first', () => {
    for (const order of [both, both.toReversed()]) {
      const call = order.reduce(
        (one, { who, seconds, note }) => write(one, who, seconds, { note, noteBasis: null }),
        fresh(),
      );
      expect(texts(call)).toEqual({ note: 'by Bob', others: ['by Ada'] });
    }
  });

  test('in the same millisecond keep both, and the same one stands in either order', () => {
    const told = both.map((one) => ({ ...one, seconds: 10 }));
    for (const order of [told, told.toReversed()]) {
      const call = order.reduce(
        (one, { who, seconds, note }) => write(one, who, seconds, { note, noteBasis: null }),
        fresh(),
      );
      expect(texts(call)).toEqual({ note: 'by Bob', others: ['by Ada'] });
    }
  });

  test('keep both when one of them took the note away meanwhile', () => {
    const begun = write(fresh(), 'cem', 1, { note: 'Hearing', noteBasis: null });
    const basis = noteAt(begun);
    const cleared = { note: '', noteBasis: basis };
    const added = { note: 'Hearing on Friday', noteBasis: basis };
    const first = write(write(begun, 'ada', 20, cleared), 'bob', 10, added);
    const second = write(write(begun, 'bob', 10, added), 'ada', 20, cleared);
    expect(texts(first)).toEqual({ note: null, others: ['Hearing on Friday'] });
    expect(texts(second)).toEqual(texts(first));
  });

  test('have one text when the second saw the first', () => {
    const first = write(fresh(), 'ada', 10, { note: 'by Ada', noteBasis: null });
    const second = write(first, 'bob', 20, { note: 'by Ada and Bob', noteBasis: noteAt(first) });
    expect(texts(second)).toEqual({ note: 'by Ada and Bob', others: [] });
  });

  test('lose nothing when the clock of the one who saw it is behind', () => {
    const first = write(fresh(), 'ada', 300, { note: 'by Ada', noteBasis: null });
    const edit = { note: 'by Ada, and Bob', noteBasis: noteAt(first) };
    const second = write(first, 'bob', 10, edit);
    expect(texts(second)).toEqual({ note: 'by Ada, and Bob', others: [] });
    expect(write(second, 'bob', 10, edit)).toBe(second);
  });

  test('lose nothing when a desktop writes its times without milliseconds', () => {
    const first = write(fresh(), 'ada', 10, { note: 'by Ada', noteBasis: null });
    const basis = noteAt(first)?.replace('.000Z', 'Z') ?? null;
    expect(texts(write(first, 'bob', 20, { note: 'both', noteBasis: basis }))).toEqual({ note: 'both', others: [] });
  });

  test('put them together, and then nothing stands beside it', () => {
    const call = both.reduce(
      (one, { who, seconds, note }) => write(one, who, seconds, { note, noteBasis: null }),
      fresh(),
    );
    const [other] = call.call.otherNotes;
    const together = write(call, 'bob', 30, {
      note: 'by Bob; by Ada',
      noteBasis: noteAt(call),
      dropOtherNotes: [other?.at.replace('.000Z', 'Z') ?? ''],
    });
    expect(texts(together)).toEqual({ note: 'by Bob; by Ada', others: [] });
    expect(texts(write(call, 'cem', 40, { dropOtherNotes: [other?.at ?? ''] }))).toEqual({
      note: 'by Bob',
      others: [],
    });
  });

  test('of one person’s earlier texts the newest is kept, in whatever order they come', () => {
    const last = write(fresh(), 'bob', 50, { note: 'by Bob', noteBasis: null });
    const one = (call: StoredCall) => write(call, 'ada', 10, { note: 'Ada 1', noteBasis: null });
    const two = (call: StoredCall) => write(call, 'ada', 20, { note: 'Ada 2', noteBasis: null });
    expect(texts(two(one(last))).others).toEqual(['Ada 2']);
    expect(texts(one(two(last))).others).toEqual(['Ada 2']);
  });

  test('no text that somebody wrote without seeing the others is lost, in any order', () => {
    const writers = ['ada', 'bob', 'cem', 'dan'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(writers, { minLength: writers.length }),
        fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
        (order, seconds) => {
          const call = order.reduce(
            (one, who) => write(one, who, seconds[writers.indexOf(who)] ?? 0, { note: `by ${who}`, noteBasis: null }),
            fresh(),
          );
          const { note, others } = texts(call);
          expect(new Set([note, ...others])).toEqual(new Set(writers.map((who) => `by ${who}`)));
        },
      ),
    );
  });
});

describe('What else people write about a call', () => {
  test('is told once: the same writing again changes nothing', () => {
    const edit = { note: 'x', tags: ['urgent'], disposition: 'advice given', followUp: 'ok' as const };
    const once = write(fresh(), 'ada', 10, edit);
    expect(write(once, 'ada', 10, edit)).toBe(once);
  });

  test('tags are written whole, the later set stands, and an empty one takes all away', () => {
    const two = write(write(fresh(), 'ada', 20, { tags: ['a', 'b', 'a'] }), 'bob', 10, { tags: ['old'] });
    expect(two.call.tags).toMatchObject({ value: ['a', 'b'], byPersonId: 'ada' });
    expect(write(two, 'bob', 30, { tags: [] }).call.tags).toBeNull();
  });

  test('how it ended can be taken back, and an older word does not return', () => {
    const ended = write(fresh(), 'ada', 10, { disposition: 'wrong number' });
    const none = write(ended, 'bob', 20, { disposition: null });
    expect(none.call.disposition).toBeNull();
    expect(write(none, 'ada', 15, { disposition: 'wrong number' })).toBe(none);
  });

  test('from a clock that runs ahead counts from when it arrived', () => {
    const ahead = write(fresh(), 'ada', 5_000, { note: 'ahead', noteBasis: null }, 100);
    expect(noteAt(ahead)).toBe(later(100));
    expect(NOW < (noteAt(ahead) ?? '')).toBe(true);
  });
});

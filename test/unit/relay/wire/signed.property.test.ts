import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withClosing, type Callback, type CallbackEdit } from '@callbrief/relay/wire/callback';
import { itemAfter } from '@callbrief/relay/wire/item';
import { inMilliseconds, MOST_TRACES } from '@callbrief/relay/wire/signed';

const people = [
  { personId: 'ada', name: 'Me Ada' },
  { personId: 'bob', name: 'Bob' },
  { personId: 'cem', name: 'Cem' },
] as const;
type By = (typeof people)[number];
interface Writing {
  edit: CallbackEdit;
  by: By;
}

/** Few times, so that several people write in the same millisecond; with and without milliseconds, as clients do. */
const time = fc.constantFrom(
  '2026-11-19T11:31:00Z',
  '2026-11-19T11:31:00.500Z',
  '2026-11-19T11:31:01Z',
  '2026-11-19T11:31:01.000Z',
  '2026-11-19T11:32:00.123456Z',
);
const set = fc.record(
  {
    reason: fc.constantFrom('', 'Bank details', 'Hearing'),
    urgency: fc.constantFrom('normal' as const, 'high' as const),
    ownerPersonId: fc.option(fc.constantFrom('ada', 'bob'), { nil: null }),
    status: fc.constantFrom('ok' as const, 'please_call_back' as const),
  },
  { requiredKeys: [] },
);
const writings = (most: number) =>
  fc
    .array(
      fc.record({
        at: time,
        set,
        did: fc.option(fc.constantFrom('no_answer' as const, 'left_message' as const), { nil: null }),
        by: fc.constantFrom(...people),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((made): Writing[] =>
      made.map(({ by, ...edit }, index) => ({ edit: { ...edit, editId: `edit-${String(index)}` }, by })),
    );

function merged(all: readonly Writing[]): Callback {
  let item: Callback | null = null;
  for (const { edit, by } of all) {
    const after: Callback | 'incomplete' = itemAfter('callback', 'one', item, edit, by);
    if (after === 'incomplete') throw new Error('a callback is never incomplete');
    item = after;
  }
  if (!item) throw new Error('nothing was written');
  return item;
}

describe('What several people write about one callback', () => {
  test('is the same callback in every order and repetition', () => {
    fc.assert(
      fc.property(
        writings(8).chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          expect(merged(shuffled)).toEqual(merged(all));
        },
      ),
    );
  });

  test('is what the latest of each field wrote; of the same millisecond the greater id', () => {
    fc.assert(
      fc.property(writings(8), (all) => {
        const item = merged(all);
        for (const field of ['reason', 'urgency', 'ownerPersonId', 'status'] as const) {
          const [latest] = all
            .filter(({ edit }) => field in edit.set)
            .toSorted(
              (a, b) => Date.parse(b.edit.at) - Date.parse(a.edit.at) || (a.edit.editId < b.edit.editId ? 1 : -1),
            );
          if (!latest) continue;
          expect(item[field]).toEqual(latest.edit.set[field]);
          expect(item.stamps[field]).toMatchObject({ editId: latest.edit.editId, byPersonId: latest.by.personId });
        }
      }),
    );
  });

  test('stands in the history, whoever won', () => {
    fc.assert(
      fc.property(writings(8), (all) => {
        const told = merged(all).traces.map(({ editId, field, value }) => JSON.stringify([editId, field, value]));
        const written = all.flatMap(({ edit: { editId, at, set: fields, did }, by }) => [
          ...Object.entries(withClosing(fields, inMilliseconds(at), by.name)).map(([field, value]) =>
            JSON.stringify([editId, field, value]),
          ),
          ...(did === null ? [] : [JSON.stringify([editId, null, did])]),
        ]);
        expect(told.toSorted()).toEqual(written.toSorted());
      }),
    );
  });

  test('told a second time changes nothing, not even when it was forgotten or its time was held back', () => {
    const all = Array.from({ length: MOST_TRACES + 40 }, (_, index): Writing => ({
      edit: {
        editId: `edit-${String(index)}`,
        at: new Date(Date.parse('2026-11-19T08:00:00Z') + index * 1_000).toISOString(),
        set: { reason: `writing ${String(index)}` },
        did: null,
      },
      by: people[0],
    }));
    const item = merged(all);
    expect(item.traces).toHaveLength(MOST_TRACES);
    for (const { edit, by } of all) expect(itemAfter('callback', 'one', item, edit, by)).toBe(item);
    const last = all.at(-1);
    const held = { ...last?.edit, at: '2026-11-19T09:00:00.000Z' } as CallbackEdit;
    expect(itemAfter('callback', 'one', item, held, people[0])).toBe(item);
    expect(merged(all.toReversed())).toEqual(item);
  });

  test('a time without milliseconds is not later than one with them', () => {
    const write = (editId: string, at: string, reason: string): Writing => ({
      edit: { editId, at, set: { reason }, did: null },
      by: people[0],
    });
    const item = merged([
      write('b', '2026-11-19T11:31:00Z', 'first'),
      write('a', '2026-11-19T11:31:00.500Z', 'second'),
    ]);
    expect(item).toMatchObject({ reason: 'second', createdAt: '2026-11-19T11:31:00.000Z' });
  });

  test('a time entry without its timekeeper is not begun', () => {
    const edit = { editId: 'e', at: '2026-11-19T11:31:00Z', set: { narrative: 'Call' }, did: null };
    expect(itemAfter('time_entry', 'one', null, edit, people[0])).toBe('incomplete');
  });
});

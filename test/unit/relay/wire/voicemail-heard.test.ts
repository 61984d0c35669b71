import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hear, type Hearing } from '@callbrief/relay/wire/voicemail-heard';

const nobody: Hearing = { heard: null, notHeardAt: null };
const at = (minute: number) => `2026-11-19T11:${String(minute).padStart(2, '0')}:00.000Z`;
const by = (name: string, minute: number) => ({ byPersonId: name, byName: name, at: at(minute) });
const heard = (name: string, minute: number) => ({ on: true, ...by(name, minute) });
const notHeard = (minute: number) => ({ on: false, ...by('anybody', minute) });
const after = (...edits: Parameters<typeof hear>[1][]) => edits.reduce(hear, nobody);

describe('who heard a voicemail', () => {
  it('is who heard it first, also when that arrives last', () => {
    expect(after(heard('Nadia', 10), heard('Sofie', 5), heard('Jonas', 20)).heard).toEqual(by('Sofie', 5));
  });

  it('is nobody once it was marked as not heard, until somebody hears it after that', () => {
    expect(after(heard('Nadia', 10), notHeard(11)).heard).toBeNull();
    expect(after(heard('Nadia', 10), notHeard(11), heard('Jonas', 12)).heard).toEqual(by('Jonas', 12));
  });

  it('does not come back by a hearing from before the mark that arrives late', () => {
    expect(after(notHeard(11), heard('Nadia', 10)).heard).toBeNull();
    expect(after(heard('Jonas', 12), notHeard(11), heard('Nadia', 10)).heard).toEqual(by('Jonas', 12));
  });

  it('is the same for every order in which one mark and one hearing a person arrive, or nobody: never somebody wrong', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(minutes, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), ([a = 0, b = 0, mark = 0], keys) => {
        const edits = [heard('A', a), heard('B', b), notHeard(mark)];
        const order = edits
          .map((edit, i) => ({ edit, key: keys[i] ?? 0 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ edit }) => edit);
        const first = [by('A', a), by('B', b)]
          .filter((one) => one.at > at(mark))
          .toSorted((one, other) => one.at.localeCompare(other.at))[0];
        const found = after(...order).heard;
        expect([first ?? null, null]).toContainEqual(found);
        // In the order of time nothing is lost.
        const inTime = edits.toSorted((one, other) => one.at.localeCompare(other.at));
        expect(after(...inTime).heard).toEqual(first ?? null);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { KeepCandidate } from '../../../../src-main/history/recording-rows.ts';
import { decideKeeping, hasRoomFor, type KeepRules } from '../../../../src-main/recordings/keep-policy.ts';

const GB = 1_000_000_000;
const now = new Date('2026-11-19T12:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

function one(recordingId: string, days: number, more: Partial<KeepCandidate> = {}): KeepCandidate {
  const started = daysAgo(days);
  return {
    recordingId,
    callId: `call-${recordingId}`,
    sha256: recordingId,
    sizeBytes: 0.4 * GB,
    startedMs: started.getTime(),
    createdAt: started.toISOString(),
    isMine: true,
    isMyMatter: false,
    isHere: false,
    starred: false,
    asked: false,
    isWrong: false,
    ...more,
  };
}
const rules = (settings: Partial<KeepRules['settings']> = {}, clearedAt: string | null = null): KeepRules => ({
  settings: { keepAudio: 'my_calls', keepAudioDays: 30, keepAudioCapGb: 1, ...settings },
  now,
  clearedAt,
});
function decide(candidates: KeepCandidate[], given = rules()) {
  const { fetch, drop, capReached } = decideKeeping(candidates, given);
  const ids = (of: KeepCandidate[]) => of.map(({ recordingId }) => recordingId).join(' ');
  return { fetch: ids(fetch), drop: ids(drop), capReached };
}

describe('which audio is kept', () => {
  it.each([
    ['none', ''],
    ['my_calls', 'mine'],
    ['my_calls_and_matters', 'mine matter'],
    ['all', 'mine matter other'],
  ] as const)('by itself with the setting %s: %s', (keepAudio, expected) => {
    const size = { sizeBytes: 1_000 };
    const candidates = [
      one('mine', 1, size),
      one('matter', 2, { ...size, isMine: false, isMyMatter: true }),
      one('other', 3, { ...size, isMine: false }),
    ];
    expect(decide(candidates, rules({ keepAudio }))).toEqual({ fetch: expected, drop: '', capReached: false });
  });

  it('the newest first, and nothing that is here already', () => {
    expect(decide([one('a', 1), one('b', 2, { isHere: true })]).fetch).toBe('a');
    expect(decide([one('a', 1), one('b', 2)]).fetch).toBe('a b');
  });

  it('for so many days after the call; then it goes by itself', () => {
    expect(decide([one('new', 29), one('old', 31, { isHere: true })])).toEqual({
      fetch: 'new',
      drop: 'old',
      capReached: false,
    });
  });

  it('up to the cap: the oldest goes for the newest', () => {
    const here = { isHere: true };
    expect(decide([one('new', 0), one('b', 1, here), one('c', 2, here)])).toEqual({
      fetch: 'new',
      drop: 'c',
      capReached: true,
    });
  });

  it('for good when it is starred, over the cap and after its days', () => {
    const star = { starred: true, isHere: true };
    expect(decide([one('new', 0), one('s1', 90, star), one('s2', 91, star), one('s3', 92, star)])).toEqual({
      fetch: '',
      drop: '',
      capReached: true,
    });
  });

  it('what a person fetched goes first, and drives out the oldest of the others', () => {
    const candidates = [one('a', 0, { isHere: true }), one('b', 1, { isHere: true }), one('old', 200, { asked: true })];
    expect(decide(candidates)).toEqual({ fetch: 'old', drop: 'b', capReached: true });
  });

  it('one that is larger than the cap drives out nothing', () => {
    const huge = { sizeBytes: 3 * GB };
    const here = { isHere: true };
    expect(decide([one('huge', 0, huge), one('a', 1, here), one('b', 2, here)])).toMatchObject({ fetch: '', drop: '' });
    expect(decide([one('a', 1, here), one('huge', 9, { ...huge, asked: true })])).toMatchObject({
      fetch: '',
      drop: '',
    });
  });

  it('nothing comes back by itself after everything was removed; what is new does', () => {
    const cleared = rules({}, daysAgo(1).toISOString());
    expect(
      decide([one('new', 0), one('before', 2), one('wanted', 3, { asked: true, sizeBytes: 1 })], cleared).fetch,
    ).toBe('wanted new');
  });

  it('what came with a wrong hash is not fetched again by itself', () => {
    expect(decide([one('wrong', 0, { isWrong: true })]).fetch).toBe('');
  });
});

describe('the last room of the disk', () => {
  it.each([
    ['below 2 GB', 10 * GB, 2.1 * GB, 0.2 * GB, false],
    ['above 2 GB of a small disk', 10 * GB, 2.3 * GB, 0.2 * GB, true],
    ['below 5 % of a large disk', 1_000 * GB, 50.1 * GB, 0.2 * GB, false],
    ['above 5 %', 1_000 * GB, 51 * GB, 0.2 * GB, true],
  ])('is left to everything else: %s', (_, totalBytes, freeBytes, bytes, expected) => {
    expect(hasRoomFor(bytes, { totalBytes, freeBytes })).toBe(expected);
  });
});
